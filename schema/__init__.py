"""The face: types, endpoint, limits."""
