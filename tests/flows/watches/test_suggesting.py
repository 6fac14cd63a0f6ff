"""What the register proposes to watch: our standards, our patents, our rivals' filings, each with its open data."""

from dataclasses import replace

from flows.linkage.codes import Body
from flows.linkage.items import Application, Family, Standard
from flows.linkage.register import Register
from flows.watches.suggesting import Suggested, suggestions
from flows.watches.watches import Scope
from tests.bot.views.samples_watches import ACCURACY, POWER
from tests.builders import PROJECT_ID, TEAM
from tests.flows.watches.observed import watch


def standard(number: int, body: Body, reference: str, committee: str = "") -> Standard:
    return Standard(id=f"std_{number}", number=number, body=body, reference=reference, committee=committee)


BOOK = Register(
    team_id=TEAM, project_id=PROJECT_ID,
    standards=(
        standard(1, Body.ISO, "ISO 9001", "ISO/TC 176/SC 2"), standard(2, Body.IETF, "draft-ietf-quic-http-34"),
        standard(3, Body.W3C, "webauthn-3"), standard(4, Body.CN_NATIONAL, "GB/T 20234.1"),
    ),
    families=(
        Family(id="fam_1", number=1, title="Radar", owners=("Ours",),
               members=(Application(office="EP", publication_number="EP1000000A1"),)),
        Family(id="fam_2", number=2, title="Not filed"),
        Family(id="fam_3", number=3, title="Dropped", dropped=True,
               members=(Application(office="CN", publication_number="CN1A"),)),
    ),
)  # fmt: skip


def test_standards_and_patents_come_with_the_open_data_that_shows_them() -> None:
    ours, patents = suggestions(BOOK, ())
    assert ours.scope.sources == ("iso:ISO/TC 176/SC 2", "ietf:draft-ietf-quic-http", "w3c:webauthn-3")
    assert ours.scope.work_items == ("ISO 9001", "draft-ietf-quic-http-34", "webauthn-3", "GB/T 20234.1")
    assert (patents.what, patents.scope.families) == (Suggested.PATENTS, ("EP1000000A1",))
    assert patents.scope.sources == ("epo-family:EP.1000000.A1", "epo-legal:EP.1000000.A1")


def test_what_is_watched_already_is_not_proposed_again() -> None:
    named = watch(scope=Scope(work_items=tuple(s.reference for s in BOOK.standards), families=("EP1000000A1",)))
    assert suggestions(BOOK, (named,)) == ()


def test_rivals_that_are_watched_somewhere_get_their_filings_watched_and_we_are_no_rival() -> None:
    named = watch(scope=Scope(keywords=("x",), rivals=("Huawei", "Ours")))
    found = {s.what: s for s in suggestions(BOOK, (named,))}
    assert found[Suggested.RIVALS].scope.applicants == ("Huawei",)
    assert found[Suggested.RIVALS].scope.sources == ('epo:pa="Huawei"',)


def test_what_is_compared_with_rivals_proposes_a_benchmark_watch_and_a_watch_of_their_filings() -> None:
    found = {s.what: s for s in suggestions(BOOK, (), (ACCURACY, replace(POWER, retired=True)))}
    assert found[Suggested.BENCHMARKS].scope == Scope(indicators=(ACCURACY.name,), rivals=("Quasar Ltd", "星测科技"))
    assert found[Suggested.RIVALS].scope.applicants == ("Quasar Ltd", "星测科技")
    named = watch(scope=Scope(indicators=(ACCURACY.name,), applicants=("Quasar Ltd", "星测科技")))
    assert {Suggested.BENCHMARKS, Suggested.RIVALS}.isdisjoint(s.what for s in suggestions(BOOK, (named,), (ACCURACY,)))
