"""Faults to inject into Web API calls, each for a number of matching calls."""

from dataclasses import asdict, dataclass

from .trouble import HumanError, Json

KINDS = ("ratelimited", "http500", "drop_before", "drop_after", "slow", "error")


@dataclass(slots=True, kw_only=True)
class Fault:
    """An empty ``method`` or ``channel`` matches every call. ``when``: ``slow`` waits before or after the effect."""

    kind: str
    times: int = 1
    method: str = ""
    channel: str = ""
    retry_after: int = 1
    seconds: float = 1.0
    when: str = "before"
    error: str = "internal_error"

    def matches(self, method: str, channel: str) -> bool:
        return self.times > 0 and self.method in ("", method) and self.channel in ("", channel)


class Faults:
    """The first armed fault that matches is spent."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []

    def arm(self, wanted: Json) -> Fault:
        """Raises HumanError for an unknown kind or field."""
        known = set(Fault.__dataclass_fields__)
        if wanted.get("kind") not in KINDS or wanted.get("when", "before") not in ("before", "after"):
            raise HumanError("invalid_fault", f"kind is one of {', '.join(KINDS)}; when is before or after")
        if strange := set(wanted) - known:
            raise HumanError("invalid_fault", f"a fault has no {', '.join(sorted(strange))}")
        fault = Fault(**wanted)
        self._armed.append(fault)
        return fault

    def take(self, method: str, channel: str) -> Fault | None:
        for fault in self._armed:
            if fault.matches(method, channel):
                fault.times -= 1
                self._armed = [armed for armed in self._armed if armed.times > 0]
                return fault
        return None

    def clear(self) -> None:
        self._armed.clear()

    def as_json(self) -> list[Json]:
        return [asdict(fault) for fault in self._armed]
