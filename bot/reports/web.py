"""A report as one HTML file that needs nothing else: no script, no picture, no font, no address but people's links."""

from html import escape

from bot.blocks.lifecycle.packs import Report
from bot.reports.marks import Names, Span, spans

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.6 system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; max-width: 52rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.3 }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .4rem; border-bottom: 1px solid; padding-bottom: .2rem }
p { margin: .3rem 0 }
ul { padding-left: 1.2rem; margin: .4rem 0 }
@media print { body { margin: 0; max-width: none } h2 { break-after: avoid } li { break-inside: avoid } }
"""


def html(report: Report, names: Names, *, lang: str) -> str:
    """``lang`` is a language tag such as ``zh-CN``. The policy in the head forbids the page to load anything."""
    lead = "\n".join(f"<p>{_line(line, names)}</p>" for line in report.lead)
    sections = "\n".join(
        f"<section>\n<h2>{escape(section.heading)}</h2>\n<ul>\n"
        + "\n".join(f"<li>{_line(line, names)}</li>" for line in section.lines)
        + "\n</ul>\n</section>"
        for section in report.sections
    )
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(report.title)}</h1>\n{lead}\n{sections}\n</main>\n</body>\n</html>\n"
    )


def _line(mrkdwn: str, names: Names) -> str:
    return "".join(_span(span) for span in spans(mrkdwn, names))


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.href:
        text = f'<a href="{escape(span.href)}" rel="noreferrer noopener">{text}</a>'
    return f"<strong>{text}</strong>" if span.bold else text
