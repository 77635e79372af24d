"""Who waits for a time, and who is offered one that became free."""
