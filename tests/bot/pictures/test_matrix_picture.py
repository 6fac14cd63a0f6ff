"""The matrix as a picture: legible, the same every time, never an empty box, and told in words too."""

import struct
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import pytest

from bot.doctor import _font
from bot.pictures.alt import LONGEST, matrix_alt
from bot.pictures.canvas import MARKS, Sheet, fit
from bot.pictures.crop import MOST, crop
from bot.pictures.matrix import matrix_png
from bot.pictures.typeface import FontUnusable, Typeface, find_typeface
from flows.linkage.items import Claim, Link
from flows.linkage.matrix import GapKind, Matrix, matrix
from flows.linkage.register import Register
from tests.flows.linkage.populations import LARGE, PICTURE, population
from tests.flows.linkage.registers import application, contribution, covers, family, feature, reads_on, register
from tests.wordbooks import word_book

BOOK = word_book()
EN, ZH = BOOK.for_locale("en-US"), BOOK.for_locale("zh-CN")
DEJAVU = str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
PLAIN = find_typeface(DEJAVU)
"""A font without Chinese, which every machine has."""
FACE = find_typeface()
needs_chinese = pytest.mark.skipif(not FACE.has_chinese, reason="no font with Chinese on this machine")
FORTY = matrix(population(PICTURE))
MEGABYTE = 1_000_000


def size_of(png: bytes | None) -> tuple[int, int]:
    assert png is not None
    assert png.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def drawn(view: Matrix, face: Typeface = PLAIN) -> bytes:
    png = matrix_png(view, "LD-12", EN, face)
    assert png is not None
    return png


def test_forty_by_forty_is_one_picture_of_a_size_that_slack_shows() -> None:
    assert (len(FORTY.features), len(FORTY.claims), len(FORTY.clauses)) == (40, 40, 40)
    png = drawn(FORTY)
    width, height = size_of(png)
    assert width < 2_200
    assert height < 3_500
    assert len(png) < MEGABYTE


def test_the_same_matrix_is_the_same_picture_and_another_one_is_not() -> None:
    view = matrix(register())
    assert drawn(view) == drawn(view)
    checked = register(links=(covers(), replace(reads_on(), recheck="clause_changed")))
    assert drawn(matrix(checked)) != drawn(view)


@needs_chinese
def test_a_chinese_picture_is_drawn_with_a_font_that_has_every_character() -> None:
    png = matrix_png(matrix(population(PICTURE, chinese=True)), "LD-12 · 毫米波雷达", ZH, FACE)
    assert size_of(png)[0] > 1_000  # a missing character would have been a warning, and so an error


def test_without_chinese_characters_a_chinese_reader_gets_no_picture_instead_of_boxes() -> None:
    assert not PLAIN.has_chinese
    assert matrix_png(matrix(register()), "LD-12", ZH, PLAIN) is None


def test_names_that_the_font_cannot_write_are_left_out() -> None:
    chinese = register(features=(feature(name="波形设计"),))
    named = register(features=(feature(name=""),))
    assert drawn(matrix(chinese)) == drawn(matrix(named))
    with pytest.raises(ValueError, match="cannot write"):
        Sheet(100, 100, PLAIN).text((0, 0), "联")


def test_a_register_that_is_too_large_is_cut_and_says_so() -> None:
    view = matrix(population(LARGE))
    part = crop(view)
    assert {len(part.features), len(part.claims), len(part.clauses)} == {MOST}
    bare = {gap.subject for gap in view.gaps if gap.kind is GapKind.FEATURE_WITHOUT_CLAIM}
    assert {f.id for f in part.features} & bare
    numbers = [f.number for f in part.features]
    assert numbers == sorted(numbers)
    assert size_of(drawn(view))[1] < 4_500


def test_an_empty_register_is_a_picture_too() -> None:
    width, height = size_of(drawn(matrix(Register(team_id="T1", project_id="prj_1"))))
    assert (width > 400, height > 200) == (True, True)
    assert matrix_alt(matrix(Register(team_id="T1", project_id="prj_1")), "LD-12", EN) == (
        "LD-12: 0 features, 0 claims, 0 clauses. No gaps."
    )


def test_every_mark_has_its_own_shape() -> None:
    shapes = [style["marker"] for style in MARKS.values()]
    assert len(set(shapes)) == len(shapes)


def test_the_words_say_what_the_picture_shows() -> None:
    links: tuple[Link, ...] = (covers(), replace(reads_on(), recheck="clause_changed"))
    unfiled = family(number=2, claims=(Claim(number=1, independent=True),))
    book = register(
        features=(feature(), feature(2)), families=(family(application()), unfiled), links=links,
        outwards=(contribution(features=("fea_2",)),),
    )  # fmt: skip
    assert matrix_alt(matrix(book), "LD-12", EN) == (
        "LD-12: 2 features, 2 claims, 1 clause. Features without a claim: F2. Claims without a clause: P2·1. "
        "Clauses without a declaration: S1 5.1. Contributions before the filing: C1 F2. "
        "Rows to be checked again: P1·1 – S1 5.1. Covered: F1 – P1·1. Charted: P1·1 – S1 5.1 (charted)."
    )
    assert "没有权利要求的技术特征：F2。" in matrix_alt(matrix(book), "LD-12", ZH)


def test_the_words_stay_within_what_slack_takes() -> None:
    words = matrix_alt(FORTY, "LD-12", EN)
    assert len(words) == LONGEST
    assert words.endswith("…")


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [("abc", 100, "abc"), ("a\n b", 100, "a b"), ("波形设计", 40, "波形设计"), ("波形设计", 30, "波形…"), ("", 5, "")],
)
def test_text_is_cut_to_its_room_with_wide_characters_twice_as_wide(text: str, width: float, shown: str) -> None:
    assert fit(text, width, 10) == shown


def test_a_picture_of_little_is_small() -> None:
    def height(title: str) -> int:
        return size_of(drawn(matrix(register(families=(replace(family(application()), title=title),)))))[1]

    short, long, longest = height("Radar"), height("A radar waveform without"), height("A radar waveform without " * 9)
    assert short < long < longest <= 250 + short


def test_a_font_that_is_none_is_told_and_doctor_says_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "font.ttf"
    broken.write_text("no font")
    for path in (str(broken), str(tmp_path / "gone.ttf")):
        with pytest.raises(FontUnusable):
            find_typeface(path)
        assert _font(path).is_problem
    found = _font(DEJAVU)
    assert (found.level, "LIANDONG_FONT" in found.what_to_do) == ("note", True)
