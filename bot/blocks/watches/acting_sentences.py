"""What happened to actions and benchmarks as one sentence each, for the history. Values come as events keep them."""

from collections.abc import Callable, Mapping

from bot.blocks.watches import trigger_words
from bot.blocks.watches.sentences import Told
from flows.watches.actions import ActionState


def _opened(t: Told) -> str:
    """Of a private one only that it was told, and to how many."""
    say = t.lens.say
    if not t.values.get("trigger"):
        return say("The watches told the patent lead and legal something that is theirs alone at first")
    what = trigger_words.happening(str(t.values["trigger"]), say)
    return say("The watches ask for something: {what} · {title}", what=what, title=t.text("title"))


def _settled(t: Told) -> str:
    say = t.lens.say
    state = trigger_words.state(ActionState(str(t.values["state"])), say)
    text = say("{by} settled A{n}: {state}", by=t.by, n=t.text("number"), state=state)
    return text + (say(": {reason}", reason=t.text("note", 300)) if t.values.get("note") else "")


def _reopened(t: Told) -> str:
    return t.lens.say("{by} opened A{n} again", by=t.by, n=t.text("number"))


def _made_work(t: Told) -> str:
    return t.lens.say("{by} made A{n} a deliverable: *{title}*", by=t.by, n=t.text("number"), title=t.text("title"))


def _handed_over(t: Told) -> str:
    return t.lens.say("{by} handed A{n} to {person}", by=t.by, n=t.text("number"), person=f"<@{t.values['to']}>")


def _released(t: Told) -> str:
    return t.lens.say("{by} released a note to the others: {summary}", by=t.by, summary=t.text("summary", 300))


def _indicator(t: Told) -> str:
    return t.lens.say("{by} set what is compared as *{name}*", by=t.by, name=t.text("name"))


def _figure(t: Told) -> str:
    value = t.values.get("value")
    given = value if isinstance(value, dict) else {}
    return f"{given.get('value', '')} {t.text('unit', 40)}".strip()


def _value(t: Told) -> str:
    say, name = t.lens.say, t.text("name")
    if wrong := t.text("instead"):
        return say("{by} corrected a value of *{name}*: {value}, not {wrong}", by=t.by, name=name, value=_figure(t),
                   wrong=wrong)  # fmt: skip
    return say("{by} noted a value of *{name}*: {value}", by=t.by, name=name, value=_figure(t))


def _taken_back(t: Told) -> str:
    return t.lens.say("{by} took back a value of *{name}*: {value}", by=t.by, name=t.text("name"), value=_figure(t))


def _put_back(t: Told) -> str:
    return t.lens.say("{by} lets a value of *{name}* count again: {value}", by=t.by, name=t.text("name"),
                      value=_figure(t))  # fmt: skip


def _retired(t: Told) -> str:
    say = t.lens.say
    if t.values.get("retired"):
        return say("{by} compares *{name}* no more", by=t.by, name=t.text("name"))
    return say("{by} compares *{name}* again", by=t.by, name=t.text("name"))


ACTION_SENTENCES: Mapping[str, Callable[[Told], str]] = {
    "ActionOpened": _opened,
    "ActionSettled": _settled,
    "ActionReopened": _reopened,
    "ActionMadeWork": _made_work,
    "ActionHandedOver": _handed_over,
    "SummaryReleased": _released,
    "IndicatorNoted": _indicator,
    "ValueNoted": _value,
    "ValueTakenBack": _taken_back,
    "ValuePutBack": _put_back,
    "IndicatorRetired": _retired,
}
"""A sentence for every event of ``action_commands.py`` and ``benchmark_commands.py``; a test compares them."""
