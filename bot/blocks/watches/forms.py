"""The forms of the watches: what to look for, who hears of it and when, and how a hit is answered.

A watch is filled in on two screens of at most eight fields: first what it looks for, by theme; who, when and how often
has sensible beginnings and can be changed afterwards.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import inputs, kit
from bot.blocks.inputs import NO_DRAFT, Draft, draft_list, draft_text, field, first, option
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import parts
from bot.blocks.limits import LIMITS, Block
from bot.blocks.watches import terms
from bot.ids import Form, Ref
from bot.vocabulary import Say
from flows.lifecycle.readmodels import ProjectCard
from flows.watches.hits import Found, Trait
from flows.watches.matching import record_of, traits
from flows.watches.naming import title_of
from flows.watches.observations import Severity
from flows.watches.watches import Cadence, Scope, Theme, Watch, WatchState

FIELDS: Mapping[Theme, tuple[str, ...]] = {
    Theme.STANDARD: ("sources", "work_items", "bodies", "committees", "keywords", "classes", "rivals"),
    Theme.PATENT: ("sources", "families", "applicants", "rivals", "work_items", "classes", "keywords"),
    Theme.BENCHMARK: ("sources", "indicators", "rivals", "work_items", "keywords"),
}
"""What each theme asks for, beside the name. The names are those of ``Scope``."""
NAME, TERMS, LONG = 120, 2000, 2000
ONLY_THIS = "none"
"""The choice to exclude nothing."""
MOST_CHOICES = 6


def watch(
    card: ProjectCard, theme: Theme, lens: Lens, *, scope: Scope, name: str = "", watch_id: str = "", shown: int = 0,
    origin: str = "", draft: Draft = NO_DRAFT, notice: str = "",
) -> dict[str, Any]:  # fmt: skip
    """What a watch looks for. ``origin`` is the theme or suggestion it was opened with; ``shown`` its version."""
    say = lens.say
    blocks = [kit.section("\n".join(filter(None, [notice, parts.named(card.key, card.name)])))]
    title = inputs.text_input("name", initial=draft_text(draft, "name", name), limit=NAME)
    blocks.append(first(field("name", say("What is it called?"), title)))
    labels, hints = _labels(say), _hints(say)
    for asked in FIELDS[theme]:
        typed = draft_text(draft, asked, "\n".join(getattr(scope, asked)))
        element = inputs.text_input(asked, initial=typed, multiline=True, limit=TERMS)
        blocks.append(field(asked, labels[asked], element, hint=hints[asked], optional=True))
    ref = Ref(project_id=card.id, item_id=watch_id, shown=shown, extra=origin or theme.value, part=theme.value)
    return kit.modal(Form.WATCH, terms.theme(theme, say), blocks, ref=ref, submit=say("Save"), close=say("Cancel"))


def rules(card: ProjectCard, found: Watch, lens: Lens, *, draft: Draft = NO_DRAFT, notice: str = "") -> dict[str, Any]:
    """Who hears of it, when and how often."""
    say, triage = lens.say, found.triage
    cadences = [option(terms.cadence(c, say), c.value) for c in Cadence]
    levels = [option(terms.at_once(s, say), s.value) for s in Severity]
    channel = [option(say("In the thread of the project's card"), "channel")]
    in_channel = draft_list(draft, "in_channel", ["channel"] if found.audience.in_channel else [])
    people = draft_list(draft, "persons", found.audience.persons)
    expires = found.expires_on.isoformat() if found.expires_on else ""
    blocks = [
        kit.section("\n".join(filter(None, [notice, f"{parts.named(card.key, card.name)}\n{kit.inline(found.name)}"]))),
        first(field("owner", say("Who answers its hits?"),
                    inputs.one_person("owner", initial=draft_text(draft, "owner", found.owner)))),
        field("cadence", say("How often are its sources read?"),
              inputs.select("cadence", cadences, initial=draft_text(draft, "cadence", found.cadence.value))),
        field("at_once", say("What is told at once?"),
              inputs.radio("at_once", levels, initial=draft_text(draft, "at_once", triage.at_once.value)),
              hint=say("Everything else waits for the digest. Nobody is told outside their working time.")),
        field("answer_within", say("Working days for an answer"),
              inputs.text_input("answer_within", initial=draft_text(draft, "answer_within", str(triage.answer_within)),
                                limit=3),
              hint=say("After them the owner is reminded, after twice as many the lead hears of it.")),
        field("in_channel", say("Where is it told?"), inputs.checkboxes("in_channel", channel, initial=in_channel),
              optional=True),
        field("persons", say("Who is told personally?"), inputs.people("persons", initial=people), optional=True,
              hint=say("Nobody here and not in the channel: the owner.")),
        field("expires_on", say("Its last day"),
              inputs.day_picker("expires_on", initial=draft_text(draft, "expires_on", expires)), optional=True),
    ]  # fmt: skip
    ref = Ref(project_id=card.id, item_id=found.id, shown=found.version)
    return kit.modal(Form.WATCH_RULES, say("Who, when, how often"), blocks, ref=ref, submit=say("Save"),
                     close=say("Cancel"))  # fmt: skip


def end(card: ProjectCard, found: Watch, lens: Lens) -> dict[str, Any]:
    say = lens.say
    blocks = [
        kit.section(f"{parts.named(card.key, card.name)}\n{kit.inline(found.name)}"),
        first(field("reason", say("Why?"), inputs.text_input("reason", multiline=True, limit=LONG), optional=True)),
        kit.note(say("Its hits stay. You can have it look again at any time.")),
    ]
    return kit.modal(Form.WATCH_END, say("End this watch"), blocks, ref=Ref(project_id=card.id, item_id=found.id),
                     submit=say("End it"), close=say("Cancel"))  # fmt: skip


def not_relevant(card: ProjectCard, found: Found, lens: Lens, *, keeps: bool, part: str = "") -> dict[str, Any]:
    """``keeps``: the reader may say what is not to be told any more. ``part`` says where the button stood."""
    say = lens.say
    blocks = [
        kit.section(f"{parts.named(card.key, card.name)}\n{kit.inline(title_of(found.event), 200)}"),
        first(field("reason", say("Why is it not relevant?"),
                    inputs.text_input("reason", multiline=True, limit=LONG))),
    ]  # fmt: skip
    if keeps:
        choices = _excludable(found, say)
        blocks.append(field("exclude", say("And from now on?"), inputs.radio("exclude", choices, initial=ONLY_THIS),
                            hint=say("The list of what is not told any more can be seen and undone.")))  # fmt: skip
    ref = Ref(project_id=card.id, item_id=found.hit.id, part=part)
    return kit.modal(Form.NOT_RELEVANT, say("Not relevant"), blocks, ref=ref, submit=say("Save"),
                     close=say("Cancel"))  # fmt: skip


def assign(card: ProjectCard, found: Found, lens: Lens, *, part: str = "") -> dict[str, Any]:
    say = lens.say
    blocks = [
        kit.section(f"{parts.named(card.key, card.name)}\n{kit.inline(title_of(found.event), 200)}"),
        first(field("to", say("To whom?"), inputs.one_person("to"))),
        field("reason", say("What is to be done?"), inputs.text_input("reason", multiline=True, limit=LONG),
              optional=True),
    ]  # fmt: skip
    ref = Ref(project_id=card.id, item_id=found.hit.id, part=part)
    return kit.modal(Form.ASSIGN, say("Assign"), blocks, ref=ref, submit=say("Assign"), close=say("Cancel"))


def bring(card: ProjectCard, watches: Sequence[Watch], lens: Lens, *, draft: Draft = NO_DRAFT) -> dict[str, Any]:
    """Something that somebody saw: typed, or from a message."""
    say = lens.say
    blocks = [
        kit.section(parts.named(card.key, card.name)),
        field("watch", say("For which watch?"), _which(watches, draft)),
        first(field("title", say("What is it?"),
                    inputs.text_input("title", initial=draft_text(draft, "title"), limit=300))),
        field("link", say("Where can it be read?"), inputs.url_input("link", initial=draft_text(draft, "link")),
              optional=True),
        field("text", say("What does it say?"),
              inputs.text_input("text", initial=draft_text(draft, "text"), multiline=True, limit=3000), optional=True),
    ]  # fmt: skip
    return kit.modal(Form.BRING, say("Add a hit"), blocks, ref=Ref(project_id=card.id), submit=say("Add"),
                     close=say("Cancel"))  # fmt: skip


def bring_file(card: ProjectCard, watches: Sequence[Watch], lens: Lens) -> dict[str, Any]:
    say = lens.say
    blocks = [
        kit.section(parts.named(card.key, card.name)),
        field("watch", say("For which watch?"), _which(watches, NO_DRAFT)),
        field("what", say("What are its rows?"), inputs.select("what", kinds(say), initial="standard")),
        first(field("file", say("The file"), inputs.file_input("file"),
                    hint=say("CSV, Excel (.xlsx), JSON or JSONL. The first line names the columns."))),
    ]  # fmt: skip
    return kit.modal(Form.BRING_FILE, say("Hits from a file"), blocks, ref=Ref(project_id=card.id),
                     submit=say("Check"), close=say("Cancel"))  # fmt: skip


def kinds(say: Say) -> list[Block]:
    """What the rows of a file may be about."""
    named = {
        "standard": say("Standards and work items"),
        "patent": say("Patents"),
        "declaration": say("Declarations"),
        "contribution": say("Contributions"),
        "benchmark": say("Benchmark values"),
        "news": say("Anything else"),
    }
    return [option(text, code) for code, text in named.items()]


def _which(watches: Sequence[Watch], draft: Draft) -> Block:
    going = [w for w in watches if w.state is not WatchState.ENDED][:100]
    options = [option(f"{w.number} · {w.name}", w.id) for w in going]
    return inputs.select("watch", options, initial=draft_text(draft, "watch", going[0].id if going else ""))


def _excludable(found: Found, say: Say) -> list[Block]:
    """What may be kept away from now on: this record, and what it is recognised by."""
    told = traits(found.event)
    offered = [(Trait.RECORD, record_of(found.event), say("Not this record any more"))]
    for trait in (Trait.WORK_ITEM, Trait.FAMILY, Trait.NAME, Trait.COMMITTEE):
        for value in dict.fromkeys(told.get(trait, ())):
            if not value.startswith("http"):  # what somebody saw has no number; its address is the record
                offered.append(
                    (trait, value, say("No {what} {value} any more", what=terms.trait(trait, say), value=value))
                )
    packed = [(f"{trait.value}:{value}", text) for trait, value, text in offered]
    fitting = [option(text, code) for code, text in packed if len(code) <= LIMITS["option value"]]
    return [option(say("Only this hit"), ONLY_THIS), *fitting[:MOST_CHOICES]]


def _labels(say: Say) -> Mapping[str, str]:
    return {
        "sources": say("Sources"),
        "work_items": say("Standards and work items"),
        "bodies": say("Standards bodies"),
        "committees": say("Committees"),
        "keywords": say("Keywords"),
        "classes": say("Classes"),
        "families": say("Patents and families"),
        "applicants": say("Applicants"),
        "rivals": say("Rivals"),
        "indicators": say("Indicators"),
    }


def _hints(say: Say) -> Mapping[str, str]:
    one = say("One a line. Any of them is enough.")
    return {
        "sources": say("One a line: iso:ISO/TC 176, ietf:draft-…, w3c:…, epo:…, or the address of an RSS feed; the "
                       "README lists them. Without any, hits come from people and files."),
        "work_items": say("One a line, such as ISO 9001 or GB/T 20234.1, in any edition. Always a hit."),
        "families": say("One number a line, with or without kind code. Always a hit."),
        "bodies": one, "committees": say("One a line. A committee includes its subcommittees."),
        "keywords": say("One a line, as whole words. Together with the others they narrow."),
        "classes": say("One a line: ICS, IPC or CPC. A class includes those below it."),
        "applicants": one, "rivals": say("One a line: found among applicants, declarers, contributors and holders."),
        "indicators": one,
    }  # fmt: skip
