"""Contacts and their relatives."""
