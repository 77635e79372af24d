"""Runs operations, what is plain in them straight through."""
