"""What people see, word for word: one JSON file a view and language.

After a change on purpose run the tests once with ``LIANDONG_UPDATE_SNAPSHOTS=1`` and review the difference.
"""

import json
import os
from pathlib import Path

import pytest

from bot.blocks.kit import Message

from .samples import ANSWERS, FORMS, LOCALES, MESSAGES, View, lens

SNAPSHOTS = Path(__file__).parent / "snapshots"
MAKERS = MESSAGES | ANSWERS | FORMS


def snapshot(view: View) -> str:
    payload = {"text": view.text, "blocks": view.blocks} if isinstance(view, Message) else view
    return json.dumps(payload, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", MAKERS)
def test_a_view_looks_as_it_did_when_somebody_last_reviewed_it(name: str, locale: str) -> None:
    path = SNAPSHOTS / locale / f"{name}.json"
    found = snapshot(MAKERS[name](lens(locale)))
    if os.environ.get("LIANDONG_UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == found


def test_no_snapshot_outlives_its_view() -> None:
    stored = {path.relative_to(SNAPSHOTS).as_posix() for path in SNAPSHOTS.rglob("*.json")}
    assert stored == {f"{locale}/{name}.json" for locale in LOCALES for name in MAKERS}
