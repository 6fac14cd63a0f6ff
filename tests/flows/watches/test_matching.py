"""What a watch finds, and what an exclusion keeps away: the right things in any writing, and nothing that only looks
like them."""

import pytest

from flows.watches.hits import Exclusion, Match, Trait
from flows.watches.matching import kept_away, matches, record_of
from flows.watches.subjects import Benchmark, Contribution, Day, Declaration, News, Patent, Standard
from flows.watches.watches import Scope
from tests.flows.watches.observed import SEEN, event

PATENT = Patent(
    ref="EP.1000000.A1", title="Radar with a slow sweep", family_id="19768124", applicants=("HUAWEI TECH CO LTD [CN]",),
    cpc=("H04W72/0446", "G01S7/35"), publication_no="EP1000000A1",
)  # fmt: skip


class TestThingsThemselves:
    @pytest.mark.parametrize(
        "wanted",
        ["ISO 9001", "iso 9001:2015", "ISO/DIS 9001", "ISO/FDIS 9001:2026", "ＩＳＯ ９００１", "ISO 9001:2026"],
    )
    def test_a_standard_is_found_in_any_edition_stage_and_writing(self, wanted: str) -> None:
        assert matches(Scope(work_items=(wanted,)), event()) == (Match(Trait.WORK_ITEM, wanted),)

    @pytest.mark.parametrize("wanted", ["ISO 9001-1", "ISO 900", "ISO 90011", "ISO/TR 9001", "IEC 9001", "9001"])
    def test_another_standard_is_not(self, wanted: str) -> None:
        assert matches(Scope(work_items=(wanted,)), event()) == ()

    @pytest.mark.parametrize(
        ("wanted", "shown", "same"),
        [
            ("GB/T 20234.1", "GB/T 20234.1-2023", True),
            ("GB/T 20234", "GB/T 20234.1-2023", False),
            ("draft-ietf-quic-http", "draft-ietf-quic-http-34", True),
            ("draft-ietf-quic-http-33", "draft-ietf-quic-http-34", True),
            ("draft-ietf-quic", "draft-ietf-quic-http-34", False),
            ("ISO/IEC 27001", "ISO/IEC DIS 27001", True),
            ("ISO/TS 22163", "ISO/DTS 22163", True),
            ("RFC 9000", "rfc9000", True),
        ],
    )
    def test_each_body_writes_its_own_way(self, wanted: str, shown: str, same: bool) -> None:
        assert bool(matches(Scope(work_items=(wanted,)), event(Standard(ref=shown)))) is same

    @pytest.mark.parametrize("wanted", ["EP1000000", "EP 1000000 A1", "EP.1000000.A1", "19768124", "EP1000000B1"])
    def test_a_patent_is_found_by_any_of_its_numbers_with_and_without_kind_code(self, wanted: str) -> None:
        assert matches(Scope(families=(wanted,)), event(PATENT))

    def test_a_chinese_application_is_found_without_its_check_digit(self) -> None:
        filed = event(Patent(ref="CN117000001A", application_no="CN202610123456.7"))
        assert matches(Scope(families=("CN 2026 1 0123456",)), filed)
        assert not matches(Scope(families=("CN 2026 1 0123457",)), filed)

    def test_a_named_thing_is_found_whatever_else_the_watch_says(self) -> None:
        scope = Scope(work_items=("ISO 9001",), committees=("ISO/TC 22",), keywords=("radar",))
        assert matches(scope, event()) == (Match(Trait.WORK_ITEM, "ISO 9001"),)


