"""The human side: commands, messages, files, shortcuts."""

import base64
import binascii
import re

from .answers import say
from .conversations import Conversation
from .deliveries import COMMANDS, INTERACTIVE
from .messages import Message
from .payloads import command_body, global_shortcut, message_shortcut
from .people import Member
from .posting import post, slackbot_says
from .traffic import Entry
from .trouble import ApiError, HumanError, Json
from .web_api_people import open_direct_message
from .workspace import StoredFile
from .world import World

_TOKEN = re.compile(r"<(?:[@#][A-Z0-9]+(?:\|[^<>]*)?|![^<>]+|https?://[^<>]+|mailto:[^<>]+)>")
_NAMED = re.compile(r"(?<![\w<])([@#])([\w.\-]+)")
_ARCHIVED = HumanError("is_archived", "This channel is archived.")


async def command(world: World, body: Json) -> Json:
    """A slash command; its answer shows as a message. A bot that does not answer is told to the person, as in Slack."""
    member = world.workspace.person(body.get("as"))
    conversation = _writable(world, member, body)
    word, _, rest = str(body.get("text", "")).strip().partition(" ")
    known = {spec["command"]: spec for spec in world.workspace.app.commands}
    if word not in known:
        raise HumanError("not_a_command", f"{word} is not a valid command.")
    text = typed(world, rest.strip()) if known[word].get("should_escape") else as_written(world, rest.strip())
    answer = await world.deliveries.ask(
        COMMANDS, f"command:{word}", command_body(world, member, conversation, word, text)
    )
    result: Json = {"ok": answer.acked, "ack_ms": answer.ms}
    error = "" if answer.acked else answer.outcome
    if answer.acked and answer.payload:
        try:
            shown = say(world, conversation, member.id, answer.payload, "command")
            result["response"] = shown.for_people([])
        except ApiError as refused:
            note_failure(world, f"command:{word}", refused)
            error = "invalid_command_response"
    if error:
        slackbot_says(world, conversation, member.id, f'{word} failed with the error "{error}"')
        result |= {"ok": False, "error": error}
    return result


async def message(world: World, body: Json) -> Json:
    """A message someone writes; the app hears it as an event, in its own time."""
    member = world.workspace.person(body.get("as"))
    conversation = _writable(world, member, body)
    files = [_own_file(world, member, file_id) for file_id in body.get("files", [])]
    text = typed(world, str(body.get("text", "")))
    if not text and not files:
        raise HumanError("no_text", "There is nothing to send.")
    thread_ts = str(body.get("thread_ts") or "")
    if thread_ts:
        world.workspace.visible_message(member.id, conversation, thread_ts)
    for file in files:
        file.channels.append(conversation.id)
    sent = Message(
        ts=world.clock.stamp(),
        channel=conversation.id,
        user=member.id,
        text=text,
        blocks=_as_rich_text(text) if text else [],
        thread_ts=thread_ts,
        files=[file.as_json(world.base_url, world.workspace.team_id) for file in files],
        client_msg_id=world.mint.envelope(),
        subtype="file_share" if files else "",
    )
    post(world, sent)
    member.read_until[conversation.id] = sent.ts
    return {"ok": True, "ts": sent.ts}


async def shortcut(world: World, body: Json) -> Json:
    """A global shortcut, or one on a message when ``channel`` and ``ts`` are given."""
    member = world.workspace.person(body.get("as"))
    callback_id = str(body.get("callback_id", ""))
    kind = "message" if body.get("ts") else "global"
    known = {(s["callback_id"], s.get("type", "global")) for s in world.workspace.app.shortcuts}
    if (callback_id, kind) not in known:
        raise HumanError("shortcut_not_found", f"there is no {kind} shortcut {callback_id}", 404)
    if kind == "message":
        conversation = world.workspace.readable(member.id, body.get("channel"))
        about = world.workspace.visible_message(member.id, conversation, body.get("ts"))
        payload = message_shortcut(world, member, callback_id, about)
    else:
        payload = global_shortcut(world, member, callback_id)
    answer = await world.deliveries.ask(INTERACTIVE, f"shortcut:{callback_id}", payload)
    return {"ok": answer.acked, "ack_ms": answer.ms, **({} if answer.acked else {"error": answer.outcome})}


async def file(world: World, body: Json) -> Json:
    """Upload a file, for a message or a file input."""
    member = world.workspace.person(body.get("as"))
    try:
        content = base64.b64decode(str(body.get("content_base64", "")), validate=True)
    except binascii.Error:
        raise HumanError("invalid_file", "content_base64 is not base64") from None
    name = str(body.get("name") or "")
    if not name or not content:
        raise HumanError("invalid_file", "a file needs a name and content")
    stored = StoredFile(
        id=world.mint.next("F"),
        name=name,
        user=member.id,
        created=world.now_seconds(),
        size=len(content),
        content=content,
    )
    world.workspace.files[stored.id] = stored
    return {"ok": True, "file_id": stored.id}


def typed(world: World, text: str) -> str:
    """Typed text as Slack hands it on: ``&<>`` escaped, @names and #channels turned into ids, tokens kept."""
    parts, at = [], 0
    for token in _TOKEN.finditer(text):
        parts += [_plain(world, text[at : token.start()]), token.group()]
        at = token.end()
    return "".join([*parts, _plain(world, text[at:])])


def as_written(world: World, text: str) -> str:
    """Typed text for a command without ``should_escape``: names stay names, only ``&<>`` are escaped."""
    members, conversations = world.workspace.members, world.workspace.conversations

    def name_of(token: re.Match[str]) -> str:
        sigil, found = token.group()[1], re.split(r"[|>]", token.group()[2:])[0]
        if sigil == "@" and found in members:
            return f"@{members[found].name}"
        if sigil == "#" and found in conversations:
            return f"#{conversations[found].name}"
        return token.group()[1:-1]

    named = _TOKEN.sub(name_of, text)
    return named.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def note_failure(world: World, name: str, refused: ApiError) -> Entry:
    """The app answered with something Slack would refuse: its mistake, kept in the traffic log."""
    entry = world.traffic.begin("answer", name)
    entry.failures = refused.messages or [refused.code]
    return world.traffic.end(entry, refused.code)


def _plain(world: World, text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NAMED.sub(lambda found: _resolved(world, found), escaped)


def _resolved(world: World, found: re.Match[str]) -> str:
    sigil, name = found.groups()
    if sigil == "@":
        for member in world.workspace.members.values():
            if member.name == name and not member.deleted:
                return f"<@{member.id}>"
    else:
        for conversation in world.workspace.conversations.values():
            if conversation.name == name and conversation.kind != "dm":
                return f"<#{conversation.id}|{conversation.name}>"
    return found.group()


def _writable(world: World, member: Member, body: Json) -> Conversation:
    channel = str(body.get("channel") or "")
    if channel == "D" + member.id[1:]:
        open_direct_message(world, member.id)
    conversation = world.workspace.readable(member.id, channel)
    if conversation.archived:
        raise _ARCHIVED
    return conversation


def _own_file(world: World, member: Member, file_id: object) -> StoredFile:
    stored = world.workspace.files.get(str(file_id))
    if stored is None or stored.user != member.id:
        raise HumanError("file_not_found", f"there is no file {file_id} of yours", 404)
    return stored


def _as_rich_text(text: str) -> list[Json]:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "elements": [section]}]
