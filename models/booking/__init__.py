"""Appointments and the time they take."""
