"""Getting a modal onto a person's screen."""

from .raw_app import Json, Person, RawApp, modal


def trigger(app: RawApp, person: Person) -> str:
    """A fresh trigger id, from a command."""
    before = len(app.of_type("slash_commands"))
    person.command("/liandong form")
    app.wait_for(lambda: len(app.of_type("slash_commands")) > before)
    return str(app.of_type("slash_commands")[-1]["payload"]["trigger_id"])


def opened(app: RawApp, person: Person, view: Json | None = None) -> Json:
    """A modal open on a person's screen."""
    answer = app.api("views.open", trigger_id=trigger(app, person), view=view or modal())
    assert answer["ok"], answer
    return dict(answer["view"])


def answering(app: RawApp, payload: Json) -> None:
    """Answer submissions with a payload, the rest with nothing."""
    app.reply = lambda envelope: payload if envelope["payload"].get("type") == "view_submission" else {}


def pressed_in_top(app: RawApp, person: Person) -> str:
    before = len(app.of_type("block_actions"))
    person.post("view/action", view_id=person.views()[-1]["id"], action_id="more")
    app.wait_for(lambda: len(app.of_type("block_actions")) > before)
    payload = app.of_type("block_actions")[-1]["payload"]
    assert payload["container"] == {"type": "view", "view_id": payload["view"]["id"]}
    return str(payload["trigger_id"])
