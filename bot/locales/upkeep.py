"""Extraction and update of the catalogs with Babel. Nothing here runs while the bot does."""

from datetime import UTC, datetime
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.words import CATALOGS, DOMAIN, LOCALES, SOURCE_LOCALE, catalog_path

SOURCES = CATALOGS.parent
TEMPLATE = CATALOGS / f"{DOMAIN}.pot"
KEYWORDS = {"say": None, "plural": (1, 2), "context": ((1, "c"), 2)}
"""``say("…")``, ``say.plural("one", "many", n)`` and ``say.context("meaning", "…")``."""
METHODS = [("playground/**", "ignore"), ("**.py", "python")]
"""The playground plays Slack: it speaks no word of ours, and its own page has both languages on board."""
_SINCE = datetime(2026, 11, 22, tzinfo=UTC)
"""A fixed date in the headers, so that an update without news changes no file."""


def extracted() -> Catalog:
    """Every text in the code, untranslated."""
    catalog = _empty(None)
    found = extract_from_dir(SOURCES, METHODS, {}, KEYWORDS, comment_tags=())
    for _, _, text, _, meaning in found:
        catalog.add(text, context=meaning)
    return catalog


def stored(locale: str | None) -> Catalog:
    """A catalog as it is on disk; the template for None, an empty one where there is no file yet."""
    path = catalog_path(locale) if locale else TEMPLATE
    if not path.exists():
        return _empty(locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=DOMAIN)


def updated(locale: str) -> Catalog:
    """A stored catalog brought in step with the code; what nobody says any more is dropped when it is written."""
    catalog = stored(locale)
    catalog.update(extracted(), no_fuzzy_matching=True)
    for message in messages(catalog):
        if message.pluralizable and len(message.string or ()) != catalog.num_plurals:
            message.string = ("",) * catalog.num_plurals
    return catalog


def rendered(catalog: Catalog) -> bytes:
    """A catalog as its file should be."""
    # Babel stamps each update with the present moment, which would make every run a change.
    catalog.creation_date = catalog.revision_date = _SINCE
    file = BytesIO()
    write_po(file, catalog, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    return file.getvalue()


def refresh() -> dict[str, list[str]]:
    """Rewrite the template and all catalogs; the texts that lack a translation, by locale."""
    TEMPLATE.write_bytes(rendered(extracted()))
    missing = {}
    for locale in LOCALES:
        catalog, path = updated(locale), catalog_path(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rendered(catalog))
        if locale != SOURCE_LOCALE:
            missing[locale] = [str(m.id) for m in messages(catalog) if not is_translated(m)]
    return missing


def messages(catalog: Catalog) -> list[Message]:
    """All messages but the header."""
    return [message for message in catalog if message.id]


def is_translated(message: Message) -> bool:
    """Whether every form is there and a person has approved it."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and not message.fuzzy


def _empty(locale: str | None) -> Catalog:
    return Catalog(
        locale=locale,
        domain=DOMAIN,
        project="Liandong",
        version="0",
        msgid_bugs_address="",
        header_comment=f"# Liandong: {locale or 'texts of the code'}. Kept with python -m bot.locales",
        last_translator="",
        language_team="",
        creation_date=_SINCE,
        revision_date=_SINCE,
        fuzzy=False,
    )
