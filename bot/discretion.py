"""Who could overhear: decides whether a channel gets a project's content or only its key and stage (DESIGN.md 5.10)."""

from bot.gateway import ChannelFacts, Gateway
from bot.outcomes import TOKEN_CODES, Failure, Refused
from flows.lifecycle.permissions import may_see
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Actor, Confidentiality
from flows.notices import Lane
from flows.ports import Person, Store

FRESH_SECONDS = {Lane.NOW: 60.0, Lane.BULK: 300.0}
"""How old what we know of a channel may be when content is posted there. Events tell of changes at once; this is for
those that never arrive. A batch goes through hundreds of channels, and Slack allows 50 looks a minute."""
LOOKUPS = 20
"""Members of a channel that may be asked for one by one; with more unknown ones the content is withheld."""


class Discretion:
    """Thread-safe. In doubt the answer is to withhold."""

    def __init__(self, store: Store, gateway: Gateway, team_id: str) -> None:
        self._store, self._gateway, self._team_id = store, gateway, team_id
        self._verdicts: dict[str, tuple[ChannelFacts, bool]] = {}

    def withheld(self, card: ProjectCard, channel_id: str, lane: Lane = Lane.NOW) -> bool | Failure:
        """Whether this channel may only hear the project's key and stage.

        A failure where Slack did not answer: then nothing may be posted at all.
        """
        return card.confidentiality is Confidentiality.RESTRICTED or self.overheard(channel_id, lane)

    def overheard(self, channel_id: str, lane: Lane = Lane.NOW) -> bool | Failure:
        """Whether outsiders read in a channel, or nobody can tell. A failure as for ``withheld``."""
        facts = self._gateway.channel_facts(channel_id, seconds=FRESH_SECONDS[lane])
        if isinstance(facts, Refused) and facts.code not in TOKEN_CODES:
            return True
        if not isinstance(facts, ChannelFacts):
            return facts
        verdicts = self._verdicts
        known = verdicts.get(channel_id)
        if known is None or known[0] is not facts:
            known = (facts, facts.is_shared or self._has_outsiders(facts))
            if self._verdicts is verdicts:  # else a person changed while we were looking
                verdicts[channel_id] = known
        return known[1]

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
            self._verdicts = {}

    def _has_outsiders(self, facts: ChannelFacts) -> bool:
        with self._store.read() as reads:
            persons = reads.persons(self._team_id, facts.members)
        unknown = sorted(set(facts.members) - {person.user_id for person in persons})
        if any(person.is_guest for person in persons) or len(unknown) > LOOKUPS:
            return True
        looked_up = [self._gateway.person(self._team_id, user_id) for user_id in unknown]
        return any(not isinstance(person, Person) or person.is_guest for person in looked_up)
