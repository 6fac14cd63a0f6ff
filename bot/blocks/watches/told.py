"""What a digest tells of the watches: hits by theme, the most severe first, and what is asked of its reader; each on
one line with what can be done beside it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks.kit import bold, inline, link
from bot.blocks.lens import Lens
from bot.blocks.rhythm.digest import Deed, Line, Part
from bot.blocks.watches import hits, terms, trigger_words
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.own import Circle
from flows.watches.action_rules import able
from flows.watches.actions import Action
from flows.watches.hits import Found, Verdict
from flows.watches.naming import title_of
from flows.watches.urgency import rank
from flows.watches.watches import Theme, Watch

Project = ProjectCard | Circle
"""Both say what a person may do."""


def hit_parts(
    card: ProjectCard, found: Sequence[Found], watches: Mapping[str, Watch], lens: Lens, *,
    thanks: Mapping[str, str], named: bool = False,
) -> Iterator[Part]:  # fmt: skip
    """One part for each theme that has hits. ``thanks`` holds the attribution that each source asks for, by its name;
    ``named``: with the key of the project, for digests of several."""
    say = lens.say
    for theme in Theme:
        own = [one for one in found if watches[one.hit.watch_id].theme is theme]
        own.sort(key=lambda one: (rank(one.hit.severity), one.hit.number))
        title = terms.theme(theme, say)
        yield Part(
            title=f"{card.key} · {title}" if named else title,
            lines=tuple(Line(hit_line(one, lens), hit_deeds(card.id, one, lens)) for one in own),
            deeds=((say("Unanswered hits"), Act.HITS, Ref(project_id=card.id)),),
            note="\n".join(dict.fromkeys(inline(thanks.get(one.event.source, ""), 200) for one in own)).strip(),
        )


def hit_line(found: Found, lens: Lens) -> str:
    """Severity, what it is about, what happened, and where it is to be read."""
    event, say = found.event, lens.say
    title = bold(inline(title_of(event), hits.TITLE))
    happened = hits.changes(event, lens) or terms.happening(event.kind, say)
    source = next((link(address, say("Open")) for address in event.links if address.startswith("http")), "")
    told = (terms.severity(found.hit.severity, say), title, happened, source)
    return "• " + " · ".join(text for text in told if text)


def hit_deeds(project_id: str, found: Found, lens: Lens) -> tuple[Deed, ...]:
    """A menu has five entries: the sixth answer, the register, is with the unanswered hits."""
    say, hit = lens.say, found.hit

    def ref(extra: str = "") -> Ref:
        return Ref(project_id=project_id, item_id=hit.id, part=hits.IN_LIST, extra=extra)

    return (
        (say.context("verdict button", "Act"), Act.JUDGE, ref(Verdict.ACT.value)),
        (say.context("verdict button", "Watch"), Act.JUDGE, ref(Verdict.WATCH.value)),
        (say("Not relevant"), Act.NOT_RELEVANT, ref()),
        (say("Assign"), Act.ASSIGN, ref()),
        (say("Make it a deliverable"), Act.TO_WORK, ref()),
    )


def asked_part(card: ProjectCard, asked: Sequence[Action], lens: Lens, *, reader: str) -> Part:
    """What is asked of one person, the earliest first."""
    say = lens.say
    ordered = sorted(asked, key=lambda found: (found.due_on, found.number))
    return Part(
        title=say("What the watches ask of you"),
        lines=tuple(Line(asked_line(found, lens), asked_deeds(found, card, lens, reader)) for found in ordered),
        deeds=((say("All of the project"), Act.ACTIONS, Ref(project_id=card.id)),),
    )


def asked_line(found: Action, lens: Lens, *, brief: bool = False) -> str:
    """What it is about, by when, and what is asked (not where it is ``brief``)."""
    say = lens.say
    what = f"{bold(f'A{found.number}')} {trigger_words.happening(found.trigger, say)}"
    about = inline(" ".join(filter(None, (found.about.get("ref", ""), found.about.get("title", "")))), hits.TITLE)
    wanted = "" if brief else trigger_words.request(found.trigger, say)
    told = (what, about, lens.due(found.due_on), wanted)
    return "• " + " · ".join(text for text in told if text)


def asked_deeds(found: Action, project: Project, lens: Lens, reader: str) -> tuple[Deed, ...]:
    """What this person may do about it."""
    say, may = lens.say, able(found, project, reader)
    ref = Ref(project_id=project.id, item_id=found.id, part=hits.IN_LIST)
    offered = (
        (say("Done"), Act.ACTION_DONE, "SettleAction"),
        (say("Make it a deliverable"), Act.ACTION_TO_WORK, "MakeWork"),
        (say("Hand over"), Act.ACTION_HAND_OVER, "SettleAction"),
        (say("Not to be done"), Act.ACTION_DROP, "SettleAction"),
        (say("Release a summary"), Act.RELEASE, "ReleaseSummary"),
    )
    return tuple((text, act, ref) for text, act, command in offered if command in may)
