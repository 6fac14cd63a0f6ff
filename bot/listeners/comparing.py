"""``/liandong benchmark`` and the buttons of its lists: where we stand, indicators, values, and how they are undone."""

from bot import acting, benchmark_forms, watchdesk
from bot.blocks.kit import Message
from bot.blocks.lifecycle import forms_info
from bot.blocks.watches import benchmark_receipts, benchmarks, forms_benchmark
from bot.context import Desk, Sight
from bot.envelope import Body, Envelope, of_interaction
from bot.filing import File
from bot.filled import Filled
from bot.grammar import Intent
from bot.ids import Form, Ref, unpack
from bot.listeners import reading
from bot.listeners.orders import Order
from bot.listeners.replies import AckBody, instead, tell
from bot.outward import View
from flows.errors import NotFound
from flows.lifecycle.readmodels import ProjectCard
from flows.ports import Receipt
from flows.watches import benchmark_commands as c
from flows.watches.benchmarking import able, require
from flows.watches.benchmarks import Direction, Indicator, Side, Value
from flows.watches.hits import Found
from flows.watches.subjects import Benchmark


def answer(sight: Sight, wish: Intent) -> Message | View:
    return reading.about(sight, wish.key, wish.verb, lambda s, project: table(s, Ref(project_id=project)))


def table(sight: Sight, ref: Ref) -> Message:
    """A page of them; ``ref.number`` rows in."""
    card = sight.card(ref.project_id)
    found = sight.reads.benchmarks(sight.team_id, card.id)
    return benchmarks.table(found, card, sight.caller.lens, able=_able(sight, card), start=ref.number)


def show(sight: Sight, ref: Ref) -> Message:
    return _shown(sight, sight.card(ref.project_id), ref.item_id)


def picture(sight: Sight, ref: Ref) -> Order:
    return reading.order(sight, ref.project_id, File.BENCHMARKS_PNG)


def new(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    require(card, sight.caller.user_id, c.NoteIndicator.__name__)
    return forms_benchmark.indicator(card, None, sight.caller.lens)


def edit(sight: Sight, ref: Ref) -> View:
    card = sight.card(ref.project_id)
    found = _the(sight, card, ref.item_id)
    require(card, sight.caller.user_id, c.NoteIndicator.__name__)
    return forms_benchmark.indicator(card, found, sight.caller.lens)


def value(sight: Sight, ref: Ref) -> View:
    """``ref.part`` is the value that is corrected, empty for a new one."""
    card = sight.card(ref.project_id)
    found = _the(sight, card, ref.item_id)
    require(card, sight.caller.user_id, c.NoteValue.__name__)
    old = next((v for v in found.standing_values if v.id == ref.part), None)
    return forms_benchmark.value(card, found, old, sight.caller.lens)


def from_hit(sight: Sight, card: ProjectCard, found: Found, seen: Benchmark) -> View:
    """The form for a value that a watch found; for its indicator first, where nobody compares it yet."""
    lens, by = sight.caller.lens, sight.caller.user_id
    going = [i for i in sight.reads.benchmarks(sight.team_id, card.id) if not i.retired]
    about = next((i for i in going if i.name.casefold() == seen.indicator.casefold()), None)
    if about is None:
        require(card, by, c.NoteIndicator.__name__)
        draft = Indicator(id="", team_id=sight.team_id, project_id=card.id, number=0, name=seen.indicator,
                          unit=seen.unit, direction=Direction.HIGHER)  # fmt: skip
        return forms_benchmark.indicator(card, draft, lens)
    require(card, by, c.NoteValue.__name__)
    value = Value(id="", side=Side.RIVAL, holder=seen.holder, value=seen.value, source=seen.source, clause=seen.clause,
                  measured_on=seen.measured_on.on, by=by, at=sight.caller.now)  # fmt: skip
    return forms_benchmark.value(card, about, value, lens, corrects=False, hit_id=found.hit.id)


def take_back(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    _turn(desk, envelope, c.TakeValueBack(project_id=ref.project_id, indicator_id=ref.item_id, value_id=ref.part))


def put_back(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    _turn(desk, envelope, c.PutValueBack(project_id=ref.project_id, indicator_id=ref.item_id, value_id=ref.part))


def retire(desk: Desk, envelope: Envelope, ref: Ref) -> None:
    """``ref.extra`` says ``retired``; empty text compares it again."""
    _turn(desk, envelope, c.RetireIndicator(project_id=ref.project_id, indicator_id=ref.item_id,
                                            retired=bool(ref.extra)))  # fmt: skip


def save(desk: Desk, body: Body) -> AckBody:
    """A submitted form; the indicator as it is now takes its place, with what came of it."""
    view, envelope = body["view"], of_interaction(body)
    filled, ref = Filled(view["state"]["values"]), unpack(view["private_metadata"])
    with desk.look(envelope) as sight:
        card = sight.card(ref.project_id)
        command: c.BenchmarkCommand
        if view["callback_id"] == Form.BENCHMARK:
            command = benchmark_forms.indicator(ref, filled)
        else:
            command = benchmark_forms.value(ref, filled, sight.register(card))
    receipt = acting.perform(desk, command, sight.caller)
    item_id = str(receipt.params.get("item_id") or ref.item_id)
    if ref.extra:
        watchdesk.registered(desk, sight.caller, receipt, ref.extra)
    message = _after(desk, envelope, card.id, item_id, receipt)
    return instead(forms_info.message(sight.caller.say("Liandong"), message, sight.caller.lens))


def _turn(desk: Desk, envelope: Envelope, command: c.BenchmarkCommand) -> None:
    """Nothing in Slack shows an indicator but what somebody asked for, so what came of it is told."""
    with desk.look(envelope) as sight:
        sight.card(command.project_id)
    receipt = acting.perform(desk, command, sight.caller)
    indicator_id = str(getattr(command, "indicator_id", ""))
    tell(desk, sight.caller, _after(desk, envelope, command.project_id, indicator_id, receipt))


def _after(desk: Desk, envelope: Envelope, project_id: str, item_id: str, receipt: Receipt) -> Message:
    """The indicator as it stands after a command, under what has happened."""
    with desk.look(envelope) as sight:
        news = benchmark_receipts.news(receipt, sight.caller.lens)
        return _shown(sight, sight.card(project_id), item_id, news=news)


def _shown(sight: Sight, card: ProjectCard, item_id: str, *, news: str = "") -> Message:
    found, caller = _the(sight, card, item_id), sight.caller
    return benchmarks.one(found, card, sight.register(card), caller.lens, able=_able(sight, card),
                          reader=caller.user_id, news=news)  # fmt: skip


def _the(sight: Sight, card: ProjectCard, item_id: str) -> Indicator:
    """Raises ``NotFound`` for an indicator that is not this project's."""
    found = next((i for i in sight.reads.benchmarks(sight.team_id, card.id) if i.id == item_id), None)
    if found is None:
        raise NotFound("indicator", "")
    return found


def _able(sight: Sight, card: ProjectCard) -> frozenset[str]:
    """An override lets nobody write."""
    return able(card, sight.caller.user_id) if sight.sees(card) else frozenset()
