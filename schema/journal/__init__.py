"""The journal and its alerts, as they are read."""
