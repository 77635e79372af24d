"""Joining, leaving and reading waiting lists."""
