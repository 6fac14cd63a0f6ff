"""What a repository may ask of a database, whichever it is: named statements with named parameters."""

from collections.abc import Iterator
from typing import Any, Protocol

Value = str | int | None
Row = tuple[Any, ...]


class Session(Protocol):
    """One connection inside one transaction. Statements are named ``file.name`` (``queries/*.sql``)."""

    def one(self, statement: str, **values: Value) -> Row | None:
        """The first row, or None."""

    def all(self, statement: str, **values: Value) -> list[Row]:
        """Every row, in the statement's order."""

    def each(self, statement: str, **values: Value) -> Iterator[Row]:
        """Rows as they are found; stop early when you have enough."""

    def run(self, statement: str, **values: Value) -> int:
        """How many rows a writing statement changed."""
