"""A digest is a short message; what is too long for it stands whole in its thread, and nothing is lost."""

import pytest

from bot.blocks.kit import Message, check_message
from bot.blocks.rhythm.digest import LINES, Line, Part, deeds_of, pages, speaks
from bot.ids import Act, Ref

from .reading import presses
from .samples import LOCALES, lens

NOTE = "Not legal advice."


def part(title: str, count: int, *, deeds: int = 0, **fields: object) -> Part:
    """``count`` lines that say ``title 1``, ``title 2``…; each with so many things to do."""
    lines = tuple(Line(f"{title} {n + 1}.", _deeds(title, n, deeds)) for n in range(count))
    return Part(title=title, lines=lines, **fields)  # type: ignore[arg-type]  # any field of a part


def _deeds(title: str, n: int, count: int) -> tuple[tuple[str, Act, Ref], ...]:
    ref = Ref(project_id="prj_01k0000000000000000000", deliverable_id=f"{title}{n}")
    return tuple((f"Do {k}", act, ref) for k, act in enumerate((Act.SUBMIT, Act.MORE_TIME, Act.NOT_NEEDED)[:count]))


def laid(*found: Part, locale: str = "en") -> tuple[Message, ...]:
    messages = pages("LD-1 · Radar", found, lens(locale))
    for message in messages:
        check_message(message)
    return messages


def heard(messages: tuple[Message, ...], text: str) -> list[int]:
    """The pages on which a text is said."""
    return [n for n, message in enumerate(messages) if text in message.text]


@pytest.mark.parametrize("deeds", [0, 1, 3])
@pytest.mark.parametrize("count", [1, LINES])
def test_what_fits_is_one_message_without_a_thread(count: int, deeds: int) -> None:
    (only,) = laid(part("Overdue", count, deeds=deeds))
    assert "thread" not in only.text
    assert heard((only,), f"Overdue {count}.") == [0]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("deeds", [0, 1, 3])
def test_the_message_is_short_and_says_how_much_the_thread_holds(deeds: int, locale: str) -> None:
    first, *thread = laid(part("Overdue", 30, deeds=deeds), part("Votes", 2), locale=locale)
    assert heard((first,), f"Overdue {LINES}.") == [0]
    assert heard((first,), f"Overdue {LINES + 1}.") == []
    assert str(30 - LINES) in first.text
    said = "\n".join(message.text for message in thread)
    assert [f"Overdue {n + 1}." in said for n in range(30)] == [True] * 30
    assert "Votes" not in said, "what the message has told is not told again"


@pytest.mark.parametrize("count", [LINES + 1, 47, 48, 100, 300])
def test_every_line_is_in_the_thread_exactly_once_with_what_can_be_done(count: int) -> None:
    _, *thread = laid(part("Overdue", count, deeds=3))
    for n in (0, 1, LINES, count // 2, count - 1):
        assert len(heard(tuple(thread), f"Overdue {n + 1}.")) == 1
    done = [press.ref.deliverable_id for message in thread for press in presses(message) if press.act is Act.SUBMIT]
    assert done == [f"Overdue{n}" for n in range(count)]


def test_with_many_parts_the_message_shows_less_of_each_and_every_part_is_named() -> None:
    titles = [f"Part {letter}" for letter in "ABCDEFGHIJKL"]
    first, *thread = laid(*(part(title, 30, deeds=3) for title in titles))
    assert [title in first.text for title in titles] == [True] * len(titles)
    said = "\n".join(message.text for message in thread)
    assert all(f"{title} 30." in said for title in titles)


def test_what_a_section_left_out_itself_is_counted_and_never_promised_in_the_thread() -> None:
    (only,) = laid(part("Moved", 3, total=10))
    assert "… and 7 more" in only.text
    assert "thread" not in only.text
    first, last = laid(part("Moved", 8, total=20))
    assert f"… and {20 - LINES} more, in the thread" in first.text
    assert "… and 12 more" in last.text


def test_long_lines_fill_more_pages_and_none_is_cut() -> None:
    lines = tuple(Line(f"line {n}. " + "word " * 150) for n in range(40))
    messages = laid(Part(title="Moved", lines=lines))
    said = "\n".join(message.text for message in messages[1:])
    assert all(f"line {n}. " in said for n in range(40))
    assert "…" not in said


def test_a_quiet_part_is_no_reason_and_one_that_speaks_instead_stands_alone() -> None:
    quiet, instead = part("Stage", 1, quiet=True), Part(lines=(Line("Nothing moved."),), instead=True)
    assert not speaks([quiet])
    assert speaks([quiet, instead])
    (alone,) = laid(quiet, instead)
    assert alone.text == "Nothing moved."
    (among_others,) = laid(quiet, instead, part("Overdue", 1))
    assert "Nothing moved." not in among_others.text
    assert "Stage 1." in among_others.text


def test_small_print_and_what_concerns_the_whole_stand_below_once() -> None:
    (only,) = laid(
        part("Dates", 1, note=NOTE),
        part("Clearances", 1, note=NOTE),
        Part(title="Votes", note="Never said.", deeds=(("Gone", Act.HISTORY, Ref()),)),
        Part(note="You asked for it.", quiet=True, deeds=(("Stop", Act.MY_DAY_STOP, Ref()),)),
    )
    assert only.text.count(NOTE) == 1
    assert "Never said." not in only.text
    assert [press.act for press in presses(only)] == [Act.MY_DAY_STOP], "what is not there needs no button"
    assert only.text.endswith("You asked for it.")


def test_a_button_of_another_view_becomes_the_same_deed() -> None:
    ref = Ref(project_id="prj_1", extra="refused")
    button = {"type": "button", "text": {"type": "plain_text", "text": "Override…"},
              "action_id": f"{Act.DECIDE}:override", "value": "prj_1||||||refused"}  # fmt: skip
    assert deeds_of(button) == (("Override…", Act.DECIDE, ref),)
