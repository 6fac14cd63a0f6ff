"""The rhythm wing: when people are spoken to, and how often."""
