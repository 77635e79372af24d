"""When something can be booked, and why not."""
