"""Small builders of blocks and elements for the tests of limits."""

from typing import Any

from .raw_app import Json, plain

A = "a"


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: Any = None, **more: Any) -> Json:
    return {"type": "section", **({"text": mrkdwn(text)} if text is not None else {}), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "One", value: str = "1", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(str(n), str(n)) for n in range(count)]


def select(**more: Any) -> Json:
    return {
        "type": "static_select",
        "action_id": "s",
        **({} if "option_groups" in more else {"options": options(1)}),
        **more,
    }


def confirm(**more: Any) -> Json:
    return {"title": plain("t"), "text": plain("x"), "confirm": plain("y"), "deny": plain("n"), **more}


def card(**more: Any) -> Json:
    return {"type": "card", "title": mrkdwn("t"), **more}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


# (a block that is taken, a block that is refused, where the problem is)
