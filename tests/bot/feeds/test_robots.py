"""A feed that its host keeps from programs is not read; a host that says nothing forbids nothing."""

from datetime import timedelta

import pytest

from bot.feeds.asks import Ask, Reply
from bot.feeds.robots import Robots
from flows.watches.errors import FeedForbidden
from tests.bot.inbound.office import StoppedClock

from .far_side import FarSide, Says, fetcher

RULES = b"User-agent: *\nDisallow: /private\n\nUser-agent: Liandong\nDisallow: /feed\nAllow: /\n"


def ask(far: FarSide, path: str, source: str = "rss") -> Ask:
    return Ask(source=source, url=far.url(path))


def body(reply: Reply) -> bytes:
    with reply.body:
        return reply.body.read()


def test_a_path_that_the_host_keeps_to_itself_is_not_asked_and_others_are(far: FarSide) -> None:
    far.will("/robots.txt", Says(RULES))
    far.will("/news", Says(b"ok"))
    read = Robots(fetcher(far), StoppedClock())
    with pytest.raises(FeedForbidden) as refused:
        read(ask(far, "/feed"))
    assert refused.value.problem == "robots"
    assert body(read(ask(far, "/news"))) == b"ok"
    assert [asked.path for asked in far.asked] == ["/robots.txt", "/news"]


@pytest.mark.parametrize("says", [Says(status=404), Says(status=403), Says(b"\xff\xfe nonsense")])
def test_a_host_without_rules_forbids_nothing(far: FarSide, says: Says) -> None:
    far.will("/robots.txt", says)
    far.will("/news", Says(b"ok"))
    assert body(Robots(fetcher(far), StoppedClock())(ask(far, "/news"))) == b"ok"


def test_the_rules_are_asked_for_once_a_day_and_only_for_feeds_that_people_typed(far: FarSide) -> None:
    far.will("/robots.txt", Says(RULES))
    far.will("/news", Says(b"ok"))
    clock = StoppedClock()
    read = Robots(fetcher(far), clock)
    for _ in range(3):
        body(read(ask(far, "/news")))
    clock.at += timedelta(hours=25)
    body(read(ask(far, "/news")))
    assert [a.path for a in far.asked].count("/robots.txt") == 2
    body(read(ask(far, "/news", source="iso")))
    assert len(far.asked) == 7
