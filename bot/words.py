"""Words for people in their language: gettext catalogs kept with Babel, English texts as message ids.

After changing a text anywhere in ``bot/`` run ``python -m bot.locales``, then translate what it names in
``bot/locales/zh_CN/LC_MESSAGES/liandong.po``. English needs no translation.
"""

from datetime import UTC, date, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_skeleton, get_day_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.vocabulary import vocabulary
from flows.names import Ask, Bilingual, Confidentiality, Decision, DeliverableState, Outcome, Role, Status, Strand

CATALOGS = Path(__file__).parent / "locales"
DOMAIN = "liandong"
LOCALES = ("en", "zh_CN")
SOURCE_LOCALE = "en"


class Words:
    """One language. Values are put into the translated text by name, so translators may reorder them."""

    def __init__(self, locale: str, translations: GNUTranslations) -> None:
        self.locale = locale
        self._locale = Locale.parse(locale)  # by name, Babel looks it up at every call: half the price of a status
        self._gettext = translations.gettext
        self._texts: dict[str, str] = {}
        self._ngettext = translations.ngettext
        self._pgettext = translations.pgettext
        self._names = vocabulary(self)

    def __call__(self, text: str, /, **values: object) -> str:
        """The translation of an English text with its ``{values}`` filled in."""
        translated = self._texts.get(text)
        if translated is None:  # our own dict saves gettext's detour; it grows to the texts of the code, no further
            translated = self._texts[text] = self._gettext(text)
        return translated.format_map(values) if values else translated

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The form for ``n`` things; ``{n}`` is filled in."""
        return self._ngettext(one, many, n).format_map({"n": n, **values})

    def context(self, meaning: str, text: str, /, **values: object) -> str:
        """The translation of a text that means different things in different places."""
        translated = self._pgettext(meaning, text)
        return translated.format_map(values) if values else translated

    def pick(self, text: Bilingual) -> str:
        """The side of a bilingual text that this language reads."""
        return text.text(self.locale)

    def day(self, day: date, today: date | None = None) -> str:
        """``Nov 23``; with the year where ``today`` is given and falls in another one."""
        other_year = today is not None and day.year != today.year
        return _format(day, "yMMMd" if other_year else "MMMd", self.locale)

    def weekday(self, day: date, today: date | None = None) -> str:
        """``Mon, Nov 23``, for a day that somebody has to plan for; the year as in ``day``."""
        other_year = today is not None and day.year != today.year
        return _format(day, "yMMMEd" if other_year else "MMMEd", self.locale)

    def weekday_name(self, number: int) -> str:
        """``Monday``, for 0."""
        return str(get_day_names("wide", locale=self._locale)[number])

    def when(self, at: datetime) -> str:
        """A token that every reader sees in the own time zone; readers without one see UTC. ``at`` is aware."""
        utc = at.astimezone(UTC)
        fallback = f"{_format(utc.date(), 'yMMMd', self.locale)} {utc:%H:%M} UTC"
        return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"

    def listing(self, items: list[str] | tuple[str, ...]) -> str:
        """``a, b, and c``."""
        return items[0] if len(items) == 1 else format_list(items, locale=self._locale)

    def strand(self, strand: Strand) -> str:
        return self._names.strands[strand]

    def role(self, role: Role) -> str:
        return self._names.roles[role]

    def decision(self, decision: Decision) -> str:
        return self._names.decisions[decision]

    def state(self, state: DeliverableState) -> str:
        return self._names.states[state]

    def status(self, status: Status) -> str:
        return self._names.statuses[status]

    def confidentiality(self, confidentiality: Confidentiality) -> str:
        return self._names.confidentialities[confidentiality]

    def ask(self, ask: Ask) -> str:
        return self._names.asks[ask]

    def outcome(self, outcome: Outcome) -> str:
        return self._names.outcomes[outcome]

    def strand_state(self, strand: Strand, code: str) -> str:
        """A strand's state in words. Raises KeyError for a code that the strand does not have."""
        return self._names.strand_states[strand, code]


class WordBook:
    """Every language we speak, read from the catalogs once."""

    def __init__(self, default: str = "en") -> None:
        """``default`` is one of ``LOCALES``; KeyError otherwise."""
        self._words = {locale: Words(locale, _translations(locale)) for locale in LOCALES}
        self.default = self._words[default]

    def for_locale(self, slack_locale: str) -> Words:
        """Words for a locale as Slack names it (``zh-CN``, ``en-GB``); the default for any other language."""
        if slack_locale.startswith("zh"):
            return self._words["zh_CN"]
        if slack_locale.startswith("en"):
            return self._words["en"]
        return self.default


def catalog_path(locale: str) -> Path:
    return CATALOGS / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def _translations(locale: str) -> GNUTranslations:
    """Compiled in memory, so a checkout needs no build step and nobody ships a stale ``.mo``."""
    compiled = BytesIO()
    with catalog_path(locale).open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=4096)  # formatting a date costs 13 us, and a status shows ten of the same few days
def _format(day: date, skeleton: str, locale: str) -> str:
    return str(format_skeleton(skeleton, day, locale=locale))
