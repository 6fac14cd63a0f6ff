"""The linkage wing: features, families, standards, contributions, declarations, and what ties them together."""
