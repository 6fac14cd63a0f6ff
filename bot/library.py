"""The templates of each workspace: those that ship, and those it has imported.

Imported versions are never changed or removed, so what was read once stays right and needs no second look. Only who
asks for a version that is not known yet, or which versions there are, makes us look into the store; another process
may have imported one. That keeps every ordinary lookup at the price of a dictionary's.
"""

import logging
from importlib.resources import files
from importlib.resources.abc import Traversable

from flows.errors import TemplateFault
from flows.lifecycle.template import Template, Templates
from flows.lifecycle.template_text import parse_template
from flows.ports import ImportedTemplate, Store

log = logging.getLogger(__name__)


def shipped_file(name: str) -> Traversable:
    """Where a template that ships is written down."""
    return files("flows.lifecycle") / "templates" / f"{name}.toml"


class Library:
    """Implements ``flows.lifecycle.template.Catalogue`` over a store. Thread-safe: lookups only ever grow."""

    def __init__(self, shipped: Templates, store: Store) -> None:
        self._shipped, self._store = shipped, store
        self._teams: dict[str, TeamTemplates] = {}

    def of(self, team_id: str) -> "TeamTemplates":
        """The templates of one workspace."""
        known = self._teams.get(team_id)
        return known or self._teams.setdefault(team_id, TeamTemplates(self._shipped, self._store, team_id))


class TeamTemplates(Templates):
    """What one workspace can follow. An imported version goes before a shipped one of the same name and number:
    projects follow it already, since no import can take a number that was there."""

    def __init__(self, shipped: Templates, store: Store, team_id: str) -> None:
        super().__init__(shipped)
        self._store, self.team_id = store, team_id
        self._read: set[tuple[str, int]] = set()
        self.faults: tuple[TemplateFault, ...] = ()
        self._look()

    def get(self, name: str, version: int) -> Template:
        if (name, version) not in self._by_version:
            self._look()
        return super().get(name, version)

    def latest(self, name: str) -> Template:
        self._look()
        return super().latest(name)

    def every(self) -> tuple[Template, ...]:
        self._look()
        return super().every()

    def text(self, name: str, version: int) -> str:
        """The text of a version as it was written, comments and all. Raises KeyError for one that is not here."""
        with self._store.read() as reads:
            imported = reads.imported_template(self.team_id, name, version)
        if imported is not None:
            return imported.text
        self.get(name, version)
        return shipped_file(name).read_text(encoding="utf-8")

    def _look(self) -> None:
        """Read what was imported since the last look."""
        with self._store.read() as reads:
            new = [place for place in reads.template_versions(self.team_id) if place not in self._read]
            texts = [reads.imported_template(self.team_id, *place) for place in new]
        if not new:
            return
        found = [self._parsed(imported) for imported in texts if imported is not None]
        self._by_version = {**self._by_version, **{(t.name, t.version): t for t in found if t is not None}}
        self._read |= set(new)

    def _parsed(self, imported: ImportedTemplate) -> Template | None:
        """None for a text that an earlier version of ours took and this one does not: its projects stand still."""
        try:
            return parse_template(imported.text, f"{imported.name}.toml")
        except TemplateFault as fault:
            log.error("an imported template cannot be used: %s", fault)
            self.faults = (*self.faults, fault)
            return None
