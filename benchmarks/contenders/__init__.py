"""Applications that answer one question over the same database, each in its own way."""
