"""Hits from a file: read row by row, shown as a dry run, and taken in whole or not at all."""

from io import BytesIO

from bot import watchdesk
from bot.blocks.watches import bringing, receipts
from bot.context import Caller, Desk
from bot.envelope import Body, of_interaction
from bot.filled import Filled
from bot.ids import unpack
from bot.listeners.replies import AckBody, instead
from bot.listeners.watching import told
from flows.errors import InvalidFields, NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.ports import Receipt
from flows.watches import commands as c
from flows.watches.errors import FeedError, UnreadableFeed
from flows.watches.observations import Observation
from flows.watches.permissions import require

DRAFT = "HitsDraft"
MOST_HITS = 2000
SOURCE = "file"


def check(desk: Desk, body: Body) -> AckBody:
    """The dry run of a file."""
    envelope, ref = of_interaction(body), unpack(body["view"]["private_metadata"])
    filled = Filled(body["view"]["state"]["values"])
    with desk.look(envelope) as sight:
        card = sight.card(ref.project_id)
        require(card, sight.caller.user_id, c.BringHits)
        watch = watchdesk.the_watch(sight, card, filled.option("watch"))
    name, content = _given(desk, filled)
    trial = _trial(content, name, filled.option("what"))
    if not trial.faults and trial.readable:
        text = _as_text(content, name, filled.option("what"))
        _put_by(desk, sight.caller, card, watch=watch.id, what=filled.option("what"), name=name, text=text)
    return instead(bringing.dry_run(card, watch, trial, sight.caller.envelope.request_key, sight.caller.lens))


def keep(desk: Desk, body: Body) -> AckBody:
    """The confirmed dry run."""
    ref = unpack(body["view"]["private_metadata"])
    with desk.look(of_interaction(body)) as sight:
        card = sight.card(ref.project_id)
    with desk.store.write() as uow:
        draft = uow.inbox.first(desk.team.id, ref.extra)
    if draft is None or draft.command != DRAFT or draft.project_id != card.id:
        raise NotFound("entry", "")
    found = _observations(str(draft.params["text"]).encode(), "hits.csv", str(draft.params["what"]))
    command = c.BringHits(
        project_id=card.id, watch_id=str(draft.params["watch"]), observations=found, source=str(draft.params["name"])
    )
    receipt = watchdesk.carry_out(desk, command, sight.caller)
    return instead(told(receipts.receipt(receipt, sight.caller.lens), sight.caller.lens))


def _given(desk: Desk, filled: Filled) -> tuple[str, bytes]:
    file = filled.uploaded("file")
    if not file:
        raise InvalidFields({"file": "missing"})
    return str(file.get("name") or "hits.csv"), desk.fetch_file(str(file.get("url_private_download") or ""))


def _trial(content: bytes, name: str, what: str) -> bringing.Trial:
    """What would come of the file. A file that is no table at all is refused at its field."""
    from bot.feeds.files import Plan, dry_run  # noqa: PLC0415  # loads slowly

    try:
        run = dry_run(BytesIO(content), name=name, plan=Plan(what, SOURCE))
    except FeedError as error:
        code = "unreadable_table" if not isinstance(error, UnreadableFeed) else f"file:{error.problem}"
        raise InvalidFields({"file": code}) from error
    if run.readable > MOST_HITS:
        raise InvalidFields({"file": "file:too_many_rows"})
    return bringing.Trial(run.readable, run.faults, tuple(run.used.items()), run.unused, run.examples)


def _observations(content: bytes, name: str, what: str) -> tuple[Observation, ...]:
    from bot.feeds.files import Plan, read_file  # noqa: PLC0415  # loads slowly

    readings = read_file(BytesIO(content), name=name, plan=Plan(what, SOURCE))
    return tuple(found for found in readings if isinstance(found, Observation))


def _as_text(content: bytes, name: str, what: str) -> str:
    from bot.feeds.files import as_csv  # noqa: PLC0415  # loads slowly

    return as_csv(_observations(content, name, what), what)


def _put_by(desk: Desk, caller: Caller, card: ProjectCard, **params: str) -> None:
    """A file is too long for a form to carry, so it waits in the inbox under the request that brought it."""
    draft = Receipt(command=DRAFT, project_id=card.id, project_key=card.key, params=params)
    with desk.store.write() as uow:
        uow.inbox.remember(caller.actor.team_id, caller.envelope.request_key, draft, now=caller.now)
        uow.commit()
