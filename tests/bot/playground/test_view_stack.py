"""Modals on top of each other, updates and hashes, App Homes."""

from bot.playground.rules import Rules

from .on_screen import opened, pressed_in_top, trigger
from .raw_app import Json, Person, RawApp, button, modal, text_input

HOME: Json = {"type": "home", "blocks": [{"type": "actions", "elements": [button("go", "v")]}]}


class TestStack:
    def test_three_modals_are_the_most(self, app: RawApp, lin: Person) -> None:
        press = modal({"type": "actions", "elements": [button("more")]})
        opened(app, lin, press)
        for expected in (2, 3):
            assert app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)["ok"]
            assert len(lin.views()) == expected
        refused = app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)
        assert refused["error"] == "push_limit_reached"

    def test_push_needs_an_open_modal(self, app: RawApp, lin: Person) -> None:
        assert app.api("views.push", trigger_id=trigger(app, lin), view=modal())["error"] == "invalid_trigger_id"

    def test_only_the_modal_on_top_can_be_touched(self, app: RawApp, lin: Person) -> None:
        press = modal({"type": "actions", "elements": [button("more")]})
        first = opened(app, lin, press)
        app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)
        assert lin.refused("view/submit", view_id=first["id"]) == "view_not_found"
        assert lin.refused("view/action", view_id=first["id"], action_id="more") == "view_not_found"
        assert lin.refused("view/close", view_id=first["id"]) == "view_not_found"

    def test_closing_shows_the_modal_below(self, app: RawApp, lin: Person) -> None:
        press = modal({"type": "actions", "elements": [button("more")]}, notify_on_close=True)
        first = opened(app, lin, press)
        app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)
        lin.post("view/close", view_id=lin.views()[-1]["id"])
        assert [v["id"] for v in lin.views()] == [first["id"]]
        assert app.wait_for_payload("view_closed")["is_cleared"] is False

    def test_closing_may_clear_all(self, app: RawApp, lin: Person) -> None:
        press = modal({"type": "actions", "elements": [button("more")]}, clear_on_close=True)
        opened(app, lin, press)
        app.api("views.push", trigger_id=pressed_in_top(app, lin), view=press)
        lin.post("view/close", view_id=lin.views()[-1]["id"])
        assert lin.views() == []

    def test_a_closed_modal_cannot_be_updated(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin)
        lin.post("view/close", view_id=view["id"])
        assert app.api("views.update", view_id=view["id"], view=modal())["error"] == "not_found"


class TestUpdate:
    def test_a_stale_hash_is_refused(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin)
        fresh = app.api("views.update", view_id=view["id"], hash=view["hash"], view=modal())["view"]
        assert fresh["hash"] != view["hash"]
        stale = app.api("views.update", view_id=view["id"], hash=view["hash"], view=modal())
        assert stale["error"] == "hash_conflict"
        assert app.api("views.update", view_id=view["id"], view=modal())["ok"]

    def test_an_external_id_finds_the_view_and_is_unique(self, app: RawApp, lin: Person, emma: Person) -> None:
        opened(app, lin, modal(external_id="one"))
        assert app.api("views.update", external_id="one", view=modal(external_id="one"))["ok"]
        second = app.api("views.open", trigger_id=trigger(app, emma), view=modal(external_id="one"))
        assert second["error"] == "duplicate_external_id"

    def test_typed_text_survives_where_the_ids_stay(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin, modal(text_input("a"), text_input("b")))
        lin.post("view/action", view_id=view["id"], action_id="a", value="typed a")
        lin.post("view/action", view_id=view["id"], action_id="b", value="typed b")
        answer = app.api("views.update", view_id=view["id"], view=modal(text_input("a"), text_input("c")))
        values = answer["view"]["state"]["values"]
        assert values["a"]["a"]["value"] == "typed a"
        assert values["c"]["c"]["value"] is None

    def test_a_modal_cannot_become_a_home(self, app: RawApp, lin: Person) -> None:
        view = opened(app, lin)
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        assert app.api("views.update", view_id=view["id"], view=home)["error"] == "invalid_arguments"


class TestHome:
    def test_opening_the_home_is_heard_and_shows_what_is_published(self, app: RawApp, lin: Person) -> None:
        lin.post("home")
        event = app.wait_for_payload("app_home_opened")["event"]
        assert (event["user"], event["tab"], "view" in event) == ("U0LIN", "home", False)
        assert lin.get("home")["view"] is None
        published = app.api("views.publish", user_id="U0LIN", view=HOME)["view"]
        assert lin.get("home")["view"]["id"] == published["id"]
        lin.post("home")
        assert app.wait_for_payload("app_home_opened", 2)["event"]["view"]["id"] == published["id"]

    def test_a_button_in_the_home(self, app: RawApp, lin: Person) -> None:
        view = app.api("views.publish", user_id="U0LIN", view=HOME)["view"]
        assert lin.post("view/action", view_id=view["id"], action_id="go")["ok"]
        payload = app.wait_for_payload("block_actions")
        assert payload["view"]["type"] == "home"
        assert payload["actions"][0]["value"] == "v"
        assert app.api("views.open", trigger_id=payload["trigger_id"], view=modal())["ok"]

    def test_publishing_again_keeps_the_view_id(self, app: RawApp) -> None:
        first = app.api("views.publish", user_id="U0LIN", view=HOME)["view"]
        second = app.api("views.publish", user_id="U0LIN", view=HOME, hash=first["hash"])["view"]
        assert (first["id"], first["hash"]) != (second["id"], second["hash"])
        assert first["id"] == second["id"]
        stale = app.api("views.publish", user_id="U0LIN", view=HOME, hash=first["hash"])
        assert stale["error"] == "hash_conflict"

    def test_without_a_home_tab_nothing_can_be_published(self, app: RawApp, lin: Person, rules: Rules) -> None:
        rules.change({"home_tab": False})
        assert app.api("views.publish", user_id="U0LIN", view=HOME)["error"] == "not_enabled"
        assert lin.refused("home") == "no_home_tab"

    def test_a_home_is_for_a_living_member(self, app: RawApp) -> None:
        assert app.api("views.publish", user_id="U0NOBODY", view=HOME)["error"] == "user_not_found"
