"""Personal values sealed by category."""
