"""Feeds: one fetcher that goes out, and one small reader per source that turns bytes into observations."""
