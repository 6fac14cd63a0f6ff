"""What people type in messages, out of Slack's encoding."""

import pytest

from bot.spoken import Spoken, plain, spoken


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("see <https://example.org/a?b=1&amp;c=2>", "see https://example.org/a?b=1&c=2"),
        ("see <https://example.org|example.org>", "see https://example.org"),
        ("ask <@U0LIN|lin> or <@U0CHEN>", "ask @lin or @U0CHEN"),
        ("in <#C0RADAR|proj-radar> <!here>", "in #proj-radar @here"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
    ],
)
def test_text_comes_out_as_it_was_typed(sent: str, typed: str) -> None:
    assert plain(sent) == typed


def test_a_message_that_is_one_address_is_a_link() -> None:
    assert spoken({"text": " <https://example.org/report?a=1&amp;b=2|the report> "}) == Spoken(
        link="https://example.org/report?a=1&b=2"
    )


def test_the_first_attached_file_comes_along() -> None:
    event = {"text": "here", "files": [{"id": "F1", "name": "report.pdf"}, {"id": "F2", "name": "b.pdf"}]}
    assert spoken(event) == Spoken(text="here", file_id="F1", file_name="report.pdf")


def test_an_empty_message_says_nothing() -> None:
    assert spoken({"text": None, "files": []}) == Spoken()
