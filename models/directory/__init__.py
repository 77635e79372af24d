"""Professionals, their practices, places and what can be booked."""
