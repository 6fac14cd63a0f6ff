"""Recorded traffic: what a source really sends, kept for an operator who asked for it, without our secrets."""

import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from bot.feeds.asks import Ask, Reply
from bot.feeds.unpacking import PIECE
from flows.ports import Clock

REDACTED = "REDACTED"
SECRET_NAMES = re.compile(r"key|token|secret|password|signature|auth|cookie|session", re.I)


class Recorder:
    """Writes one pair of files per answer below ``folder``: ``iso/20261125T021500-0001.json`` and ``….body``."""

    def __init__(self, folder: Path, *, clock: Clock) -> None:
        self._folder, self._clock = folder, clock
        self._lock = threading.Lock()
        self._count = 0

    def record(self, ask: Ask, reply: Reply) -> None:
        """Keep an answer and leave its body at the start. Raises OSError where the folder cannot be written."""
        if ask.unrecorded:
            return
        with self._lock:
            self._count += 1
            name = f"{self._clock.now():%Y%m%dT%H%M%S}-{self._count:04}"
        place = self._folder / re.sub(r"[^\w-]", "_", ask.source)
        place.mkdir(parents=True, exist_ok=True)
        about = {
            "source": ask.source,
            "method": ask.method,
            "url": redacted(ask.url),
            "answered_by": redacted(reply.url),
            "request_headers": _headers({**ask.headers, **dict.fromkeys(ask.secret_headers, REDACTED)}),
            "status": reply.status,
            "headers": _headers(reply.headers),
        }
        (place / f"{name}.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        with (place / f"{name}.body").open("wb") as copy:
            while piece := reply.body.read(PIECE):
                copy.write(piece)
        reply.body.seek(0)


def redacted(url: str) -> str:
    """An address whose secret parameters, user and password are gone."""
    parts = urlsplit(url)
    query = [(k, REDACTED if SECRET_NAMES.search(k) else v) for k, v in parse_qsl(parts.query, keep_blank_values=True)]
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query=urlencode(query)).geturl()


def _headers(headers: Mapping[str, str]) -> dict[str, str]:

    return {name: REDACTED if SECRET_NAMES.search(name) else value for name, value in headers.items()}
