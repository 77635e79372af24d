"""What was done and read, in a chain that nobody changes unseen."""
