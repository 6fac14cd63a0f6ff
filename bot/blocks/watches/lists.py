"""The watches of a project: what each looks for, how its sources are, what came of it; and what is not told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import Block
from bot.blocks.sheet import Sheet
from bot.blocks.watches import hits, templates, terms
from bot.blocks.watches.hits import Able
from bot.ids import Act, Ref
from flows.lifecycle.readmodels import ProjectCard
from flows.watches.hits import Exclusion, Found, Statistics
from flows.watches.sources import Health
from flows.watches.suggesting import Suggestion
from flows.watches.template import WatchTemplate
from flows.watches.watches import Scope, Theme, Watch, WatchState

PAGE = 5
NONE_YET = Statistics()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything about a project's watches that its reader may see."""

    card: ProjectCard
    watches: tuple[Watch, ...]
    statistics: Mapping[str, Statistics]
    healths: Mapping[str, Health]
    able: Able
    suggestions: tuple[Suggestion, ...] = ()
    templates: tuple[WatchTemplate, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    waiting: int = 0
    credits: Mapping[str, str] = field(default_factory=dict)


def board(seen: Board, lens: Lens) -> Message:
    """All that still look, then the paused ones; ended ones only where nothing else is there to be seen."""
    sheet, say = Sheet(), lens.say
    sheet.head(parts.heading(seen.card))
    going = [w for w in seen.watches if w.state is not WatchState.ENDED]
    sheet.tell(bold(say("Watches")) + (f" · {len(going)}" if going else ""))
    if not going:
        sheet.tell(say("Nothing is watched yet. A watch tells you when a standard moves, a patent appears or a rival "
                       "reaches a value."))  # fmt: skip
    for watch in going:
        text = watch_text(watch, seen, lens)
        if not sheet.add(text, kit.section(text, accessory=_menu(watch, seen, lens))):
            sheet.tell(parts.left_out(len(going) - going.index(watch), lens))
            break
    for name in sorted({credit for credit in seen.credits.values() if credit}):
        sheet.small(inline(name, 200))
    sheet.show(*_adding(seen, lens))
    return sheet.message()


def watch_text(watch: Watch, seen: Board, lens: Lens) -> str:
    """Name, what it looks for, what came of it, and what is wrong with its sources."""
    say, stats = lens.say, seen.statistics.get(watch.id, NONE_YET)
    head = [f"{watch.number} · {bold(inline(watch.name, 100))}", terms.theme(watch.theme, say)]
    if watch.state is not WatchState.LIVE:
        head.append(bold(terms.state(watch.state, say)))
    return "\n".join(filter(None, [
        " · ".join(head),
        scope_text(watch.scope, lens),
        " · ".join(filter(None, [
            terms.cadence(watch.cadence, say),
            say("owner {person}", person=parts.who(watch.owner, lens)),
            say("until {day}", day=lens.day(watch.expires_on)) if watch.expires_on else "",
        ])),
        statistics_text(stats, lens),
        *(health_text(seen.healths[name], lens) for name in watch.scope.sources if name in seen.healths),
    ]))  # fmt: skip


def scope_text(scope: Scope, lens: Lens, most: int = 4) -> str:
    """What is looked for, in one line; the sources where a watch takes all that they show."""
    things = [*scope.work_items, *scope.families, *scope.indicators, *scope.committees, *scope.applicants,
              *scope.rivals, *scope.classes, *scope.keywords, *scope.bodies]  # fmt: skip
    named = things or list(scope.sources)
    shown = [inline(name, 60) for name in named[:most]]
    left = len(named) - len(shown)
    return ", ".join(shown) + (f" {parts.left_out(left, lens)}" if left else "")


def statistics_text(stats: Statistics, lens: Lens) -> str:
    say = lens.say
    held = say.plural("{n} hit kept until it looks again", "{n} hits kept until it looks again", stats.held)
    if not stats.hits:
        return held if stats.held else say("no hit yet")
    text = " · ".join(filter(None, [
        say.plural("{n} hit", "{n} hits", stats.hits),
        say("{n} unanswered", n=stats.open) if stats.open else "",
        say("{n} acted on", n=stats.acted) if stats.acted else "",
        say("{n} not relevant", n=stats.noise) if stats.noise else "",
        say("{n} kept away", n=stats.silenced) if stats.silenced else "",
        held if stats.held else "",
    ]))  # fmt: skip
    if stats.is_noisy:
        text += "\n" + say("Most of it is not relevant. Please narrow this watch, or end it.")
    return text


def health_text(health: Health, lens: Lens) -> str:
    """Since when a source fails, or that records could not be read; empty text for one that is well."""
    say, name = lens.say, f"`{inline(health.source, 80).replace('`', '')}`"
    last = say("last read {moment}", moment=say.when(health.good_at)) if health.good_at else say("never read yet")
    if health.failures:
        text = say("{source} cannot be read; {last}. Liandong asks again by itself.", source=name, last=last)
        return f"⚠ {text}"
    if health.faults:
        return say.plural("{source}: {n} record could not be read; {last}", "{source}: {n} records could not be read; "
                          "{last}", health.faults, source=name, last=last)  # fmt: skip
    return f"{name}: {last}"


def one(watch: Watch, found: Sequence[Found], seen: Board, lens: Lens, *, more: int | None = None) -> Message:
    """A watch with its latest hits. ``more`` is the number of the last hit where there are older ones."""
    sheet, say = Sheet(), lens.say
    sheet.head(parts.heading(seen.card))
    sheet.tell(watch_text(watch, seen, lens))
    _list_hits(sheet, found, seen.card, lens)
    ref = Ref(project_id=seen.card.id, item_id=watch.id)
    row = [kit.button(text, act, ref) for text, act in _deeds(watch, seen.able, lens)]
    if more is not None:
        row.insert(0, kit.button(say("Show older"), Act.WATCH, Ref(project_id=seen.card.id, item_id=watch.id,
                                 number=more)))  # fmt: skip
    sheet.show(kit.actions(*row, kit.button(say("All watches"), Act.WATCHES, Ref(project_id=seen.card.id)),
                           block_id="watch"))  # fmt: skip
    return sheet.message()


def unanswered(found: Sequence[Found], card: ProjectCard, lens: Lens, *, more: int | None = None) -> Message:
    """The hits that wait for an answer, newest first."""
    sheet, say = Sheet(), lens.say
    sheet.head(parts.heading(card))
    sheet.tell(bold(say("Hits that wait for an answer")))
    _list_hits(sheet, found, card, lens)
    ref = Ref(project_id=card.id)
    row = [kit.button(say("All watches"), Act.WATCHES, ref)]
    if more is not None:
        row.insert(0, kit.button(say("Show older"), Act.HITS, Ref(project_id=card.id, number=more)))
    sheet.show(kit.actions(*row, block_id="hits"))
    return sheet.message()


def excluded(seen: Board, lens: Lens) -> Message:
    """What is not told any more, watch by watch; each can be taken back."""
    sheet, say, names = Sheet(), lens.say, {w.id: w.name for w in seen.watches}
    sheet.head(parts.heading(seen.card))
    sheet.tell(bold(say("What is not told any more")))
    if not seen.exclusions:
        sheet.tell(say("Nothing is kept away."))
    for x in seen.exclusions:
        kept = say.plural("kept {n} hit away", "kept {n} hits away", x.kept_away)
        text = (f"{terms.trait(x.trait, say)} {bold(inline(x.value, 100))} · {inline(names.get(x.watch_id, ''), 80)}\n"
                f"{parts.who(x.by, lens)} · {say.when(x.at)} · {kept}\n{kit.quote(x.reason, 200)}")  # fmt: skip
        ref = Ref(project_id=seen.card.id, item_id=x.id)
        undo = kit.button(say("Tell it again"), Act.EXCLUSION_DROP, ref, label=say("Tell {item} again", item=x.value))
        allowed = "DropExclusion" in seen.able
        if not sheet.add(text, kit.section(text, accessory=undo if allowed else None)):
            break
    sheet.show(kit.actions(kit.button(say("All watches"), Act.WATCHES, Ref(project_id=seen.card.id)),
                           block_id="exclusions"))  # fmt: skip
    return sheet.message()


def _list_hits(sheet: Sheet, found: Sequence[Found], card: ProjectCard, lens: Lens) -> None:
    if not found:
        sheet.tell(lens.say("No hit yet.") if found == () else lens.say("Nothing earlier."))
    for one_hit in found:
        text = hits.line(one_hit, lens)
        if not sheet.add(text, kit.section(text), *hits.buttons(card.id, one_hit, lens, part=hits.IN_LIST)):
            break


def _menu(watch: Watch, seen: Board, lens: Lens) -> Block:
    ref = Ref(project_id=seen.card.id, item_id=watch.id)
    return kit.menu([(lens.say("Show"), Act.WATCH, ref), *((t, a, ref) for t, a in _deeds(watch, seen.able, lens))][:5])


def _deeds(watch: Watch, able: Able, lens: Lens) -> list[tuple[str, Act]]:
    """What a reader may do about a watch now."""
    say = lens.say
    if "ChangeWatch" not in able:
        return []
    if watch.state is WatchState.ENDED:
        return [(say("Look again"), Act.WATCH_RESUME)]
    moving = (say("Look again"), Act.WATCH_RESUME) if watch.state is WatchState.PAUSED else (say("Pause"),
              Act.WATCH_PAUSE)  # fmt: skip
    return [
        (say("Change what it looks for"), Act.WATCH_EDIT),
        (say("Change who, when and how often"), Act.WATCH_RULES),
        moving,
        (say("End"), Act.WATCH_END),
    ]


def _adding(seen: Board, lens: Lens) -> list[Block]:
    """Starting points for a new watch, and the other lists."""
    say, ref = lens.say, Ref(project_id=seen.card.id)
    row: list[Block] = []
    if "StartWatch" in seen.able:
        entries = [
            (say("From the register: {what} ({n})", what=terms.suggested(s.what, say), n=s.count), Act.WATCH_NEW,
             Ref(project_id=seen.card.id, extra=s.what.value))
            for s in seen.suggestions
        ]  # fmt: skip
        entries += templates.entries(seen.templates, seen.card, lens)
        entries += [(terms.theme(t, say), Act.WATCH_NEW, Ref(project_id=seen.card.id, extra=t.value)) for t in Theme]
        row.append(kit.chooser(say("Start a watch"), entries, name="watch_new"))
    if seen.waiting:
        row.append(kit.button(say("Unanswered hits ({n})", n=seen.waiting), Act.HITS, ref))
    if "BringHits" in seen.able and any(w.state is not WatchState.ENDED for w in seen.watches):
        row.append(kit.button(say("Add a hit"), Act.BRING, ref))
        row.append(kit.button(say("Hits from a file"), Act.BRING_FILE, ref))
    if seen.exclusions:
        row.append(kit.button(say("Not told any more ({n})", n=len(seen.exclusions)), Act.EXCLUSIONS, ref))
    row.append(kit.button(say("What the watches ask for"), Act.ACTIONS, ref))
    row.append(kit.button(say("Benchmarks"), Act.BENCHMARKS, ref))
    return [kit.actions(*row, block_id="watches")]
