"""What of the watches waits for one person, as parts of digests; and what is asked in a whole project."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.blocks.kit import bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.rhythm.digest import Line, Part
from bot.blocks.watches.told import asked_deeds, asked_line, hit_deeds, hit_line
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.own import Circle
from flows.watches.action_rules import may_read
from flows.watches.actions import Action
from flows.watches.own import OwnActions, OwnHit, OwnHits

SHOWN = 3
"""In the status of a project."""


def waiting(hits: OwnHits, asked: OwnActions, lens: Lens, *, user_id: str, thanks: Mapping[str, str]) -> Iterator[Part]:
    """``thanks`` holds the attribution that each source asks for, by its name."""
    say = lens.say
    lines = [Line(_hit(one, lens, user_id), hit_deeds(one.project.id, one.found, lens)) for one in hits.hits]
    noted = dict.fromkeys(inline(thanks.get(one.found.event.source, ""), 200) for one in hits.hits)
    yield Part(
        title=say("Hits that wait for your answer"), lines=_with_more(lines, hits.more, lens),
        note="\n".join(noted).strip(),
    )  # fmt: skip
    own = [
        Line(f"{asked_line(one.action, lens)} · {_project(one.project)}",
             asked_deeds(one.action, one.project, lens, user_id))
        for one in asked.actions
    ]  # fmt: skip
    yield Part(title=say("What the watches ask of you"), lines=_with_more(own, asked.more, lens))


def open_part(found: Sequence[Action], card: ProjectCard, lens: Lens, *, reader: str) -> Part:
    """What the watches ask for in a whole project; to a channel (no ``reader``) nothing that is private (DOMAIN.md
    R27). Whoever has to do it was asked, so it is no news by itself."""
    lines = [
        Line(_open(one, lens), asked_deeds(one, card, lens, reader or one.owner))
        for one in found
        if may_read(one, card, reader)
    ]
    deeds = ((lens.say("All of the project"), Act.ACTIONS, Ref(project_id=card.id)),) if lines else ()
    return Part(title=lens.say("What the watches ask for"), lines=tuple(lines), quiet=True, deeds=deeds)


def still_asked(found: Sequence[Action], card: ProjectCard, lens: Lens, *, reader: str) -> tuple[str, ...]:
    """For the status of a project: how many, and the first of those that the reader may read."""
    say, readable = lens.say, [one for one in found if may_read(one, card, reader)]
    if not readable:
        return ()
    head = bold(say("What the watches ask for")) + " · " + say("{n} to be done", n=len(readable))
    shown = [_open(one, lens, brief=True) for one in readable[:SHOWN]]
    left = parts.left_out(len(readable) - SHOWN, lens) if len(readable) > SHOWN else ""
    return (head, *shown, *([left] if left else []))


def _open(found: Action, lens: Lens, *, brief: bool = False) -> str:
    return asked_line(found, lens, brief=brief) + (f" · {parts.who(found.owner, lens)}" if found.owner else "")


def _hit(one: OwnHit, lens: Lens, user_id: str) -> str:
    answer = one.found.hit.answer
    told = [hit_line(one.found, lens), _project(one.project)]
    if answer is not None and answer.by != user_id:
        told.insert(1, lens.say("given to you by {person}", person=parts.who(answer.by, lens)))
    return " · ".join(told)


def _with_more(lines: Iterable[Line], more: bool, lens: Lens) -> tuple[Line, ...]:
    return (*lines, Line(lens.say("There are more."))) if more else tuple(lines)


def _project(project: Circle) -> str:
    return f"{project.key} {inline(project.name, 120)}"
