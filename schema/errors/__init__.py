"""Expected refusals of writes, as data."""
