"""The people the data is about."""
