"""Several times booked as one, and given back as one."""
