"""Who could overhear: decides whether a channel gets a project's content or only its key and stage (DESIGN.md 5.10)."""

import logging

from bot.channels import ChannelFacts
from bot.gateway import Gateway
from bot.outcomes import TOKEN_CODES, Failure, Refused
from flows.errors import DatabaseBusy
from flows.lifecycle.permissions import may_see
from flows.lifecycle.readmodels import ProjectCard
from flows.linkage.surroundings import Audience
from flows.names import Actor, Confidentiality
from flows.notices import Lane
from flows.ports import Person, Store

log = logging.getLogger(__name__)

FRESH_SECONDS = {Lane.NOW: 60.0, Lane.BULK: 300.0}
"""How old what we know of a channel may be when content is posted there. Events tell of changes at once; this is for
those that never arrive. A batch goes through hundreds of channels, and Slack allows 50 looks a minute."""
LOOKUPS = 20
"""Members of a channel that may be asked for one by one; with more unknown ones the content is withheld."""


class Discretion:
    """Thread-safe. In doubt the answer is to withhold. What is found out about a channel is kept in the database, where
    clearances look (DOMAIN.md R02): a listener never waits for Slack."""

    def __init__(self, store: Store, gateway: Gateway, team_id: str) -> None:
        self._store, self._gateway, self._team_id = store, gateway, team_id
        self._heard: dict[str, tuple[ChannelFacts, Audience]] = {}

    def withheld(self, card: ProjectCard, channel_id: str, lane: Lane = Lane.NOW) -> bool | Failure:
        """Whether this channel may only hear the project's key and stage.

        A failure where Slack did not answer: then nothing may be posted at all.
        """
        return card.confidentiality is Confidentiality.RESTRICTED or self.overheard(channel_id, lane)

    def overheard(self, channel_id: str, lane: Lane = Lane.NOW) -> bool | Failure:
        """Whether outsiders read in a channel, or nobody can tell. A failure as for ``withheld``."""
        heard = self.audience(channel_id, seconds=FRESH_SECONDS[lane])
        if isinstance(heard, Refused) and heard.code not in TOKEN_CODES:
            return True
        return heard.has_outsiders if isinstance(heard, Audience) else heard

    def audience(self, channel_id: str, *, seconds: float = FRESH_SECONDS[Lane.NOW]) -> Audience | Failure:
        """Who reads in a channel, as it was at most ``seconds`` ago. Waits for Slack: not for listeners."""
        heard_of = self._heard
        facts = self._gateway.channel_facts(channel_id, seconds=seconds)
        if not isinstance(facts, ChannelFacts):
            return facts
        known = heard_of.get(channel_id)
        if known is None or known[0] is not facts:
            known = (facts, self._listening(facts))
            if self._heard is heard_of:  # else a person changed while we were looking
                heard_of[channel_id] = known
                self._keep(channel_id, known[1])
        return known[1]

    def absent(self, channel_id: str) -> bool:
        """Whether we cannot speak in a channel: not in it, not there any more, or archived. Waits for Slack; no where
        it does not answer."""
        facts = self._gateway.channel_facts(channel_id, seconds=FRESH_SECONDS[Lane.NOW])
        if isinstance(facts, ChannelFacts):
            return not facts.is_member or facts.is_archived
        return isinstance(facts, Refused) and facts.code not in TOKEN_CODES

    def hidden_from(self, card: ProjectCard, user_id: str, person: Person | None) -> bool | Failure:
        """Whether this person may not see the project (any more). Somebody unknown is looked up first."""
        found = person or self._gateway.person(self._team_id, user_id)
        if not isinstance(found, Person):
            return found
        return not may_see(card, Actor(self._team_id, user_id, is_guest=found.is_guest, is_gone=found.deleted))

    def reconsider(self, channel_id: str = "") -> None:
        """Who hears what has changed: in one channel, or anywhere, since a person is somebody else now."""
        if channel_id:
            self._gateway.forget_channel(channel_id)
        else:
            self._heard = {}

    def _listening(self, facts: ChannelFacts) -> Audience:
        """Who cannot be looked up, or is one of too many, counts as somebody of another organisation."""
        with self._store.read() as reads:
            persons = list(reads.persons(self._team_id, facts.members))
        unknown = sorted(set(facts.members) - {person.user_id for person in persons})
        guests, external = any(person.is_guest for person in persons), len(unknown) > LOOKUPS
        if not (facts.is_shared or guests or external):
            looked_up = [self._gateway.person(self._team_id, user_id) for user_id in unknown]
            found = [person for person in looked_up if isinstance(person, Person)]
            guests, external = any(person.is_guest for person in found), len(found) < len(looked_up)
        return Audience(shared=facts.is_shared, external=external, guests=guests, open=not facts.is_private)

    def _keep(self, channel_id: str, audience: Audience) -> None:
        """Where the database is busy it is kept at the next look; until then nobody takes the channel for closed."""
        with self._store.read() as reads:
            if reads.audience(self._team_id, channel_id) == audience:
                return
        try:
            with self._store.write() as uow:
                uow.channels.keep(self._team_id, channel_id, audience)
                uow.commit()
        except DatabaseBusy:
            log.warning("who reads in %s was looked up but not stored", channel_id)
            self._heard.pop(channel_id, None)
