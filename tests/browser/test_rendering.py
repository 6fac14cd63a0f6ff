"""What Slack's text and blocks become on the page, looked at block by block in the page's own modules."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from .screen import EMMA, Screen

pytestmark = pytest.mark.browser

MRKDWN = [
    ("*bold* _em_ ~gone~ `code`", "<strong>bold</strong> <em>em</em> <s>gone</s> <code>code</code>"),
    ("*bold _both_*", "<strong>bold <em>both</em></strong>"),
    ("2*3*4 and a_b_c stay", "2*3*4 and a_b_c stay"),
    ("中*不*文", "中*不*文"),
    ("`*not bold*`", "<code>*not bold*</code>"),
    ("a &lt;b&gt; &amp;amp;", "a &lt;b&gt; &amp;amp;"),
    ("&gt; said\n&gt; twice\nafter", "<blockquote>said\ntwice</blockquote>after"),
    ("```\nx = *1*\n```", "<pre>x = *1*</pre>"),
    ("<javascript:alert(1)|press>", "<span>press</span>"),
    ("one\ntwo", "one\ntwo"),
    (":unknown_thing:", ":unknown_thing:"),
    ("<!here> <!date^bad^{date}|fallback &amp; more>", '<span class="mention">@here</span> '
     '<time title="">fallback &amp; more</time>'),
]  # fmt: skip


def html(screen: Screen, module: str, function: str, *arguments: Any) -> str:
    """The markup a function of a module makes, with the given JSON arguments."""
    return str(
        screen.page.evaluate(
            """async ([module, name, given]) => {
                const box = document.createElement('div');
                box.append(...[(await import(module))[name](...given)].flat());
                return box.innerHTML;
            }""",
            [module, function, list(arguments)],
        )
    )


def test_mrkdwn_reads_as_in_slack(screen: Screen) -> None:
    rendered = {text: html(screen, "/js/mrkdwn.js", "mrkdwn", text) for text, _ in MRKDWN}
    assert rendered == dict(MRKDWN)


def test_links_open_apart_and_carry_their_words(screen: Screen) -> None:
    made = html(screen, "/js/mrkdwn.js", "mrkdwn", "<https://example.org/a?b=1&amp;c=2|the *draft*>")
    assert made == (
        '<a href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">the *draft*</a>'
    )


def test_a_list_hangs_from_its_markers(screen: Screen) -> None:
    made = html(screen, "/js/mrkdwn.js", "mrkdwn", "• one *x*\n• two")
    assert made.count('class="item"') == 2
    assert "<strong>x</strong>" in made


def test_dates_are_told_in_the_members_zone_and_language(screen: Screen) -> None:
    screen.set_clock("2026-11-23T09:00:00+08:00")
    token = (
        "<!date^1795401000^{date_long} {time}|later> "
        "<!date^1795314600^{date_short_pretty}|x> <!date^1700000000^{date}|y>"
    )
    assert told(screen, token) == "11月23日星期一 10:30 昨天 2023年11月15日"
    screen.act_as(EMMA)
    assert told(screen, token) == "Monday, November 23 03:30 yesterday November 14, 2023"


def told(screen: Screen, text: str) -> str:
    return re.sub(r"<[^>]+>", "", html(screen, "/js/mrkdwn.js", "mrkdwn", text))


def test_markdown_blocks_become_paragraphs_lists_and_tables(screen: Screen) -> None:
    text = (
        "# Title\n\n- **a**\n- [b](https://example.org)\n\n1. x\n\n> q\n\n"
        "| h | i |\n|---|---|\n| 1 | <b>2</b> |\n\n---\n```\ncode\n```"
    )
    made = html(screen, "/js/markdown.js", "markdown", text)
    for part in ("Title", "<li><strong>a</strong></li>", "<ol>", "<blockquote>q</blockquote>", "<th", "<hr>", "<pre>"):
        assert part in made
    assert "&lt;b&gt;2&lt;/b&gt;" in made


def test_rich_text_keeps_its_styles_and_lists(screen: Screen) -> None:
    bold = {"type": "text", "text": "<b>", "style": {"bold": True, "italic": True}}
    section = {"type": "rich_text_section", "elements": [bold, {"type": "user", "user_id": EMMA}]}
    block = {
        "type": "rich_text",
        "elements": [section, {"type": "rich_text_list", "style": "ordered", "elements": [section]}],
    }
    made = html(screen, "/js/richtext.js", "richText", block)
    assert "<em><strong>&lt;b&gt;</strong></em>" in made
    assert "@Emma Fischer" in made
    assert "<ol" in made


def test_every_block_the_page_knows_is_shown_and_others_are_named(screen: Screen) -> None:
    text = {"type": "mrkdwn", "text": "words"}
    blocks = [
        {"type": "section", "fields": [text, text]},
        {"type": "divider"},
        {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "A chart"},
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "Head"}], [{"type": "raw_text", "text": "<i>cell</i>"}]],
        },
        {"type": "hologram"},
    ]
    made = screen.page.evaluate(
        """async blocks => {
            const {renderBlocks} = await import('/js/blockkit.js');
            const quiet = {value() {}, keep() {}, act() {}, options() {}};
            const box = document.createElement('div');
            box.append(...renderBlocks(blocks, quiet));
            return box.innerHTML;
        }""",
        blocks,
    )
    assert made.count('class="field-cell"') == 2
    assert "<img" not in made  # a picture of another server is a link, never a request
    assert "A chart" in made
    assert "&lt;i&gt;cell&lt;/i&gt;" in made
    assert "hologram" in made


def test_no_scripts_or_styles_run_that_the_page_did_not_bring(screen: Screen) -> None:
    policy = screen.page.locator("meta[http-equiv=Content-Security-Policy]")
    assert "default-src 'self'" in (policy.get_attribute("content") or "")
    assert "unsafe" not in json.dumps(policy.get_attribute("content"))
    expect(screen.page.locator("script:not([src]), style, [style*='url']")).to_have_count(0)
