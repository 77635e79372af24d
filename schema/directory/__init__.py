"""Types of the public directory."""
