"""The inbox: a request that Slack delivers twice gets its first answer twice."""

import json
from datetime import datetime

from flows.ports import Receipt
from storage.codec import build, dump, plain
from storage.instants import moment
from storage.session import Session


class InboxRepository:
    """Implements ``flows.ports.Inbox``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first(self, team_id: str, request_key: str) -> Receipt | None:
        row = self._session.one("inbox.first", team_id=team_id, request_key=request_key)
        return None if row is None or row[0] is None else build(Receipt, json.loads(row[0]))

    def remember(self, team_id: str, request_key: str, receipt: Receipt | None, *, now: datetime) -> bool:
        changed = self._session.run(
            "inbox.remember",
            team_id=team_id,
            request_key=request_key,
            receipt=None if receipt is None else dump(plain(receipt)),
            first_at=moment(now),
        )
        return changed == 1
