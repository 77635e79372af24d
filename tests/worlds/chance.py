"""Randomness that repeats itself: what the product draws comes from a seed, the same in both worlds."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Final

import pytest

PLACES: Final = (
    "models.ids.secrets",
    "models.sealing.cipher.os",
    "models.sealing.keys.secrets",
    "models.sealing.master_key.os",
    "models.sealing.master_key.secrets",
    "models.sealing.named_secrets.secrets",
    "schema.http.request_id.token_hex",
)
"""Where the product draws at random while it serves, each a stream of its own: ids do not depend on seals."""


class Dice:
    """Stands for `secrets`, for `os.urandom` and, called, for `secrets.token_hex`."""

    def __init__(self) -> None:
        self._drawn = Random()  # noqa: S311 - it must repeat itself

    def __call__(self, count: int) -> str:
        return self.token_bytes(count).hex()

    def reset(self, seed: str) -> None:
        """Begin again; the same seed draws the same."""
        self._drawn.seed(seed)

    def token_bytes(self, count: int) -> bytes:
        return self._drawn.randbytes(count)

    def urandom(self, count: int) -> bytes:
        return self.token_bytes(count)

    def token_hex(self, count: int) -> str:
        return self(count)


class Chance:
    """All that the product draws."""

    def __init__(self) -> None:
        self.dice = {place: Dice() for place in PLACES}

    def reset(self, seed: str) -> None:
        """Begin every stream again."""
        for place, dice in self.dice.items():
            dice.reset(f"{place} {seed}")

    @contextmanager
    def ruling(self) -> Iterator[None]:
        """Let the product draw from here."""
        with pytest.MonkeyPatch.context() as patch:
            for place, dice in self.dice.items():
                patch.setattr(place, dice)
            yield
