"""Where kept messages stand in Slack."""

from flows.notices import StandingPack
from flows.ports import Post
from storage.session import Row, Session


def find(session: Session, team_id: str, post_key: str) -> Post | None:
    """The place of a kept message."""
    row = session.one("posts.find", team_id=team_id, post_key=post_key)
    return None if row is None else _post(row)


def packs_in(session: Session, team_id: str, project_id: str, channel_id: str) -> tuple[StandingPack, ...]:
    """The team's gate packs of a project that stand in a channel."""
    found = session.all("posts.packs_in", team_id=team_id, project_id=project_id, channel_id=channel_id)
    return tuple(StandingPack(gate_id, stage, is_open == 1, short == 1) for gate_id, stage, is_open, short in found)


def _post(row: Row) -> Post:
    return Post(post_key=row[0], channel_id=row[1], ts=row[2], withheld=row[3] == 1)


class PostRepository:
    """Implements ``flows.ports.Posts``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, team_id: str, post_key: str) -> Post | None:
        return find(self._session, team_id, post_key)

    def find_at(self, team_id: str, channel_id: str, ts: str) -> Post | None:
        row = self._session.one("posts.find_at", team_id=team_id, channel_id=channel_id, ts=ts)
        return None if row is None else _post(row)

    def keep(self, team_id: str, post: Post) -> None:
        place = {"post_key": post.post_key, "channel_id": post.channel_id, "ts": post.ts}
        self._session.run("posts.keep", team_id=team_id, **place, withheld=int(post.withheld))

    def forget(self, team_id: str, post_key: str) -> None:
        self._session.run("posts.forget", team_id=team_id, post_key=post_key)
