"""Memory. Implements the ports that flows declares; the only floor that knows SQL."""
