"""What people call the thing an event outside is about."""

from flows.watches.observations import Event
from flows.watches.subjects import News
from flows.watches.triggers import is_private


def title_of(event: Event) -> str:
    """In one line."""
    subject = event.subject
    if isinstance(subject, News):  # what it is known by is an address
        return subject.title or subject.ref
    title = str(getattr(subject, "title", "") or getattr(subject, "indicator", "") or "")
    return f"{subject.ref} {title}".strip() if subject.ref not in title else title


def open_title(number: int, event: Event) -> str:
    """What the history, which all members read, calls a hit: one that is private by its number (DOMAIN.md R27)."""
    return f"#{number}" if is_private(event) else title_of(event)
