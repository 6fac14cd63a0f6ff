"""The lifecycle wing: projects, deliverables, gates."""
