"""How personal values and decisions are shown."""
