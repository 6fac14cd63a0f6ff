"""The portfolio in words: one part for each question, every project that is named with a way to its status."""

from collections.abc import Iterable, Iterator

from bot.blocks.kit import Message, bold, inline, person
from bot.blocks.lens import Lens, Staged
from bot.blocks.lifecycle.parts import waits_for_absent
from bot.blocks.linkage import rule_words
from bot.blocks.rhythm.digest import Line, Part, pages
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectRow
from flows.linkage.figures import Figures
from flows.names import Role
from flows.rhythm.portfolio import PERIOD, Portfolio, StageLoad

_NAME = 40


def message(found: Portfolio, lens: Lens) -> Message:
    """The answer to ``/liandong portfolio``."""
    say = lens.say
    shown = list(told(found, lens))
    if not found.projects:
        shown = [Part(lines=(Line(say("There is no active project that you may see.")),))]
    return pages(say("Portfolio"), shown, lens)[0]


def told(found: Portfolio, lens: Lens) -> Iterator[Part]:
    """Nothing where there is no project. Lines that are read together are one, so that none of them is put off."""
    say = lens.say
    if not found.projects:
        return
    stages = [stage_line(load, lens) for load in in_order(found.stages, lens)]
    chart = (say("Chart"), Act.PORTFOLIO_PNG, Ref())
    yield Part(title=say("Stages"), lines=_together([*stages, _bottleneck(found, lens)]), deeds=(chart,))
    slow = (_named(one.row, say.plural("{n} day here", "{n} days here", one.days), lens) for one in found.slowest)
    yield Part(title=say("Longest in their stage"), lines=tuple(slow))
    latest = (_named(row, say.plural("{n} overdue", "{n} overdue", row.overdue_count), lens) for row in found.latest)
    yield Part(title=say("Most overdue work"), lines=tuple(latest))
    yield Part(title=say("Overdue by role"), lines=_together(role_line(*each, lens) for each in found.late))
    if found.away:
        yield Part(lines=(Line(f"• {waits_for_absent(found.away, lens)}"),))
    decided = " · ".join(f"{say.decision(decision)} {count}" for decision, count in found.decided)
    yield Part(
        title=say("Gates asked for in the last {n} days", n=PERIOD.days),
        lines=_together([decided or say("None was decided.")]),
    )
    linkage = list(linkage_lines(found.figures, found.missed, lens))
    yield Part(title=say("Linkage"), lines=_together(linkage), note=rule_words.disclaimer(say) if linkage else "")


def in_order(stages: Iterable[StageLoad], lens: Lens) -> list[StageLoad]:
    """As the workflow has them; stages of a workflow that is gone come last."""
    return sorted(stages, key=lambda load: (_number(load, lens), load.stage))


def stage_name(load: Staged, lens: Lens) -> str:
    try:
        return lens.stage_name(load, load.stage)
    except KeyError:  # doctor reports projects whose workflow is gone; the others still count
        return load.stage


def stage_line(load: StageLoad, lens: Lens) -> str:
    """``*Assessment* · 14 active · 2 on hold · half of them at most 34 days here, the longest 210 · 2 at the gate``."""
    say = lens.say
    said = [bold(stage_name(load, lens)), say.plural("{n} active", "{n} active", load.active)]
    if load.held:
        said.append(say.plural("{n} on hold", "{n} on hold", load.held))
    if load.active:
        said.append(days_words(load, lens))
    if load.late:
        said.append(say.plural("{n} with overdue work", "{n} with overdue work", load.late))
    if load.at_gate:
        said.append(say.plural("{n} at the gate", "{n} at the gate", load.at_gate))
    return "• " + " · ".join(said)


def days_words(load: StageLoad, lens: Lens) -> str:
    """How long they are there."""
    if load.active == 1:
        return lens.say.plural("{n} day here", "{n} days here", load.longest)
    return lens.say("half of them at most {typical} days here, the longest {longest}",
                    typical=load.typical, longest=load.longest)  # fmt: skip


def role_line(role: Role, works: int, projects: int, lens: Lens) -> str:
    say = lens.say
    owed = say.plural("{n} deliverable", "{n} deliverables", works)
    inside = say.plural("in {n} project", "in {n} projects", projects)
    return f"• {bold(say.role(role))} · {owed} {inside}"


def linkage_lines(found: Figures, missed: int, lens: Lens) -> Iterator[str]:
    """What only a linked record can tell (DOMAIN.md 7.5); nothing where nothing is recorded."""
    say = lens.say
    if found.features:
        yield say("• Features with a claim and a clause: {share}", share=share(found.linked, found.features, lens))
    if found.sent:
        yield say("• Contributions filed before they went out (target: all): {share}",
                  share=share(found.protected, found.sent, lens))  # fmt: skip
        yield say("• Contributions accepted: {share}", share=share(found.accepted, found.sent, lens))
    if found.declared or found.charted:
        yield say(
            "• Patent families: {declared} declared, {charted} charted, {confirmed} confirmed by a second person; "
            "{uncharted} declared without a chart",
            declared=found.declared, charted=found.charted, confirmed=found.confirmed, uncharted=found.uncharted,
        )  # fmt: skip
    if found.told:
        days = say.plural("{n} day", "{n} days", round(found.told_days / found.told))
        yield say("• From contribution to declaration: {days} on average", days=days)
    if found.undeclared:
        yield say.plural("• {n} contribution still to be declared", "• {n} contributions still to be declared",
                         found.undeclared)  # fmt: skip
    if found.rows:
        yield say("• Claim chart rows checked on the present text: {share}",
                  share=share(found.in_step, found.rows, lens))  # fmt: skip
    if found.filed:
        yield say("• Filed families that are granted: {share}", share=share(found.granted, found.filed, lens))
    if missed:
        yield say.plural("• {n} date missed (target: none)", "• {n} dates missed (target: none)", missed)


def share(part: int, whole: int, lens: Lens) -> str:
    """``62 % (31 of 50)``, rounded down, so that 100 % means all."""
    return lens.say("{percent} % ({part} of {whole})", percent=100 * part // whole, part=part, whole=whole)


def _bottleneck(found: Portfolio, lens: Lens) -> str:
    load = found.bottleneck
    if load is None:
        return ""
    return lens.say("Bottleneck: {stage}", stage=bold(stage_name(load, lens)))


def _named(row: ProjectRow, why: str, lens: Lens) -> Line:
    """One short line: ten of them stand in one message."""
    name = bold(f"{row.key} · {inline(row.name, _NAME)}")
    text = f"• {name} · {why} · {stage_name(row, lens)} · {person(row.lead)}"
    return Line(text, _look(row, lens), about=row.key)


def _look(row: ProjectRow, lens: Lens) -> tuple[tuple[str, Act, Ref], ...]:
    return ((lens.say("Status"), Act.STATUS, Ref(project_id=row.id)),)


def _number(load: StageLoad, lens: Lens) -> int:
    try:
        return lens.template(load).stage(load.stage).number
    except KeyError:
        return 99


def _together(lines: Iterable[str]) -> tuple[Line, ...]:
    text = "\n".join(line for line in lines if line)
    return (Line(text),) if text else ()
