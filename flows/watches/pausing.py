"""What a paused watch keeps to itself until it goes on or ends (``taking.release``), and what no exclusion hides. Pure.

Its sources are read on, so that nothing is lost and no two changes become one. What it finds is held: in no message, no
digest, no list of what waits, no reminder; what it asks for is asked when it is let go. Only what would be too late by
then comes through, whoever paused the watch: bad news about our own patents, what the publication of our own
application starts (DOMAIN.md R07), a time to oppose, and a time to name patents (R25). What people bring is told as
ever.
"""

from flows.linkage.register import Register
from flows.watches.observations import Event
from flows.watches.triggers import Trigger, triggers_of
from flows.watches.watches import Watch, WatchState

CANNOT_WAIT = frozenset({
    Trigger.ADVERSE_EVENT, Trigger.OWN_PUBLISHED, Trigger.OPPOSITION_WINDOW, Trigger.DECLARATION_WINDOW,
})  # fmt: skip
"""Triggers that start or end a time set by law or by a body's rules."""


def is_held(watch: Watch, event: Event, register: Register) -> bool:
    """Whether a watch keeps what it found to itself for now. ``register`` is its project's."""
    if watch.state is not WatchState.PAUSED:
        return False
    return CANNOT_WAIT.isdisjoint(fired.trigger for fired in triggers_of(event, register))


def is_told_anyway(event: Event, register: Register) -> bool:
    """Whether an event is told although somebody excluded the likes of it: it cannot wait and is about something of our
    own register. Nobody who wants to hear no more of a name means that a patent of ours may lapse unseen."""
    return any(fired.item_id and fired.trigger in CANNOT_WAIT for fired in triggers_of(event, register))
