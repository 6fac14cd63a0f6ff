"""Who could overhear: decides whether a channel gets a project's content or only its key and stage (DESIGN.md 5.10)."""

from bot.gateway import ChannelFacts, Gateway
from bot.outcomes import TOKEN_CODES, Failure, Refused
from flows.lifecycle.readmodels import ProjectCard
from flows.names import Confidentiality
from flows.ports import Person, Store

LOOKUPS = 20
"""Members of a channel that may be asked for one by one; with more unknown ones the content is withheld."""


class Discretion:
    """Thread-safe. In doubt the answer is to withhold."""

    def __init__(self, store: Store, gateway: Gateway, team_id: str) -> None:
        self._store, self._gateway, self._team_id = store, gateway, team_id
        self._verdicts: dict[str, tuple[ChannelFacts, bool]] = {}

    def withheld(self, card: ProjectCard, channel_id: str) -> bool | Failure:
        """Whether this channel may only hear the project's key and stage. A failure where Slack did not answer."""
        if card.confidentiality is Confidentiality.RESTRICTED:
            return True
        facts = self._gateway.channel_facts(channel_id)
        if isinstance(facts, Refused) and facts.code not in TOKEN_CODES:
            return True
        if not isinstance(facts, ChannelFacts):
            return facts
        known = self._verdicts.get(channel_id)
        if known is None or known[0] is not facts:
            known = (facts, facts.is_shared or self._has_outsiders(facts))
            self._verdicts[channel_id] = known
        return known[1]

    def _has_outsiders(self, facts: ChannelFacts) -> bool:
        with self._store.read() as reads:
            persons = reads.persons(self._team_id, facts.members)
        unknown = sorted(set(facts.members) - {person.user_id for person in persons})
        if any(person.is_guest for person in persons) or len(unknown) > LOOKUPS:
            return True
        looked_up = [self._gateway.person(self._team_id, user_id) for user_id in unknown]
        return any(not isinstance(person, Person) or person.is_guest for person in looked_up)
