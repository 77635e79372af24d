"""What came of one role's journey through both worlds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from tests.worlds.prepared import COMPILED
from tests.worlds.roads import Roads

_SHOWN: Final = 4


@dataclass(frozen=True)
class Report:
    """What came of one role's journey; role and turn are all of its seed."""

    kind: str
    role: str
    turn: int
    found: Sequence[str]
    asked: Counter[str]
    codes: Counter[str]
    operations: int
    took_effect: int

    def never_asked(self) -> list[str]:
        """Return the fields of the schema that no operation asked for and was answered."""
        return sorted(_coordinates() - self.asked.keys())

    def differences(self, replay: str) -> str:
        """Return what differed between the worlds, and by which test that comes again."""
        return "\n".join([*self.found[:_SHOWN], f'again: python -m pytest "{replay}"'])

    def told(self) -> dict[str, Any]:
        """Return what is told of it at the end of a run, as JSON holds it."""
        return {
            "who": f"{self.kind}, {self.role}",
            "turn": self.turn,
            "asked": dict(self.asked),
            "codes": dict(self.codes),
            "operations": self.operations,
            "took_effect": self.took_effect,
            "differences": len(self.found),
        }


@lru_cache(maxsize=1)
def _coordinates() -> frozenset[str]:
    return frozenset(Roads(COMPILED).coordinates)
