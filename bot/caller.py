"""The workspace we serve, and the person who asks something of us."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.blocks.lens import Lens
from bot.envelope import Envelope
from bot.words import Words
from flows.names import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The workspace we serve and who we are there, as ``auth.test`` tells."""

    id: str
    bot_id: str
    bot_user_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The person who asks, with the words and the moment of this request. ``known`` is False at first sight."""

    actor: Actor
    lens: Lens
    now: datetime
    envelope: Envelope
    known: bool

    @property
    def user_id(self) -> str:
        return self.actor.user_id

    @property
    def say(self) -> Words:
        return self.lens.say

    def standing_in(self, channel_id: str) -> "Caller":
        """The same person in the channel where a form was opened: a form that is sent says no place of its own."""
        return replace(self, envelope=replace(self.envelope, channel_id=self.envelope.channel_id or channel_id))
