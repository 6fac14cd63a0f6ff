"""One line of the doctor's report, and what a database or template that cannot be used is called. Pure."""

from dataclasses import dataclass

from flows.errors import DatabaseBusy, DatabaseNewer, DatabaseUnusable, StorageError, TemplateFault


@dataclass(frozen=True, slots=True)
class Finding:
    """``level`` is ``ok``, ``note`` (worth knowing) or ``problem`` (with what to do)."""

    level: str
    name: str
    text: str
    what_to_do: str = ""

    @property
    def is_problem(self) -> bool:
        return self.level == "problem"

    def line(self) -> str:
        """As printed: level, name, text, and after an arrow what to do."""
        return f"{self.level:<8} {self.name:<10} {self.text}" + (f" -> {self.what_to_do}" if self.what_to_do else "")


def ok(name: str, text: str) -> Finding:
    return Finding("ok", name, text)


def note(name: str, text: str, what_to_do: str = "") -> Finding:
    return Finding("note", name, text, what_to_do)


def problem(name: str, text: str, what_to_do: str) -> Finding:
    return Finding("problem", name, text, what_to_do)


def words_for(error: StorageError | TemplateFault) -> tuple[str, str]:
    """What is wrong with the database or a template, and what to do."""
    match error:
        case DatabaseNewer():
            return (
                f"{error.location} was written by a newer version of Liandong.",
                "Start that version, or restore a copy.",
            )
        case DatabaseUnusable():
            return (
                f"{error.location} cannot be used: {error.problem}.",
                "Set DATABASE_URL to another place, or restore a copy.",
            )
        case DatabaseBusy():
            return (
                f"{error.location} is locked by another process.",
                "Wait for it to finish, or stop it, and start again.",
            )
        case _:
            return str(error), "Put the shipped file back."
