"""Reads how a workflow keeps after late work from its tables in a template. Every key has a default."""

from flows.lifecycle.persistence import USUAL_LADDER, USUAL_REMINDING, Ladder, Reminding
from flows.lifecycle.toml_tables import Table

REMINDING_KEYS = ("before_days", "every_days", "most")
LADDER_KEYS = ("deputy", "strand_lead", "lead", "steering")


def reminding(root: Table) -> Reminding:
    """The table ``reminders`` of a template; every key has a default, so none has to be there."""
    if "reminders" not in root.content:
        return USUAL_REMINDING
    table, usual = root.table("reminders"), USUAL_REMINDING
    table.allow(*REMINDING_KEYS)
    return Reminding(
        before=_number(table, "before_days", usual.before),
        every=_number(table, "every_days", usual.every),
        most=_number(table, "most", usual.most),
    )


def ladder(root: Table) -> Ladder:
    """The table ``escalation``: what it leaves out is no step. Without the table the usual steps hold."""
    if "escalation" not in root.content:
        return USUAL_LADDER
    table = root.table("escalation")
    table.allow(*LADDER_KEYS)
    days = [table.positive(key) if key in table.content else None for key in LADDER_KEYS]
    return Ladder(*days)


def _number(table: Table, key: str, usual: int) -> int:
    return table.positive(key) if key in table.content else usual
