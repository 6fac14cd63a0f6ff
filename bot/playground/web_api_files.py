"""Web API: files in three steps, as ``files_upload_v2`` does it."""

from .calls import Call, Method
from .messages import Message
from .posting import post
from .trouble import ApiError, Json
from .workspace import StoredFile

MOST_BYTES = 50_000_000


def get_upload_url(call: Call) -> Json:
    size = call.integer("length", 0)
    if size <= 0:
        raise ApiError("invalid_arguments", ["[ERROR] length must be greater than 0"])
    if size > MOST_BYTES:
        raise ApiError("file_upload_size_restricted")
    stored = StoredFile(
        id=call.world.mint.next("F"),
        name=call.required("filename"),
        user=call.bot_id,
        created=call.world.now_seconds(),
        size=size,
    )
    call.world.workspace.files[stored.id] = stored
    return {"upload_url": f"{call.world.base_url}/upload/{stored.id}", "file_id": stored.id}


def complete_upload(call: Call) -> Json:
    wanted = call.decoded("files", [])
    if not isinstance(wanted, list) or not wanted:
        raise ApiError("invalid_arguments", ["[ERROR] missing required field: files"])
    stored = [_arrived(call, str(item.get("id", ""))) for item in wanted]
    for file, item in zip(stored, wanted, strict=True):
        file.title = str(item.get("title") or file.name)
    shown = [file.as_json(call.world.base_url, call.world.workspace.team_id) for file in stored]
    if call.text("channel_id"):
        _share(call, stored)
    return {"files": shown}


def info(call: Call) -> Json:
    stored = call.world.workspace.files.get(call.required("file"))
    if stored is None or stored.content is None:
        raise ApiError("file_not_found")
    return {"file": stored.as_json(call.world.base_url, call.world.workspace.team_id), "comments": []}


def _arrived(call: Call, file_id: str) -> StoredFile:
    stored = call.world.workspace.files.get(file_id)
    if stored is None or stored.content is None:
        raise ApiError("file_not_found")
    return stored


def _share(call: Call, stored: list[StoredFile]) -> None:
    conversation = call.conversation(name="channel_id")
    for file in stored:
        file.channels.append(conversation.id)
    message = Message(
        ts=call.world.clock.stamp(),
        channel=conversation.id,
        user=call.bot_id,
        text=call.text("initial_comment"),
        thread_ts=call.text("thread_ts"),
        from_app=True,
        files=[file.as_json(call.world.base_url, call.world.workspace.team_id) for file in stored],
        subtype="file_share",
    )
    post(call.world, message, call.method)


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, "files:write"),
    "files.completeUploadExternal": Method(complete_upload, "files:write"),
    "files.info": Method(info, "files:read"),
}
