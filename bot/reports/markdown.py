"""A report as Markdown (CommonMark). Whatever people wrote stays text."""

import re

from bot.blocks.lifecycle.packs import Report
from bot.reports.marks import Names, Span, spans

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~!&])")
_STARTS = re.compile(r"^([-+=]|\d+[.)])")


def markdown(report: Report, names: Names) -> str:
    """A heading, a paragraph a line of the lead, and a list for each section."""
    blocks = [f"# {escaped(report.title)}", *(_line(line, names) for line in report.lead)]
    for section in report.sections:
        items = "\n".join(f"- {_line(line, names)}" for line in section.lines)
        blocks += [f"## {escaped(section.heading)}", items]
    return "\n\n".join(blocks) + "\n"


def _line(mrkdwn: str, names: Names) -> str:
    line = "".join(_span(span) for span in spans(" ".join(mrkdwn.split()), names))
    return _STARTS.sub(r"\\\1", line)


def _span(span: Span) -> str:
    text = escaped(span.text)
    if span.href:
        href = re.sub(r"[\s()<>\\]", lambda found: f"%{ord(found[0]):02X}", span.href)
        text = f"[{text}]({href})"
    # Emphasis may not begin or end with a space.
    inner = text.strip()
    return text.replace(inner, f"**{inner}**", 1) if span.bold and inner else text


def escaped(raw: str) -> str:
    """Raw text as one line that Markdown shows as it is, in a table too."""
    return _SPECIAL.sub(r"\\\1", " ".join(raw.split("\n")))
