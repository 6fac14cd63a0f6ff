"""Every event of a register as one sentence, for threads, digests and the history.

Values come as events keep them: whole items as JSON in a history line, scalars only in a notice; what is not there is
left out of the sentence. What an event is about it knows by id alone: a history line brings its present name, a notice
carries it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks.kit import inline
from bot.blocks.lens import Lens
from bot.blocks.linkage import terms
from flows.linkage.codes import ClearanceState, Essentiality, LinkKind, OutwardState, Reception
from flows.linkage.recounting import CALENDAR_CHANGED

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event as its sentence needs it. ``by`` is finished mrkdwn, ``about`` the raw name of what it is about."""

    values: Values
    by: str
    lens: Lens
    about: str = ""

    def item(self, *names: str) -> str:
        """What the event's item is called, in bold; a notice carries the name under ``title``."""
        item = self.values.get("item")
        found = [item.get(name) for name in names] if isinstance(item, dict) else []
        text = next((str(x) for x in (*found, self.values.get("title"), self.about) if x), "")
        return f" *{inline(text, 120).replace('*', '·')}*" if text else ""

    def named(self) -> str:
        """The same behind a sentence that has no place for it."""
        name = self.item()
        return f" ·{name}" if name else ""

    def reason(self, name: str = "reason") -> str:
        text = inline(str(self.values.get(name) or ""), 300)
        return self.lens.say(": {reason}", reason=text) if text else ""

    def day(self, name: str) -> str:
        value = self.values.get(name)
        return self.lens.day(date.fromisoformat(str(value))) if value else ""

    def count(self, name: str) -> int:
        """How many there were: a list in a history line, its length in a notice."""
        value = self.values.get(name)
        return len(value) if isinstance(value, list | tuple) else int(str(value or 0))


def recorded(event: str, values: Values, *, by: str, lens: Lens, about: str = "") -> str:
    """What an event says, with who did it. ``by`` is finished mrkdwn, ``about`` raw text. Raises KeyError for an event
    that is not ours."""
    return SENTENCES[event](Recorded(values, by, lens, about))


def _feature(r: Recorded) -> str:
    return r.lens.say("{by} recorded the feature{item}", by=r.by, item=r.item("name"))


def _feature_cleared(r: Recorded) -> str:
    say = r.lens.say
    if not r.values.get("reason"):
        return say("{by} took back that a feature needs no filing", by=r.by) + r.named()
    return say("{by} wrote down that a feature needs no filing", by=r.by) + r.named() + r.reason()


def _family(r: Recorded) -> str:
    return r.lens.say("{by} recorded the patent{item}", by=r.by, item=r.item("title"))


def _application(r: Recorded) -> str:
    say, application = r.lens.say, r.values.get("application")
    if not isinstance(application, dict):
        return say("{by} recorded a filing or its dates", by=r.by) + r.named()
    shown = " ".join(str(application.get(name) or "") for name in ("office", "application_number")).strip()
    filed = application.get("filed_on")
    text = say("{by} recorded the application *{number}*", by=r.by, number=inline(shown, 80))
    return text + (say(", filed {day}", day=r.lens.day(date.fromisoformat(str(filed)))) if filed else "") + r.named()


def _claims(r: Recorded) -> str:
    n = r.count("claims")
    return r.lens.say.plural("{by} recorded {n} claim", "{by} recorded {n} claims", n, by=r.by) + r.named()


def _standard(r: Recorded) -> str:
    return r.lens.say("{by} recorded the standard{item}", by=r.by, item=r.item("reference", "title"))


def _clauses(r: Recorded) -> str:
    n, version = r.count("clauses"), inline(str(r.values.get("version") or ""), 40)
    return r.lens.say.plural(
        "{by} recorded {n} clause of version {version}", "{by} recorded {n} clauses of version {version}", n,
        by=r.by, version=version,
    ) + r.named()  # fmt: skip


def _planned(r: Recorded) -> str:
    return r.lens.say("{by} planned to let out{item}", by=r.by, item=r.item("title"))


def _asked(r: Recorded) -> str:
    return r.lens.say("{by} asked for a clearance{item}", by=r.by, item=r.item())


def _decided(r: Recorded) -> str:
    say = r.lens.say
    if r.values["state"] == ClearanceState.REVOKED:
        ended = {
            "plan_changed": say("{by} changed a plan, which ended its clearance", by=r.by),
            "asked_again": say("{by} had something checked again, which ended the earlier answer", by=r.by),
            "withdrawn": say("{by} called a plan off, which ended its clearance", by=r.by),
        }
        return (ended.get(str(r.values.get("reason"))) or say("A clearance of {by} ended", by=r.by)) + r.named()
    state = terms.clearance_state(ClearanceState(str(r.values["state"])), say)
    return say("{by} decided a clearance: *{state}*", by=r.by, state=state) + r.named() + r.reason()


