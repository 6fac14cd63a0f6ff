"""Whether what a message names may be read by those who read in its channel, now (DOMAIN.md R01, R02, R39). Pure."""

from dataclasses import replace

from flows.linkage.clearance import judge
from flows.linkage.codes import Answer, ApplicationStatus, OutwardState, Severity
from flows.linkage.items import Family, Item, Outward
from flows.linkage.judgements import Finding
from flows.linkage.novelty import filed_on, is_living
from flows.linkage.register import Register
from flows.linkage.secrecy import reads_there
from flows.linkage.surroundings import Surroundings
from flows.linkage.validity import valid_clearance
from flows.names import Role


def given_away(register: Register, item: Item, around: Surroundings) -> tuple[Finding, ...]:
    """The rules against it, the worst first; none where it may be said. ``around.audience`` says who reads there."""
    audience = around.audience
    if audience is None or not audience.has_outsiders:
        return ()
    if isinstance(item, Outward):
        return _planned(register, item, around)
    return _unpublished(item, around) if isinstance(item, Family) else ()


def _planned(register: Register, outward: Outward, around: Surroundings) -> tuple[Finding, ...]:
    """Whatever day it is planned for: what stands in the channel is read today."""
    if outward.state is not OutwardState.PLANNED:
        return ()
    today = replace(outward, available_on=min(outward.available_on, around.today))
    if valid_clearance(register, outward, around.today, around) is not None:
        return ()
    answer, found = judge(register, today, around)
    return () if answer is Answer.CLEAR else tuple(f for f in found if f.severity is not Severity.INFO)


def _unpublished(family: Family, around: Surroundings) -> tuple[Finding, ...]:
    """An invention that is not filed is lost by talking of it; one that no office has published is still a secret."""
    audience = around.audience
    if audience is None or family.dropped or _is_public(family, around):
        return ()
    filed = filed_on(family, around.today)
    is_safe = filed is not None and filed < around.today and is_living(family)
    guests = reads_there(audience) == "guests"
    lifts = ("private_channel", "nda") if is_safe else ("private_channel", "file_first")
    return (
        Finding(rule="R02", severity=Severity.WARN if is_safe or guests else Severity.BLOCK, subjects=(family.id,),
                lifts=lifts, roles=(Role.PATENT.value,), params=(("why", reads_there(audience)),)),
    )  # fmt: skip


def _is_public(family: Family, around: Surroundings) -> bool:
    days = (day for member in family.members for day in (member.published_on, member.granted_on))
    out = (ApplicationStatus.PUBLISHED, ApplicationStatus.GRANTED)
    return any(day is not None and day <= around.today for day in days) or any(m.status in out for m in family.members)
