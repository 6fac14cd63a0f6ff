"""Sentences about what assignees ask instead of handing something in: part of ``sentences.py``."""

from bot.blocks.lifecycle.happening import Happening


def waiver_asked(h: Happening) -> str:
    return h.lens.say("{by} asked to waive *{title}*", by=h.by, title=h.title) + h.reason()


def more_time(h: Happening) -> str:
    text = h.lens.say("{by} asked for more time for *{title}*, until {day}", by=h.by, title=h.title, day=h.day("until"))
    return text + h.reason()


def declined(h: Happening) -> str:
    return h.lens.say("{by} declined the request about *{title}*", by=h.by, title=h.title)


def blocked(h: Happening) -> str:
    return h.lens.say("{by} cannot go on with *{title}*", by=h.by, title=h.title) + h.reason()


def block_lifted(h: Happening) -> str:
    return h.lens.say("{by}: nothing blocks *{title}* any more", by=h.by, title=h.title)
