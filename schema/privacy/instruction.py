"""Instructions: the controller's documented orders to its processor."""

import strawberry

from models.privacy.record import InstructionRecord
from models.words import Category, Purpose
from resolvers.directory.entries import Entries
from schema.directory.professional import Professional, professional_of
from schema.node import Node
from schema.scalars import Instant
from schema.words import DataCategory


@strawberry.type(
    description="The controller's documented order to its processor (GDPR art. 28(3)(a)): it opens exactly "
    "the named categories, for the named purposes and period."
)
class Instruction(Node):
    professional: Professional = strawberry.field(description="The controller who gives it.")
    categories: list[DataCategory]  # type: ignore[valid-type]
    purposes: list[Purpose]
    text: str
    valid_from: Instant
    valid_until: Instant | None
    given_at: Instant
    withdrawn_at: Instant | None

    @classmethod
    def of(cls, record: InstructionRecord, entries: Entries) -> "Instruction":
        return cls(
            id=strawberry.ID(record.id),
            professional=professional_of(entries.professionals[record.professional_id], entries),
            categories=sorted(record.categories, key=list(Category).index),
            purposes=sorted(record.purposes, key=list(Purpose).index),
            text=record.text,
            valid_from=Instant(record.valid_from),
            valid_until=None if record.valid_until is None else Instant(record.valid_until),
            given_at=Instant(record.given_at),
            withdrawn_at=None if record.withdrawn_at is None else Instant(record.withdrawn_at),
        )
