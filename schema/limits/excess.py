"""The answer to an operation that asks for too much."""


class LimitExceeded(Exception):
    """An operation went over a limit.

    `key` names the limit (`limit.depth`, `limit.aliases`, `limit.directives`, `limit.cost`, `limit.page`),
    `limit` and `found` are counts.
    """

    def __init__(self, key: str, *, limit: int, found: int) -> None:
        super().__init__(key)
        self.key = key
        self.limit = limit
        self.found = found


class FragmentLoop(Exception):
    """A fragment contains itself; `name` is its name in the document."""

    def __init__(self, name: str) -> None:
        super().__init__("A fragment contains itself.")
        self.name = name