class TestNarrowing:
    def test_every_kind_that_is_given_must_agree(self) -> None:
        both = Scope(committees=("ISO/TC 176",), keywords=("quality",))
        assert matches(both, event()) == (Match(Trait.COMMITTEE, "ISO/TC 176"), Match(Trait.KEYWORD, "quality"))
        assert matches(Scope(committees=("ISO/TC 176",), keywords=("radar",)), event()) == ()

    def test_within_one_kind_any_is_enough(self) -> None:
        assert matches(Scope(keywords=("radar", "quality")), event()) == (Match(Trait.KEYWORD, "quality"),)

    def test_what_a_record_does_not_say_does_not_speak_against_it_but_something_must_speak_for_it(self) -> None:
        bare = event(News(ref="x", title="A quality day"))
        assert matches(Scope(committees=("ISO/TC 176",), keywords=("quality",)), bare)
        assert not matches(Scope(committees=("ISO/TC 176",)), bare)

    def test_only_sources_take_all(self) -> None:
        assert matches(Scope(sources=("iso:",)), event()) == (Match(Trait.RECORD, ""),)
        assert matches(Scope(sources=("iso:",), families=("EP1",)), event()) == ()

    @pytest.mark.parametrize(
        ("committee", "found"),
        [("ISO/TC 176", True), ("ISO/TC 176/SC 2", True), ("ISO/TC 17", False), ("ISO/TC 176/SC 3", False)],
    )
    def test_a_committee_holds_its_subcommittees(self, committee: str, found: bool) -> None:
        assert bool(matches(Scope(committees=(committee,)), event())) is found

    @pytest.mark.parametrize(("cls", "found"), [("H04W 72", True), ("H04W", True), ("H04W 7", False), ("H04L", False)])
    def test_a_class_holds_what_is_below_it(self, cls: str, found: bool) -> None:
        assert bool(matches(Scope(classes=(cls,)), event(PATENT))) is found

    @pytest.mark.parametrize(
        ("word", "title", "found"),
        [
            ("AI", "How to maintain radar", False),
            ("AI", "AI in radar", True),
            ("radar", "Radar-based sensing", True),
            ("雷达", "毫米波雷达测试方法", True),
            ("Ｒａｄａｒ", "radar", True),
        ],
    )
    def test_a_keyword_is_a_word(self, word: str, title: str, found: bool) -> None:
        assert bool(matches(Scope(keywords=(word,)), event(Standard(ref="X 1", title=title)))) is found

    def test_rivals_are_found_wherever_they_stand(self) -> None:
        scope = Scope(rivals=("Huawei",))
        told = [
            event(PATENT),
            event(Declaration(ref="D1", declarer="Huawei Technologies")),
            event(Contribution(ref="R1-1", sources=("ZTE", "Huawei"))),
            event(Benchmark(ref="b", indicator="latency", holder="Huawei", value="1", unit="ms", source="test",
                            measured_on=Day(SEEN.date()))),
        ]  # fmt: skip
        assert all(matches(scope, one) == (Match(Trait.NAME, "Huawei"),) for one in told)

    def test_what_is_gone_is_known_by_what_it_was(self) -> None:
        gone = event(News(ref="ISO 9001:2015", title="Quality"), kind="standard.vanished",
                     before={"committee": "ISO/TC 176/SC 2", "title": "Quality"})  # fmt: skip
        assert matches(Scope(committees=("ISO/TC 176",)), gone)
        assert matches(Scope(work_items=("ISO 9001",)), gone)

    def test_what_an_applicant_was_before_counts_too(self) -> None:
        sold = event(
            Patent(ref="EP1", applicants=("ZTE",)), before={"applicants": "HUAWEI"}, after={"applicants": "ZTE"}
        )
        assert matches(Scope(applicants=("Huawei",)), sold)


def test_an_exclusion_keeps_one_record_one_committee_or_one_name_away() -> None:
    def barred(trait: Trait, value: str) -> str:
        one = Exclusion(id="exc_1", team_id="T", project_id="p", watch_id="w", trait=trait, value=value, reason="no",
                        by="U", at=SEEN)  # fmt: skip
        return kept_away((one,), event())

    assert barred(Trait.RECORD, record_of(event())) == barred(Trait.COMMITTEE, "ISO/TC 176") == "exc_1"
    assert barred(Trait.KEYWORD, "quality") == "exc_1"
    assert barred(Trait.RECORD, "iso:6208") == barred(Trait.COMMITTEE, "ISO/TC 22") == barred(Trait.NAME, "ZTE") == ""
