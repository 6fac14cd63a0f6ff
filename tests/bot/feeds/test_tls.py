"""Over TLS the certificate must be for the name, although the connection goes to the address that was checked."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.feeds.fetcher import Fetcher
from bot.feeds.manners import HostPace
from flows.watches.errors import FeedUnreachable

from .far_side import FarSide, Says, ask

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Certificate and key for ``feeds.example``, good for two days."""
    key, file = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", str(key), "-out", str(file), "-subj", "/CN=feeds.example",
         "-addext", "subjectAltName=DNS:feeds.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[FarSide]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = FarSide(tls=context)
    yield server
    server.close()


def to_loopback(certificate: Path, *names: str) -> Fetcher:
    trust = ssl.create_default_context(cafile=str(certificate))
    return Fetcher(
        clock=SystemClock(),
        pace=HostPace(0.0, sleep=lambda _: None),
        listed=frozenset(names),
        resolve=lambda *_: ("127.0.0.1",),
        tls=trust,
    )


def test_the_name_is_asked_for_and_its_certificate_checked(secure: FarSide, certificate: Path) -> None:
    secure.will("/a", Says(b"secure"))
    port = secure.host.partition(":")[2]
    with to_loopback(certificate, "feeds.example")(ask(f"https://feeds.example:{port}/a")).body as body:
        assert body.read() == b"secure"
    assert secure.asked[0].headers["host"] == f"feeds.example:{port}"


def test_a_certificate_for_another_name_or_of_nobody_we_know_is_refused(secure: FarSide, certificate: Path) -> None:
    port = secure.host.partition(":")[2]
    with pytest.raises(FeedUnreachable):
        to_loopback(certificate, "other.example")(ask(f"https://other.example:{port}/a"))
    unknown = Fetcher(
        clock=SystemClock(),
        pace=HostPace(0.0, sleep=lambda _: None),
        listed=frozenset({"feeds.example"}),
        resolve=lambda *_: ("127.0.0.1",),
    )
    with pytest.raises(FeedUnreachable):
        unknown(ask(f"https://feeds.example:{port}/a"))
    assert secure.asked == []
