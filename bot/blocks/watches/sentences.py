"""Every event of the watches as one sentence, for the history. Values come as events keep them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks.kit import inline
from bot.blocks.lens import Lens
from bot.blocks.watches import terms
from flows.watches.hits import Trait, Verdict

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One event as its sentence needs it. ``by`` is finished mrkdwn."""

    values: Values
    by: str
    lens: Lens

    def text(self, name: str, most: int = 120) -> str:
        return inline(str(self.values.get(name) or ""), most).replace("*", "·")

    def named(self) -> str:
        """The watch by its name."""
        watch = self.values.get("watch") or self.values.get("after")
        name = watch.get("name") if isinstance(watch, dict) else self.values.get("name")
        return inline(str(name or ""), 120).replace("*", "·")

    def reason(self) -> str:
        text = self.text("reason", 300)
        return self.lens.say(": {reason}", reason=text) if text else ""

    def verdict(self) -> str:
        return terms.verdict(Verdict(str(self.values["verdict"])), self.lens.say)


def told(event: str, values: Values, *, by: str, lens: Lens) -> str:
    """What an event says, with who did it. Raises KeyError for an event that is not ours."""
    return WATCH_SENTENCES[event](Told(values, by, lens))


def _started(t: Told) -> str:
    return t.lens.say("{by} started the watch *{name}*", by=t.by, name=t.named())


def _changed(t: Told) -> str:
    return t.lens.say("{by} changed the watch *{name}*", by=t.by, name=t.named())


def _paused(t: Told) -> str:
    return t.lens.say("{by} paused the watch *{name}*", by=t.by, name=t.named())


def _resumed(t: Told) -> str:
    return t.lens.say("{by} had the watch *{name}* look again", by=t.by, name=t.named())


def _ended(t: Told) -> str:
    if t.values.get("expired"):
        return t.lens.say("The watch *{name}* ended: its last day is over", name=t.named())
    return t.lens.say("{by} ended the watch *{name}*", by=t.by, name=t.named()) + t.reason()


def _brought(t: Told) -> str:
    n, say = int(t.values.get("count") or 0), t.lens.say
    if t.values.get("source"):
        return say.plural("{by} brought {n} hit from {file}", "{by} brought {n} hits from {file}", n, by=t.by,
                          file=t.text("source", 80))  # fmt: skip
    return say("{by} brought a hit: *{title}*", by=t.by, title=t.text("title"))


def _judged(t: Told) -> str:
    say = t.lens.say
    line = say("{by} on the hit *{title}*: {verdict}", by=t.by, title=t.text("title"), verdict=t.verdict())
    if t.values.get("to"):
        line = say("{by} gave the hit *{title}* to {person}", by=t.by, title=t.text("title"),
                   person=f"<@{t.values['to']}>")  # fmt: skip
    return line + t.reason()


def _reopened(t: Told) -> str:
    return t.lens.say("{by} took back the verdict on *{title}* ({verdict})", by=t.by, title=t.text("title"),
                      verdict=t.verdict())  # fmt: skip


def _excluded(t: Told) -> str:
    return t.lens.say("{by} had {what} not told any more", by=t.by, what=_what(t)) + t.reason()


def _dropped(t: Told) -> str:
    n = int(t.values.get("brought_back") or 0)
    return t.lens.say.plural(
        "{by} had {what} told again; {n} hit came back", "{by} had {what} told again; {n} hits came back", n,
        by=t.by, what=_what(t),
    )  # fmt: skip


def _what(t: Told) -> str:
    return f"{terms.trait(Trait(str(t.values['trait'])), t.lens.say)} *{t.text('value')}*"


WATCH_SENTENCES: Mapping[str, Callable[[Told], str]] = {
    "WatchStarted": _started,
    "WatchChanged": _changed,
    "WatchPaused": _paused,
    "WatchResumed": _resumed,
    "WatchEnded": _ended,
    "HitsBrought": _brought,
    "HitJudged": _judged,
    "HitReopened": _reopened,
    "ExclusionMade": _excluded,
    "ExclusionDropped": _dropped,
}
"""A sentence for every event of ``flows/watches/events.py``; a test compares the two."""
