"""An instruction as it was read."""

from dataclasses import dataclass

from models.words import Category, Purpose


@dataclass(frozen=True, slots=True)
class InstructionRecord:
    """A controller's order to its processor; `signed_by` and `withdrawn_by` are accounts."""

    id: str
    professional_id: str
    processor_id: str
    categories: frozenset[Category]
    purposes: frozenset[Purpose]
    text: str
    valid_from: int
    valid_until: int | None
    signed_by: str
    given_at: int
    withdrawn_at: int | None

    def holds_at(self, instant: int) -> bool:
        """Whether the instruction is in force at an instant."""
        ended = self.valid_until is not None and self.valid_until <= instant
        withdrawn = self.withdrawn_at is not None and self.withdrawn_at <= instant
        return self.valid_from <= instant and not ended and not withdrawn
