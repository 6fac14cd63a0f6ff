"""The quick readers of a register give what the codec gives, for any item, also one that an older version wrote."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.linkage.items import Application, Family, Feature, Item, Link, Standard
from storage import linkage_rows
from storage.codec import build, dump, plain
from storage.linkage import KINDS, _columns
from tests.storage.strategies import instances

QUICK = (Feature, Family, Standard)


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.__name__)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_kind_is_read_as_the_codec_reads_it(kind: type[Item], data: st.DataObject) -> None:
    given_items = data.draw(st.lists(instances(kind), max_size=3))
    bodies = [dump(plain(item)) for item in given_items]
    assert linkage_rows.items(kind, bodies) == tuple(given_items)
    assert linkage_rows.items(kind, bodies) == tuple(build(kind, json.loads(body)) for body in bodies)


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        (Feature, Feature(id="f", number=1, name="Sweep")),
        (Family, Family(id="p", number=1, title="Sweep", members=(Application(office="CN"),))),
        (Standard, Standard(id="s", number=1, body=next(iter(linkage_rows._BODY.values())), reference="ISO 1")),
    ],
)
def test_what_an_older_version_wrote_gets_the_defaults_of_later_fields(kind: type[Item], item: Any) -> None:
    whole = plain(item)
    for name in set(whole) - {"id", "number", "name", "title", "reference", "body"}:
        older = {key: value for key, value in whole.items() if key != name}
        (found,) = linkage_rows.items(kind, [dump(older)])
        assert found == build(kind, json.loads(dump(older))), name


@settings(max_examples=30, deadline=None)
@given(st.lists(instances(Link), max_size=4))
def test_links_come_back_as_they_were_stored(links: list[Link]) -> None:
    order = ("id", "kind", "source", "target", "claim", "clause", "element", "version", "why", "made_by", "made_at",
             "essentiality", "confirmed_by", "recheck")  # fmt: skip
    rows = [tuple(_columns(link)[name] for name in order) for link in links]
    assert linkage_rows.links(rows) == tuple(links)
