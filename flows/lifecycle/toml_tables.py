"""TOML text as tables that check what they hold: every getter refuses with file, key and line."""

import re
import tomllib
from enum import StrEnum
from typing import NoReturn, TypeVar

from flows.errors import TemplateFault
from flows.lifecycle.toml_lines import locate, nearest_line
from flows.names import Bilingual

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_SYNTAX_PLACE = re.compile(r"^(?P<problem>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
Word = TypeVar("Word", bound=StrEnum)


def read_toml(text: str, file: str) -> "Table":
    """The whole document; ``file`` is only used to name it in a fault. Raises ``TemplateFault``."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_fault(error, text, file) from error
    return Table(content, "", Source(file, locate(text)))


def _syntax_fault(error: tomllib.TOMLDecodeError, text: str, file: str) -> TemplateFault:
    match = _SYNTAX_PLACE.match(str(error))
    if match is None or match["line"] is None:  # tomllib says "at end of document" instead of a line
        return TemplateFault(file, "", len(text.splitlines()) or 1, match["problem"] if match else str(error))
    return TemplateFault(file, "", int(match["line"]), match["problem"])


class Source:
    """Where a text came from: makes faults that point into it."""

    def __init__(self, file: str, lines: dict[str, int]) -> None:
        self.file = file
        self.lines = lines

    def fault(self, path: str, problem: str) -> NoReturn:
        raise TemplateFault(self.file, path, nearest_line(self.lines, path), problem)


class Table:
    """One TOML table with its path. Every getter checks presence, type and content, or faults."""

    def __init__(self, content: dict[str, object], path: str, source: Source) -> None:
        self.content = content
        self.path = path
        self.source = source

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def allow(self, *keys: str) -> None:
        for key in self.content:
            if key not in keys:
                self.source.fault(self.at(key), "unknown key")

    def get(self, key: str) -> object:
        if key not in self.content:
            self.source.fault(self.at(key), "missing key")
        return self.content[key]

    def text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str):
            self.source.fault(self.at(key), "must be text")
        if not value.strip():
            self.source.fault(self.at(key), "is empty")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        path = self.at(key)
        found: list[str] = []
        for index, value in enumerate(self._list(key)):
            if not isinstance(value, str):
                self.source.fault(f"{path}[{index}]", "must be text")
            if not value.strip():
                self.source.fault(f"{path}[{index}]", "is empty")
            found.append(value)
        return tuple(found)

    def key(self, key: str) -> str:
        value = self.text(key)
        if not _KEY.fullmatch(value):
            self.source.fault(self.at(key), "must be lower-case letters, digits and underscores")
        return value

    def whole(self, key: str) -> int:
        value = self.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.source.fault(self.at(key), "must be a whole number")
        return value

    def positive(self, key: str) -> int:
        value = self.whole(key)
        if value < 1:
            self.source.fault(self.at(key), "must be at least 1")
        return value

    def flag(self, key: str) -> bool:
        value = self.get(key)
        if not isinstance(value, bool):
            self.source.fault(self.at(key), "must be true or false")
        return value

    def word(self, key: str, kind: type[Word]) -> Word:
        return self._one_of(self.get(key), kind, self.at(key))

    def words(self, key: str, kind: type[Word]) -> tuple[Word, ...]:
        path = self.at(key)
        found: list[Word] = []
        for index, value in enumerate(self._list(key)):
            word = self._one_of(value, kind, f"{path}[{index}]")
            if word in found:
                self.source.fault(f"{path}[{index}]", f"duplicate: {word}")
            found.append(word)
        return tuple(found)

    def table(self, key: str) -> "Table":
        return self._as_table(self.get(key), self.at(key))

    def rows(self, key: str) -> list["Table"]:
        """A list of tables."""
        path = self.at(key)
        return [self._as_table(value, f"{path}[{index}]") for index, value in enumerate(self._list(key))]

    def tables(self, key: str) -> list["Table"]:
        """A list of tables in which every ``key`` is different."""
        tables = self.rows(key)
        seen: set[str] = set()
        for table in tables:
            if table.key("key") in seen:
                self.source.fault(table.at("key"), f"duplicate: {table.key('key')}")
            seen.add(table.key("key"))
        return tables

    def both(self, key: str) -> Bilingual:
        return self.table(key).languages()

    def both_each(self, key: str) -> tuple[Bilingual, ...]:
        path = self.at(key)
        return tuple(
            self._as_table(value, f"{path}[{index}]").languages() for index, value in enumerate(self._list(key))
        )

    def languages(self) -> Bilingual:
        self.allow("zh", "en")
        return Bilingual(zh=self.text("zh"), en=self.text("en"))

    def _list(self, key: str) -> list[object]:
        value = self.get(key)
        if not isinstance(value, list):
            self.source.fault(self.at(key), "must be a list")
        if not value:
            self.source.fault(self.at(key), "is an empty list")
        return value

    def _as_table(self, value: object, path: str) -> "Table":
        if not isinstance(value, dict):
            self.source.fault(path, "must be a table")
        return Table(value, path, self.source)

    def _one_of(self, value: object, kind: type[Word], path: str) -> Word:
        known = {str(word): word for word in kind}
        if not isinstance(value, str):
            self.source.fault(path, "must be text")
        if value not in known:
            self.source.fault(path, f"unknown {kind.__name__.lower()}: {value}; known are {', '.join(known)}")
        return known[value]
