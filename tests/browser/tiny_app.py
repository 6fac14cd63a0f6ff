"""A small Bolt app behind the page: every kind of block and answer, and a record of what it heard."""

import threading
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

Json = dict[str, Any]
CLOSING_SECONDS = 10
PROJECTS = ("LD-1 Radar waveform", "LD-2 Battery impedance", "LD-3 Charging handshake")
NASTY = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> <javascript:window.hacked=1|press>'


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str) -> Json:
    return {"text": plain(text), "value": value}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def input_block(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": block_id, **element},
        **more,
    }


def card(count: int) -> list[Json]:
    """A card with one of each control; ``count`` is how often Count was pressed."""
    sure = {
        "title": plain("Stop it?"),
        "text": plain("It cannot be undone."),
        "confirm": plain("Stop"),
        "deny": plain("Keep"),
    }
    return [
        {"type": "header", "text": plain("LD-1 Radar waveform")},
        {"type": "section", "text": mrkdwn(f"*Counted {count}* by <@U0LIN> in <#C0RADAR>")},
        {
            "type": "actions",
            "block_id": "acts",
            "elements": [
                button("Count", "count", value=str(count), style="primary"),
                button("Stop", "stop", style="danger", confirm=sure),
                button("Wait", "wait"),
                {
                    "type": "overflow",
                    "action_id": "menu",
                    "options": [option("Edit", "edit"), option("Roles", "roles")],
                },
                {
                    "type": "external_select",
                    "action_id": "project",
                    "min_query_length": 1,
                    "placeholder": plain("Which project?"),
                },
            ],
        },
        {"type": "context", "elements": [mrkdwn("Due <!date^1795400000^{date_num} {time}|some day>")]},
    ]


def form(second: bool = False) -> Json:
    """A modal with every input the page knows how to fill."""
    blocks: list[Json] = [
        input_block("name", "Name", {"type": "plain_text_input", "max_length": 80}, hint=plain("Short and telling")),
        input_block("why", "Why", {"type": "plain_text_input", "multiline": True}, optional=True),
        input_block("lead", "Lead", {"type": "users_select", "initial_user": "U0LIN"}),
        input_block("team", "Team", {"type": "multi_users_select"}, optional=True),
        input_block("room", "Room", {"type": "channels_select"}, optional=True),
        input_block(
            "level",
            "Level",
            {"type": "static_select", "options": [option("Open", "open"), option("Members", "members")]},
        ),
        input_block("due", "Due", {"type": "datepicker"}, optional=True),
        input_block(
            "strands",
            "Strands",
            {"type": "checkboxes", "options": [option("Technology", "technology"), option("Patent", "patent")]},
        ),
        input_block(
            "way",
            "Way",
            {"type": "radio_buttons", "options": [option("Fast", "fast"), option("Safe", "safe")]},
            optional=True,
        ),
        input_block("project", "Project", {"type": "external_select", "min_query_length": 1}, optional=True),
        input_block("paper", "Paper", {"type": "file_input"}, optional=True),
        {"type": "actions", "block_id": "more", "elements": [button("Details", "push")]},
    ]
    return {
        "type": "modal",
        "callback_id": "tiny",
        "title": plain("New project"),
        "submit": plain("Create"),
        "blocks": blocks[:1] if second else blocks,
    }


class TinyApp:
    """The app with its Socket Mode connection. ``heard`` grows from the app's own threads."""

    def __init__(self, api_url: str) -> None:
        self.client = WebClient(token="xoxb-playground", base_url=api_url, retry_handlers=[])
        self.app = App(client=self.client, token_verification_enabled=False)
        self.handler = SocketModeHandler(self.app, "xapp-playground")
        self.heard: list[tuple[str, Json]] = []
        self.released = threading.Event()
        self.counted = 0
        self._listen()

    def __enter__(self) -> "TinyApp":
        self.handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.hang_up()

    def hang_up(self) -> None:
        """Leave the workspace, as an app that is down."""
        # The client waits without end for its own threads, and now and then one of them does not notice.
        closing = threading.Thread(target=self.handler.close, daemon=True)
        closing.start()
        closing.join(CLOSING_SECONDS)

    def last(self, kind: str) -> Json:
        return [body for name, body in self.heard if name == kind][-1]

    def _listen(self) -> None:
        app = self.app
        app.command("/liandong")(self._command)
        app.action("count")(self._count)
        app.action("wait")(self._wait)
        app.action("push")(self._push)
        for action_id in ("stop", "menu", "project"):
            app.action(action_id)(self._acted)
        app.options("project")(self._projects)
        app.view("tiny")(self._submitted)
        app.message_shortcut("shortcut.add")(self._added)
        app.event("app_home_opened")(self._home)
        app.event("message")(self._message)

    def _command(self, ack: Ack, body: Json, client: WebClient) -> None:
        self.heard.append(("command", body))
        match body["text"]:
            case "form":
                ack()
                client.views_open(trigger_id=body["trigger_id"], view=form())
            case "card":
                ack()
                client.chat_postMessage(channel=body["channel_id"], text="LD-1", blocks=card(0))
            case "thread":
                ack()
                root = client.chat_postMessage(channel=body["channel_id"], text="The root")
                for number in (1, 2):
                    client.chat_postMessage(channel=body["channel_id"], thread_ts=root["ts"], text=f"Reply {number}")
            case "nasty":
                ack()
                blocks = [{"type": "section", "text": mrkdwn(NASTY)}, {"type": "header", "text": plain(NASTY[:140])}]
                client.chat_postMessage(channel=body["channel_id"], text=NASTY, blocks=blocks)
            case "many":
                ack()
                for number in range(40):
                    client.chat_postMessage(channel=body["channel_id"], text=f"Line {number}")
            case "silence":
                self.released.wait(8)
            case text:
                ack(f"You said *{text}*")

    def _count(self, ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        self.counted += 1
        client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text="LD-1", blocks=card(self.counted)
        )

    def _wait(self, ack: Ack) -> None:
        self.released.wait(1.2)
        ack()

    def _push(self, ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.views_push(trigger_id=body["trigger_id"], view=form(second=True))

    def _acted(self, ack: Ack, body: Json) -> None:
        ack()
        self.heard.append((body["actions"][0]["action_id"], body["actions"][0]))

    def _projects(self, ack: Ack, body: Json) -> None:
        wanted = body["value"].lower()
        ack(options=[option(text, text.split()[0]) for text in PROJECTS if wanted in text.lower()])

    def _submitted(self, ack: Ack, body: Json) -> None:
        values = body["view"]["state"]["values"]
        self.heard.append(("submission", values))
        if values["name"]["name"]["value"] == "taken":
            ack(response_action="errors", errors={"name": "There is already a project of this name."})
        else:
            ack()

    def _added(self, ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        self.heard.append(("added", body))
        client.views_open(trigger_id=body["trigger_id"], view=form(second=True))

    def _home(self, event: Json, client: WebClient) -> None:
        blocks = [
            {"type": "header", "text": plain("My work")},
            {"type": "actions", "block_id": "home", "elements": [button("New project", "stop")]},
        ]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    def _message(self, event: Json) -> None:
        self.heard.append(("message", event))
