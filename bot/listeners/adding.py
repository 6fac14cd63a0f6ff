"""The message shortcut "Add to a project": a message's words become evidence, a feature or a plan to let out.

The words wait in the inbox until the person says where they belong; they do not fit into a form's metadata.
"""

from dataclasses import replace

from bot.blocks.linkage import forms_intake
from bot.context import Desk, Sight
from bot.envelope import Body, of_interaction
from bot.filled import Filled
from bot.ids import Act, Ref, unpack
from bot.listeners.registering import BUILDERS, FORMS, questions
from bot.listeners.replies import NOTHING, AckBody, instead, open_view
from bot.outward import View
from bot.spoken import spoken
from flows.errors import InvalidFields, NotAllowed, NotFound
from flows.ports import Receipt

KEPT = "MessageKept"
"""The ``command`` of an inbox receipt that holds a message somebody wants to add."""

NEXT = {
    forms_intake.EVIDENCE: Act.EVIDENCE,
    forms_intake.FEATURE: Act.FEATURE,
    forms_intake.CONTRIBUTION: Act.OUTWARD,
}
_NAME = 80


def start(desk: Desk, body: Body) -> AckBody:
    """Keep the words and ask where they belong."""
    envelope, words = of_interaction(body), spoken(body["message"])
    caller = desk.caller(envelope)
    if caller.known and caller.actor.is_guest:
        raise NotAllowed("record_feature")
    desk.lookout.learn(envelope.channel_id)
    params = {
        "text": words.text, "link": words.link or _permalink(body), "by": caller.user_id,
        "channel": envelope.channel_id, "ts": str(body["message"]["ts"]),
    }  # fmt: skip
    kept = Receipt(command=KEPT, project_id="", project_key="", params=params)
    with desk.store.write() as uow:
        uow.inbox.remember(desk.team.id, envelope.request_key, kept, now=caller.now)
        uow.commit()
    open_view(desk, caller, forms_intake.from_message(caller.lens, kept=envelope.request_key, excerpt=words.text))
    return NOTHING


def choose(desk: Desk, body: Body) -> AckBody:
    """The next form, filled in with the words. Raises ``NotFound`` for words that are somebody else's."""
    view = body["view"]
    filled, key = Filled(view["state"]["values"]), unpack(view["private_metadata"]).extra
    project = unpack(filled.option("project") or "-").project_id
    if not project:
        raise InvalidFields({"project": "missing"})
    kept = _kept(desk, key)
    with desk.look(of_interaction(body)) as sight:
        return instead(_next(sight, project, filled.option("filed_as"), kept))


def _kept(desk: Desk, key: str) -> Receipt | None:
    with desk.store.write() as uow:
        return uow.inbox.first(desk.team.id, key)


def _next(sight: Sight, project: str, filed_as: str, kept: Receipt | None) -> View:
    act = NEXT.get(filed_as)
    if act is None:
        raise InvalidFields({"filed_as": "missing"})
    form, command = FORMS[act]
    asked = questions(sight, Ref(project_id=project), command)
    if kept is None or kept.command != KEPT or kept.params.get("by") != sight.caller.user_id:
        raise NotFound("submission", "")
    channel = str(kept.params.get("channel") or "")
    if channel:  # what stands in a message is read by those who read there (R02)
        asked = replace(asked, ref=replace(asked.ref, channel_id=channel, ts=str(kept.params["ts"])))
    return BUILDERS[form](replace(asked, draft=_draft(kept)))


def _draft(kept: Receipt) -> dict[str, object]:
    """The words of a message in the fields of whichever form comes next."""
    text, link = str(kept.params["text"]).strip(), str(kept.params["link"])
    first = text.splitlines()[0][:_NAME] if text else ""
    draft: dict[str, object] = {
        "name": first,
        "title": first,
        "description": text[:3000],
        "evidence": link or text[:300],
        "document": link,
    }
    return draft


def _permalink(body: Body) -> str:
    """Where the message stands, as Slack addresses it."""
    domain, channel, ts = body["team"].get("domain"), (body.get("channel") or {}).get("id"), body["message"]["ts"]
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}" if domain and channel else ""
