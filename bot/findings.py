"""One line of the doctor's report. Pure."""

from dataclasses import dataclass


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
