"""What leaves Slack as a file: pure functions from a project and its history to text."""
