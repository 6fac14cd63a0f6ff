"""How keys and names are compared: alike in every case and width (``ｌｄ－１２`` typed with a Chinese keyboard too)."""

import unicodedata


def fold(text: str) -> str:
    """Text for searching: compatibility characters replaced, case removed, spaces at the ends dropped."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def key_text(key: str) -> str:
    """A project key as it is stored: ``LD-12``."""
    return fold(key).upper()


def pattern(text: str) -> str:
    """A LIKE pattern (escape character backslash) for folded text that contains ``text``."""
    escaped = fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
