"""What is stored, and what must always be true."""
