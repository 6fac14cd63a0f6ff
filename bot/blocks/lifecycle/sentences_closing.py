"""Sentences about a project's closing and what comes after it: part of ``sentences.py``."""

from bot.blocks.kit import inline
from bot.blocks.lifecycle.happening import Happening, count_of
from flows.names import Outcome


def outcome_proposed(h: Happening) -> str:
    outcome = h.lens.say.outcome(Outcome(str(h.values["outcome"])))
    return h.lens.say("{by} proposes to close the project as: *{outcome}*", by=h.by, outcome=outcome) + h.reason("note")


def indicators_answered(h: Happening) -> str:
    count = count_of(h.values.get("given"))
    return h.lens.say.plural("{by} gave {n} closing figure", "{by} gave {n} closing figures", count, by=h.by)


def improvement_added(h: Happening) -> str:
    text = h.lens.say("{by} gave {owner} an improvement item, due {day}", by=h.by, owner=h.person("owner"),
                      day=h.day("due"))  # fmt: skip
    return text + h.reason("lesson")


def improvement_settled(h: Happening) -> str:
    say, item = h.lens.say, h.text("lesson")
    match str(h.values["state"]):
        case "done":
            text = say("{by} did the improvement “{item}”", by=h.by, item=item)
        case "dropped":
            text = say("{by} dropped the improvement “{item}”", by=h.by, item=item)
        case _:
            text = say("{by} opened the improvement “{item}” again", by=h.by, item=item)
    return text + h.reason("note")


def follow_up_opened(h: Happening) -> str:
    return h.lens.say("The follow-up evaluation after {months} months is due", months=h.values["months"])


def follow_up_answered(h: Happening) -> str:
    verdict = h.lens.say.outcome(Outcome(str(h.values["verdict"])))
    text = h.lens.say("{by} answered the follow-up evaluation after {months} months: *{verdict}*", by=h.by,
                      months=h.values["months"], verdict=verdict)  # fmt: skip
    return text + h.reason("note")


def follow_up_skipped(h: Happening) -> str:
    text = h.lens.say("{by} skipped the follow-up evaluation after {months} months", by=h.by, months=h.values["months"])
    return text + h.reason()


def follows(h: Happening) -> str:
    return h.lens.say(
        "{by} opened this project as a follow-on of {key}", by=h.by, key=inline(str(h.values["other_key"]))
    )


def followed(h: Happening) -> str:
    return h.lens.say("{by} opened a follow-on idea: {key}", by=h.by, key=inline(str(h.values["other_key"])))
