"""Catalogs and templates, read once for all tests: parsing them takes longer than most of what is tested with them."""

from functools import cache

from bot.bootstrap import load_templates
from bot.words import WordBook
from flows.lifecycle.template import Templates


@cache
def word_book(default: str = "en") -> WordBook:
    """A word book is never changed, so everybody may hold the same."""
    return WordBook(default)


@cache
def shipped_templates() -> Templates:
    """The workflow templates that ship with the product; they are never changed either."""
    return load_templates()
