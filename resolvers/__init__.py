"""What each query and mutation does."""
