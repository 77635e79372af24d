"""The slot engine: pure functions over integer intervals."""
