"""What people send us: one module per kind of Slack payload. ``bot/app.py`` registers them."""
