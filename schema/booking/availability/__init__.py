"""Free times, and why a time is not free."""
