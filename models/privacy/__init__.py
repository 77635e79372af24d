"""Controllership rules and instructions."""
