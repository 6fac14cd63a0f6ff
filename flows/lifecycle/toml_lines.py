"""Finds the line of every key in TOML text, which tomllib does not tell. The text must already be valid TOML."""

import re

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN_VALUE = re.compile(r"[^,\]}#\n]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # three to five quotes: up to two may belong to the text
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")


def locate(text: str) -> dict[str, int]:
    """Dotted key path (``stages[0].gate.criteria[1].en``) -> line, from 1. The whole document is path ``""``."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


def nearest_line(lines: dict[str, int], path: str) -> int:
    """The line of a path or, where it is not in the text, of the closest thing around it."""
    while path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines[path]


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines = {"": 1}
        self._table = ""
        self._sizes: dict[str, int] = {}  # arrays of tables -> how many so far

    def document(self) -> None:
        self._skip(_GAP)
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                self._header()
            else:
                self._pair(self._table)
            self._skip(_GAP)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def _take(self, token: str) -> bool:
        if not self.text.startswith(token, self.at):
            return False
        self.at += len(token)
        return True

    def _record(self, path: str) -> None:
        self.lines.setdefault(path, self.text.count("\n", 0, self.at) + 1)

    def _header(self) -> None:
        is_array = self._take("[[")
        if not is_array:
            self._take("[")
        path = ""
        parts = self._key()
        for part in parts[:-1]:
            path = self._latest(_join(path, part))
        path = _join(path, parts[-1])
        if is_array:
            size = self._sizes.get(path, 0)
            self._sizes[path] = size + 1
            self._record(path)
            path = f"{path}[{size}]"
        else:
            path = self._latest(path)
        self._record(path)
        self._take("]]" if is_array else "]")
        self._table = path

    def _latest(self, path: str) -> str:
        return f"{path}[{self._sizes[path] - 1}]" if path in self._sizes else path

    def _key(self) -> list[str]:
        parts = []
        while True:
            self._skip(_SPACES)
            parts.append(self._skip(_BARE) or self._skip(_STRING)[1:-1])
            self._skip(_SPACES)
            if not self._take("."):
                return parts

    def _pair(self, table: str) -> None:
        start = self.at
        path = table
        for part in self._key():
            path = _join(path, part)
            end, self.at = self.at, start
            self._record(path)
            self.at = end
        self._take("=")
        self._skip(_SPACES)
        self._value(path)

    def _value(self, path: str) -> None:
        if self._take("["):
            self._sequence("]", path)
        elif self._take("{"):
            self._sequence("}", path)
        elif not self._skip(_STRING):
            self._skip(_PLAIN_VALUE)

    def _sequence(self, closing: str, path: str) -> None:
        """The inside of an array or an inline table, up to and with its closing bracket."""
        index = 0
        self._skip(_GAP)
        while not self._take(closing):
            if closing == "}":
                self._pair(path)
            else:
                self._record(f"{path}[{index}]")
                self._value(f"{path}[{index}]")
            index += 1
            self._skip(_GAP)
            self._take(",")
            self._skip(_GAP)


def _join(path: str, part: str) -> str:
    return f"{path}.{part}" if path else part
