"""What people type is kept as they typed it, but for what nobody can see."""

from flows.lifecycle.fields import Fields


def test_what_turns_or_hides_the_writing_around_it_is_dropped() -> None:
    assert Fields().text("name", "\u202eradar\u202c \u2066x\u2069\x00\x07", 120) == "radar x"


def test_lines_tabs_emoji_and_right_to_left_words_stay() -> None:
    typed = "one\n\ttwo 😀 שלום مرحبا 技术\u200d"
    assert Fields().text("name", typed, 120) == typed


def test_text_of_nothing_visible_counts_as_missing() -> None:
    fields = Fields()
    fields.text("name", "\u202e \x00", 120, missing="missing")
    assert fields.problems == {"name": "missing"}
