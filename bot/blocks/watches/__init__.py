"""Views of the watches: what is watched, what was found, and what people make of it."""
