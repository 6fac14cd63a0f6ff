"""Memory. Implements the ports that flows declares; the only floor that knows SQL."""

from storage.sqlite import SqliteStore, open_store

__all__ = ["SqliteStore", "open_store"]
