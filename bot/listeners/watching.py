"""``/liandong watch`` and the buttons of its lists: what is watched, new watches, changes, and what waits."""

from bot import watch_forms, watchdesk
from bot.blocks.kit import Message
from bot.blocks.lens import Lens
from bot.blocks.lifecycle import forms_info
from bot.blocks.watches import forms, lists, receipts
from bot.context import Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.filled import Filled, draft_of
from bot.grammar import Intent
from bot.ids import Form, Ref, unpack
from bot.listeners import acting, beginning, reading
from bot.listeners.replies import AckBody, instead, tell
from bot.outward import View
from flows.errors import StaleProject
from flows.watches import commands as c
from flows.watches.permissions import require

PAGE = 5
"""Hits on a page: each has its buttons."""


def answer(sight: Sight, wish: Intent) -> Message | View:
    """The watches of a project; ``watch actions`` lists what they ask for, ``watch template`` how one can begin."""
    asked = acting.asked(sight, wish.text) or beginning.asked(sight, wish.text)
    if asked is not None:
        return asked
    return reading.about(sight, wish.key, wish.verb, lambda s, project: board(s, Ref(project_id=project)))


def typed_hit(sight: Sight, wish: Intent) -> Message | View:
    """``/liandong hit``: the form for something that somebody saw."""
    return reading.about(sight, wish.key, wish.verb, lambda s, project: bring(s, Ref(project_id=project)))


def board(sight: Sight, ref: Ref) -> Message:
    return lists.board(watchdesk.board(sight, sight.card(ref.project_id)), sight.caller.lens)


def show(sight: Sight, ref: Ref) -> Message:
    """One watch with its hits; ``ref.number`` is the last hit already seen."""
    card = sight.card(ref.project_id)
    watch = watchdesk.the_watch(sight, card, ref.item_id)
    found = sight.reads.hits_of(sight.team_id, card.id, watch_id=watch.id, limit=PAGE + 1, before=ref.number or None)
    more = found[PAGE - 1].hit.number if len(found) > PAGE else None
    shown = watchdesk.readable(sight, card, found[:PAGE])
    return lists.one(watch, shown, watchdesk.board(sight, card), sight.caller.lens, more=more)


def unanswered(sight: Sight, ref: Ref) -> Message:
    card = sight.card(ref.project_id)
    found = sight.reads.hits_of(sight.team_id, card.id, waiting=True, limit=PAGE + 1, before=ref.number or None)
    more = found[PAGE - 1].hit.number if len(found) > PAGE else None
    return lists.unanswered(watchdesk.readable(sight, card, found[:PAGE]), card, sight.caller.lens, more=more)


def exclusions(sight: Sight, ref: Ref) -> Message:
    return lists.excluded(watchdesk.board(sight, sight.card(ref.project_id)), sight.caller.lens)


def edit(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    watch = watchdesk.the_watch(sight, card, ref.item_id)
    require(card, sight.caller.user_id, c.ChangeWatch, watch)
    return forms.watch(card, watch.theme, sight.caller.lens, scope=watch.scope, name=watch.name, watch_id=watch.id,
                       shown=watch.version)  # fmt: skip


def rules(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    watch = watchdesk.the_watch(sight, card, ref.item_id)
    require(card, sight.caller.user_id, c.ChangeWatch, watch)
    return forms.rules(card, watch, sight.caller.lens)


def end(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    watch = watchdesk.the_watch(sight, card, ref.item_id)
    require(card, sight.caller.user_id, c.EndWatch, watch)
    return forms.end(card, watch, sight.caller.lens)


def bring(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    require(card, sight.caller.user_id, c.BringHits)
    return forms.bring(card, watchdesk.going(sight, card), sight.caller.lens)


def bring_file(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    require(card, sight.caller.user_id, c.BringHits)
    return forms.bring_file(card, watchdesk.going(sight, card), sight.caller.lens)


def pause(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    _move(desk, envelope, c.PauseWatch(project_id=ref.project_id, watch_id=ref.item_id))


def resume(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    _move(desk, envelope, c.ResumeWatch(project_id=ref.project_id, watch_id=ref.item_id))


def drop(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """Take an exclusion back."""
    _move(desk, envelope, c.DropExclusion(project_id=ref.project_id, exclusion_id=ref.item_id))


def _move(desk: Desk, envelope: Envelope, command: c.WatchCommand) -> None:
    with desk.look(envelope) as sight:
        sight.card(command.project_id)
    tell(desk, sight.caller, receipts.receipt(watchdesk.carry_out(desk, command, sight.caller), sight.caller.lens))


def save(desk: Desk, body: Body) -> AckBody:
    """A submitted form about a watch: start, change, rules, end, or something that somebody saw."""
    with desk.look(of_interaction(body)) as sight:
        command = _command(desk, sight, body)
    try:
        receipt = watchdesk.carry_out(desk, command, sight.caller)
    except StaleProject:
        return instead(_again(desk, body))
    return instead(told(receipts.receipt(receipt, sight.caller.lens), sight.caller.lens))


def told(message: Message, lens: Lens) -> View:
    """A receipt in the form's place, with its buttons."""
    return forms_info.message(lens.say("Liandong"), message, lens)


def _command(desk: Desk, sight: Sight, body: Body) -> c.WatchCommand:
    view, form = body["view"], body["view"]["callback_id"]
    filled, ref = Filled(view["state"]["values"]), unpack(view["private_metadata"])
    card, check = sight.card(ref.project_id), source_checker(desk)
    if form == Form.BRING:
        return watch_forms.bring(ref, filled)
    if form == Form.WATCH and not ref.item_id:
        return watch_forms.start(ref, filled, beginning.begun(sight, card, ref.extra), check=check)
    watch = watchdesk.the_watch(sight, card, ref.item_id)
    if form == Form.WATCH:
        return watch_forms.change(ref, filled, watch, check=check)
    if form == Form.WATCH_RULES:
        return watch_forms.rules(ref, filled, watch)
    return c.EndWatch(project_id=card.id, watch_id=watch.id, reason=filled.text("reason"))


def source_checker(desk: Desk) -> watch_forms.CheckSource:
    """Knows which sources this installation can read."""
    from bot.feeds.catalogue import connector_for  # noqa: PLC0415  # the connectors' libraries load slowly

    def check(name: str) -> None:
        connector_for(name, desk.settings)

    return check


def _again(desk: Desk, body: Body) -> View:
    """An overtaken form once more: the person's text over the watch as it is now."""
    view = body["view"]
    ref, draft = unpack(view["private_metadata"]), draft_of(view["state"]["values"])
    with desk.look(of_interaction(body)) as sight:
        card, lens = sight.card(ref.project_id), sight.caller.lens
        watch = watchdesk.the_watch(sight, card, ref.item_id)
    notice = lens.say("Somebody changed this watch while you were writing. Your text is kept; please check it.")
    if view["callback_id"] == Form.WATCH_RULES:
        return forms.rules(card, watch, lens, draft=draft, notice=notice)
    return forms.watch(card, watch.theme, lens, scope=watch.scope, name=watch.name, watch_id=watch.id,
                       shown=watch.version, draft=draft, notice=notice)  # fmt: skip
