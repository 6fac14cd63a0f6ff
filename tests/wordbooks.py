"""The catalogs, read once for all tests: parsing them takes longer than most of what is tested with them."""

from functools import cache

from bot.words import WordBook


@cache
def word_book(default: str = "en") -> WordBook:
    """A word book is never changed, so everybody may hold the same."""
    return WordBook(default)
