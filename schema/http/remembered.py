"""A memory that forgets what was used longest ago."""

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Keeps values up to a total weight; the least recently used go first."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.weight = 0
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """The value kept for a key, now the most recently used; None if there is none."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        return kept[0]

    def keep(self, key: K, value: V, *, weight: int = 1) -> None:
        """Keep a value; one that outweighs the whole memory is not kept."""
        self.drop(key)
        if weight > self.capacity:
            return
        self._kept[key] = (value, weight)
        self.weight += weight
        while self.weight > self.capacity:
            _, (_, lost) = self._kept.popitem(last=False)
            self.weight -= lost

    def drop(self, key: K) -> None:
        """Forget a key, known or not."""
        kept = self._kept.pop(key, None)
        if kept is not None:
            self.weight -= kept[1]
