"""Where the database is: ``DATABASE_URL`` as a file."""

from pathlib import Path

from flows.errors import DatabaseUnusable

_SQLITE = "sqlite:///"


def file_of(url: str) -> Path:
    """The file of ``sqlite:///relative.db``, ``sqlite:////absolute.db`` or a bare path.

    Raises DatabaseUnusable for anything else; a password in the address is not repeated.
    """
    scheme, separator, _ = url.partition("://")
    if url.startswith(_SQLITE):
        name = url.removeprefix(_SQLITE)
    elif separator:
        raise DatabaseUnusable(f"{scheme}://…", "only sqlite:///path addresses are known")
    else:
        name = url
    if not name or name == ":memory:":
        raise DatabaseUnusable(url, "the database must be a file")
    return Path(name)
