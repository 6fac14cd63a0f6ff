"""Decisions. Pure: no Slack, no SQL, no clock, no environment, no randomness, no logging."""
