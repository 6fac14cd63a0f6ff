"""Hits as a digest tells them: by theme, the most severe first, each on one line with its answers beside it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks.kit import bold, inline, link
from bot.blocks.lens import Lens
from bot.blocks.rhythm.digest import Deed, Line, Part
from bot.blocks.watches import hits, terms
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.watches.hits import Found, Verdict
from flows.watches.judging import title_of
from flows.watches.urgency import rank
from flows.watches.watches import Theme, Watch


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
            lines=tuple(Line(hit_line(one, lens), _deeds(card, one, lens)) for one in own),
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


def _deeds(card: ProjectCard, found: Found, lens: Lens) -> tuple[Deed, ...]:
    """A menu has five entries: the sixth answer, the register, is with the unanswered hits."""
    say, hit = lens.say, found.hit

    def ref(extra: str = "") -> Ref:
        return Ref(project_id=card.id, item_id=hit.id, part=hits.IN_LIST, extra=extra)

    return (
        (say.context("verdict button", "Act"), Act.JUDGE, ref(Verdict.ACT.value)),
        (say.context("verdict button", "Watch"), Act.JUDGE, ref(Verdict.WATCH.value)),
        (say("Not relevant"), Act.NOT_RELEVANT, ref()),
        (say("Assign"), Act.ASSIGN, ref()),
        (say("Make it a deliverable"), Act.TO_WORK, ref()),
    )