def _made(r: Recorded) -> str:
    return r.lens.say(
        "{by} recorded that{item} went out on {day}", by=r.by, item=r.item() or _it(r), day=r.day("made_on")
    )


def _it(r: Recorded) -> str:
    return " " + r.lens.say("an entry")


def _called_off(r: Recorded) -> str:
    state = terms.outward_state(OutwardState.WITHDRAWN, r.lens.say)
    return r.lens.say("{by} recorded{item}: *{state}*", by=r.by, item=r.item() or _it(r), state=state) + r.reason()


def _reception(r: Recorded) -> str:
    said = terms.reception(Reception(str(r.values["reception"])), r.lens.say)
    return r.lens.say("{by} recorded what the body said: *{said}*", by=r.by, said=said) + r.named()


def _declared(r: Recorded) -> str:
    return r.lens.say("{by} recorded a declaration{item}", by=r.by, item=r.item("reference"))


def _licence(r: Recorded) -> str:
    return r.lens.say("{by} recorded a licence{item}", by=r.by, item=r.item("licensee"))


def _reward(r: Recorded) -> str:
    return r.lens.say("{by} recorded an inventor reward", by=r.by) + r.named()


def _tied(r: Recorded) -> str:
    link = r.values.get("link")
    if not isinstance(link, dict):
        return r.lens.say("{by} linked two entries", by=r.by) + r.named()
    kind = terms.link_kind(LinkKind(str(link["kind"])), r.lens.say)
    return r.lens.say("{by} linked: {what}", by=r.by, what=kind) + r.named()


def _untied(r: Recorded) -> str:
    return r.lens.say("{by} removed a link", by=r.by) + r.reason("why")


def _checked(r: Recorded) -> str:
    verdict = terms.essentiality(Essentiality(str(r.values["essentiality"])), r.lens.say)
    return (
        r.lens.say("{by} checked a row of the claim chart: *{verdict}*", by=r.by, verdict=verdict)
        + r.named()
        + r.reason("why")
    )


def _recheck(r: Recorded) -> str:
    n = r.count("links")
    return r.lens.say.plural(
        "{n} row of the claim chart must be checked again", "{n} rows of the claim chart must be checked again", n
    )


def _docket(r: Recorded) -> str:
    """One date is named with its rule and day; several are counted."""
    say, items = r.lens.say, r.values.get("items")
    if isinstance(items, list) and len(items) == 1:
        item = items[0]
        day = r.lens.day(date.fromisoformat(str(item["due_on"])))
        name = inline(r.lens.rule(str(item["rule"])))
        if r.values.get("cause") == CALENDAR_CHANGED and item.get("before_on"):
            before = r.lens.day(date.fromisoformat(str(item["before_on"])))
            return say("The date *{name}* moved from {before} to {day}: on which days its office works is known now",
                       name=name, before=before, day=day)  # fmt: skip
        state = {
            "done": say("{by} closed the date *{name}*", by=r.by, name=name),
            "confirmed": say("{by} confirmed that the date *{name}* was kept", by=r.by, name=name),
            "dropped": say("{by} let the date *{name}* pass on purpose", by=r.by, name=name),
        }
        return state.get(str(item["state"])) or say("The date *{name}* is due {day}", name=name, day=day)
    n = r.count("items")
    return say.plural("{n} date was computed anew", "{n} dates were computed anew", n)


def _imported(r: Recorded) -> str:
    n, source = r.count("count"), inline(str(r.values.get("source") or ""), 80)
    return r.lens.say.plural(
        "{by} imported {n} entry from {source}", "{by} imported {n} entries from {source}", n, by=r.by, source=source
    )


SENTENCES: Mapping[str, Callable[[Recorded], str]] = {
    "FeatureRecorded": _feature,
    "FeatureCleared": _feature_cleared,
    "FamilyRecorded": _family,
    "ApplicationRecorded": _application,
    "ClaimsRecorded": _claims,
    "StandardRecorded": _standard,
    "ClausesRecorded": _clauses,
    "OutwardPlanned": _planned,
    "ClearanceAsked": _asked,
    "ClearanceDecided": _decided,
    "OutwardMade": _made,
    "OutwardWithdrawn": _called_off,
    "ReceptionNoted": _reception,
    "Declared": _declared,
    "LicenceRecorded": _licence,
    "RewardRecorded": _reward,
    "ItemsTied": _tied,
    "ItemsUntied": _untied,
    "RowChecked": _checked,
    "RowsToRecheck": _recheck,
    "DocketRecorded": _docket,
    "ItemsImported": _imported,
}
"""A sentence for every event of ``flows/linkage/events.py``; a test compares the two."""
