"""What every command of a project has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A request about one project. ``shown`` is the project version a form displayed, where a form did."""

    project_id: str = ""
    shown: int | None = None
