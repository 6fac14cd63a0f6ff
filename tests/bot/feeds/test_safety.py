"""Feeds lead to public web addresses only, however the address is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.safety import Resolve, check, is_public
from flows.watches.errors import FeedError, FeedForbidden, FeedUnreachable

PUBLIC = ("93.184.216.34", "2606:2800:220:1::1")
UNSPECIFIED = "0.0.0.0"  # noqa: S104  # nothing is bound to it
PRIVATE = (
    UNSPECIFIED,
    "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd12::1",
    "ff02::1", "2001:db8::1", "100::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::", "2002:a00:1::1", "2001::1", "3fff::1",
)  # fmt: skip


def leads_to(*addresses: str) -> Resolve:
    return lambda _host, _port: addresses


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused_however_it_is_wrapped(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(FeedForbidden) as error:
        check("https://feeds.example/x", source="test", resolve=leads_to(address))
    assert (error.value.source, error.value.problem) == ("test", "private")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_taken_as_they_were_checked(address: str) -> None:
    found = check("https://feeds.example/x", source="test", resolve=leads_to(address))
    assert (found.host, found.port, found.addresses) == ("feeds.example", 443, (address,))


def test_one_private_address_among_public_ones_spoils_all() -> None:
    with pytest.raises(FeedForbidden):
        check("https://feeds.example/", source="test", resolve=leads_to(PUBLIC[0], "10.0.0.1"))


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
     "http://localhost/", "http://LOCALHOST./", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/"],
)  # fmt: skip
def test_the_machine_itself_is_refused_in_every_spelling(url: str) -> None:
    with pytest.raises(FeedError):
        check(url, source="test")


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://feeds.example/x", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("//feeds.example/x", "scheme"),
        ("https://user:pass@feeds.example/", "credentials"),
        ("https://feeds.example@evil.example/", "credentials"),
        ("https:///x", "address"),
        ("https://feeds.example:99999/", "address"),
        ("https://feeds.example\\@evil.example/", "credentials"),
        ("https://feeds.example\\.evil.example/", "address"),
        ("https://[::1", "address"),
        ("https://[fe80::1%25eth0]/", "address"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str, problem: str) -> None:
    with pytest.raises(FeedForbidden) as error:
        check(url, source="test", resolve=leads_to(PUBLIC[0]))
    assert error.value.problem == problem
    assert "pass" not in error.value.address or "passwd" in error.value.address


def test_a_host_that_the_operator_lists_may_be_private_and_only_that_one() -> None:
    listed = frozenset({"inner.example", "other.example:8080"})
    for url in ("http://inner.example/x", "http://INNER.example:81/", "http://other.example:8080/"):
        assert check(url, source="test", listed=listed, resolve=leads_to("10.0.0.1"))
    for url in ("http://other.example/", "http://xinner.example/", "http://inner.example.evil.example/"):
        with pytest.raises(FeedForbidden):
            check(url, source="test", listed=listed, resolve=leads_to("10.0.0.1"))


def test_an_unknown_name_is_unreachable() -> None:
    def unknown(_host: str, _port: int) -> tuple[str, ...]:
        raise OSError("unknown")

    with pytest.raises(FeedUnreachable) as error:
        check("https://feeds.example/", source="test", resolve=unknown)
    assert error.value.problem == "dns"


@given(st.text(max_size=60) | st.builds("http://{}/".format, st.text(max_size=30)))
def test_no_text_gets_further_than_a_typed_refusal(text: str) -> None:
    try:
        check(text, source="test", resolve=leads_to("127.0.0.1"))
    except FeedError:
        return
    raise AssertionError(text)
