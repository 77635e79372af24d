"""Databases, transactions and migrations."""
