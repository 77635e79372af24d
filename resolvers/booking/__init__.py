"""Agendas and appointments."""
