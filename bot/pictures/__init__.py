"""Pictures for Slack, drawn without a screen: PNG in the reader's language, and the same content in words."""
