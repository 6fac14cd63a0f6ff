"""What grace periods would leave of an own disclosure, country by country, as facts (DOMAIN.md 4.2)."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.linkage import terms
from bot.vocabulary import Say
from flows.linkage.codes import Certainty, OutwardState, Severity
from flows.linkage.grace import CountedFrom, Grace, GraceTable, Rescue, shipped_grace
from flows.linkage.items import Outward
from flows.linkage.judgements import Finding

_NOVELTY = frozenset({"R01", "R01a", "R02", "R03"})


def told(outward: Outward, found: Iterable[Finding], lens: Lens, *, stopped: bool) -> str:
    """The table for something that is ``stopped`` because it is not filed, or that went out all the same; empty text
    where novelty is not at stake by what was ``found``."""
    at_stake = any(f.rule in _NOVELTY and f.severity is Severity.BLOCK for f in found)
    is_out = outward.state is OutwardState.MADE
    if not at_stake or not (is_out or stopped):
        return ""
    say, day = lens.say, outward.made_on or outward.available_on
    head = (
        say("It went out on {day}, not filed. What grace periods leave:", day=lens.day(day)) if is_out else
        say("If it went out all the same on {day}, grace periods would leave:", day=lens.day(day))
    )  # fmt: skip
    return "\n".join([bold(head), *table(shipped_grace(), day, lens)])


def table(grace: GraceTable, disclosed_on: date, lens: Lens) -> Iterator[str]:
    """Where an own disclosure is not rescued, then one line for each jurisdiction."""
    say = lens.say
    own, cases = grace.rescue(disclosed_on), grace.rescue(disclosed_on, own_voluntary=False)
    lost = [place(one.grace.jurisdiction, say) for one in own if one.last_on is None]
    if lost:
        yield say("{places}: not rescued by your own disclosure.", places=say.listing(lost))
    yield from (_line(case if one.last_on is None else one, lens) for one, case in zip(own, cases, strict=True))


def sources(lens: Lens) -> str:
    """Where each row was looked up, and when; what was not confirmed there says so."""
    return lens.say("Sources: {sources}", sources=" · ".join(_source(row, lens) for row in shipped_grace().rows))


def place(jurisdiction: str, say: Say) -> str:
    """What people call it; its code where nobody has given it a name."""
    return {
        "CN": say.context("jurisdiction", "CN"),
        "EP": say.context("jurisdiction", "EP"),
        "US": say.context("jurisdiction", "US"),
        "JP": say.context("jurisdiction", "JP"),
        "KR": say.context("jurisdiction", "KR"),
    }.get(jurisdiction, jurisdiction)


def _line(rescue: Rescue, lens: Lens) -> str:
    """``• CN: 6 months up to the priority date, only for …. Declare at filing …``."""
    say, row = lens.say, rescue.grace
    period = say.plural("{n} month", "{n} months", row.months)
    words = {"months": period, "start": _counted(row.counted_from, say)}
    if row.cases is None:
        line = say("{months} up to {start}", **words)
    else:
        cases = inline(say.pick(row.cases), 300)
        line = say("{months} up to {start}, only in these cases: {cases}", cases=cases, **words)
    told = [line, _last(rescue, lens), inline(say.pick(row.formalities), 200)]
    return f"• {bold(place(row.jurisdiction, say))}: {' · '.join(filter(None, told))}"


def _last(rescue: Rescue, lens: Lens) -> str:
    if rescue.last_on is None:
        return ""
    day = lens.day(rescue.last_on)
    return lens.say("last day {day}", day=day) if rescue.is_open(lens.today) else lens.say("over since {day}", day=day)


def _counted(code: CountedFrom, say: Say) -> str:
    return {
        CountedFrom.PRIORITY: say("the filing or priority date"),
        CountedFrom.ACTUAL_FILING: say("the filing there, not the priority"),
        CountedFrom.EFFECTIVE_FILING: say("the effective filing date"),
    }[code]


def _source(row: Grace, lens: Lens) -> str:
    unsure = f", {terms.certainty(row.certainty, lens.say)}" if row.certainty is Certainty.GENERAL else ""
    return f"{place(row.jurisdiction, lens.say)} {inline(row.source, 100)} ({row.checked_on.isoformat()}{unsure})"
