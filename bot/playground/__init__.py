"""A local, strict, Slack-compatible workspace: the demo's far side and that of every journey test."""
