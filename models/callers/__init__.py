"""Accounts and credentials."""
