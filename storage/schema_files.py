"""The numbered schema files of the package, in order."""

from functools import cache
from importlib.resources import files

MIGRATION_SET = "liandong"
MIGRATIONS_TABLE = "_sqlite_migrations"


@cache
def schema_files() -> tuple[tuple[str, str], ...]:
    """Name (``0001_core``) and text of every migration, read once."""
    found = sorted(files("storage").joinpath("schema").iterdir(), key=lambda file: file.name)
    return tuple(
        (file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))
        for file in found
        if file.name.endswith(".sql")
    )


def migration_names() -> frozenset[str]:
    return frozenset(name for name, _ in schema_files())
