"""What a hit is made into in the linkage register: an entry, or the form of one."""

from bot.ids import Act
from flows.linkage.codes import Body
from flows.linkage.commands import RecordStandard
from flows.linkage.items import Standard
from flows.linkage.numbers import UnreadableNumber, read_standard
from flows.linkage.register import Register
from flows.watches.belonging import standard_of
from flows.watches.hits import Found
from flows.watches.naming import title_of
from flows.watches.subjects import Contribution, Patent
from flows.watches.subjects import Standard as SeenStandard

BODIES = {body.value: body for body in Body}


def as_register_entry(register: Register, seen: SeenStandard, project_id: str) -> tuple[RecordStandard | None, str]:
    """The command that records a standard, or the id under which the register has it already."""
    known = standard_of(register, seen)
    if known is not None:
        return None, known.id
    item = Standard(
        id="", number=0, body=_body(seen), reference=seen.ref, title=seen.title[:300], committee=seen.committee,
        stage=seen.stage, stage_on=seen.stage_on.on if seen.stage_on else None,
        published_on=seen.published_on.on if seen.published_on else None,
    )  # fmt: skip
    return RecordStandard(project_id=project_id, item=item), ""


def as_draft(found: Found) -> tuple[Act, dict[str, object]]:
    """The register's form for a hit that is no standard, with what is known of it: a person must say whose it is."""
    subject, title = found.event.subject, title_of(found.event)[:300]
    if isinstance(subject, Patent):
        return Act.FAMILY, {"title": subject.title or title, "owners": ", ".join(subject.applicants)[:300]}
    return Act.STANDARD, {"title": title, "reference": subject.ref if isinstance(subject, Contribution) else ""}


def _body(seen: SeenStandard) -> Body:
    try:
        return read_standard(seen.ref).body
    except UnreadableNumber:
        return BODIES.get(seen.body.lower(), Body.OTHER)
