"""Fills a database with projects, fast: one made by the use cases, the others its copies by SQL."""

import sqlite3
from pathlib import Path

from tests.bot.inbound.office import Office

COPIED = {"projects": "id", "members": "project_id", "deliverables": "project_id"}
"""Tables with rows for each project, and the column that names it."""
CHANGED = {"project_key": "'LD-' || n", "key_number": "n", "find_text": "'ld-' || n || ' ' || substr(find_text, 6)"}
"""What differs from one project to the next, beside its id."""
NUMBERS = "with recursive numbers(n) as (select 2 union all select n + 1 from numbers where n < :projects)"


def populate(office: Office, database: Path, projects: int) -> str:
    """Projects ``LD-1`` to ``LD-<projects>``, all of the same people and with the same work; the first one's id."""
    model = office.create("Radar without interference")
    connection = sqlite3.connect(database)
    with connection:
        for table, owner in COPIED.items():
            columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
            values = ", ".join(CHANGED.get(c, "'prj_' || printf('%020d', n)" if c == owner else c) for c in columns)
            connection.execute(
                f"{NUMBERS} insert into {table} ({', '.join(columns)}) "  # noqa: S608 -- names from the schema itself
                f"select {values} from numbers, {table} where {owner} = :model",
                {"projects": projects, "model": model},
            )
        connection.execute("analyze")
    # Half a gigabyte left in the write-ahead log would be written back by the kernel while we measure.
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    return model
