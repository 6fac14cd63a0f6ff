"""The watches: what the world outside shows us, compared with what it showed before."""
