"""Views of projects, deliverables and gates."""
