"""Who reads in which channel, as Slack told last."""

from flows.linkage.surroundings import Audience
from storage.session import Session


class ChannelRepository:
    """Implements ``flows.linkage.ports.Channels``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, team_id: str, channel_id: str, audience: Audience) -> None:
        self._session.run(
            "channels.put", team_id=team_id, channel_id=channel_id, shared=int(audience.shared),
            external=int(audience.external), guests=int(audience.guests), is_open=int(audience.open),
        )  # fmt: skip

    def forget(self, team_id: str, channel_id: str = "") -> None:
        if channel_id:
            self._session.run("channels.forget", team_id=team_id, channel_id=channel_id)
        else:
            self._session.run("channels.forget_all", team_id=team_id)


def audience(session: Session, team_id: str, channel_id: str) -> Audience | None:
    row = session.one("channels.find", team_id=team_id, channel_id=channel_id)
    if row is None:
        return None
    shared, external, guests, is_open = (bool(flag) for flag in row)
    return Audience(shared=shared, external=external, guests=guests, open=is_open)
