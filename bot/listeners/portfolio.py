"""``/liandong portfolio``: all projects that somebody may see, together; and the chart of it as a file."""

from bot.blocks.kit import Message
from bot.blocks.rhythm import portfolio
from bot.context import Sight
from bot.filing import File
from bot.grammar import Intent
from bot.ids import Ref
from bot.listeners.orders import Order


def answer(sight: Sight, wish: Intent) -> Message:
    del wish  # takes nothing
    caller = sight.caller
    return portfolio.message(sight.reads.portfolio(caller.actor, today=caller.lens.today), caller.lens)


def chart(sight: Sight, ref: Ref) -> Order:
    """Drawn when it is sent, of what its reader may see then."""
    del sight, ref
    return Order(None, File.PORTFOLIO_PNG)
