"""Speech. Slack, the scheduler, words and pictures; parses, calls a use case, renders, sends."""
