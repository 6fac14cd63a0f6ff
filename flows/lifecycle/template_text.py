"""Reads a workflow template from TOML text and refuses, with file, key and line, whatever could not work."""

from flows.lifecycle.persistence_text import ladder, reminding
from flows.lifecycle.template import DeliverableSpec, GateSpec, Stage, Template
from flows.lifecycle.toml_tables import Table, read_toml
from flows.lifecycle.voting_text import VOTING_KEYS, voting
from flows.names import Role, Strand


def parse_template(text: str, file: str) -> Template:
    """The template in ``text``; ``file`` is only used to name it in a fault. Raises ``TemplateFault``."""
    root = read_toml(text, file)
    root.allow("name", "version", "title", "stages", "reminders", "escalation")
    return Template(
        name=root.key("name"),
        version=root.positive("version"),
        title=root.both("title"),
        stages=tuple(_stage(table, number) for number, table in enumerate(root.tables("stages"), start=1)),
        reminding=reminding(root),
        ladder=ladder(root),
    )


def _stage(table: Table, number: int) -> Stage:
    table.allow("key", "name", "purpose", "gate", "deliverables")
    return Stage(
        key=table.key("key"),
        number=number,
        name=table.both("name"),
        purpose=table.both("purpose"),
        deliverables=tuple(_deliverable(spec) for spec in table.tables("deliverables")),
        gate=_gate(table.table("gate"), table.key("key")),
    )


def _deliverable(table: Table) -> DeliverableSpec:
    table.allow("key", "strand", "title", "help", "role", "required", "due_days")
    return DeliverableSpec(
        key=table.key("key"),
        strand=table.word("strand", Strand),
        title=table.both("title"),
        help=table.both("help"),
        role=table.word("role", Role),
        required=table.flag("required"),
        due_days=table.positive("due_days"),
    )


def _gate(table: Table, stage: str) -> GateSpec:
    table.allow("name", "question", "criteria", "deciders", *VOTING_KEYS)
    deciders = table.words("deciders", Role)
    return GateSpec(
        name=table.both("name"),
        question=table.both("question"),
        criteria=table.both_each("criteria"),
        deciders=deciders,
        voting=voting(table, deciders, stage),
    )
