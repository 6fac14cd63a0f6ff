"""Asks Slack who we are when the bot starts."""

import logging
import time

from bot.gateway import Gateway, Identity
from bot.outcomes import Failure, Refused

log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 4.0, 8.0, 0.0)


class NoIdentity(Exception):
    """Slack would not tell who we are: a bad token, or no connection."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


def identify(gateway: Gateway) -> Identity:
    """Who we are. A refusal is final; a network that is not there yet gets a little time."""
    for pause in PAUSES:
        identity = gateway.identify()
        if not isinstance(identity, Identity):
            log.warning("Slack does not say who we are: %s", identity)
        if isinstance(identity, Identity | Refused):
            break
        time.sleep(pause)
    if not isinstance(identity, Identity):
        raise NoIdentity(identity)
    return identity
