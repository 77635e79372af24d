"""What the inputs of management share."""

from collections.abc import Iterable
from typing import Any

import strawberry

from resolvers.booking.management.change import ManagementReason
from schema.writing import idempotency_key

strawberry.enum(
    ManagementReason,
    description="Why an agenda is changed: a code for the journal, nothing about anybody's health.",
)


@strawberry.input(description="What every change of agendas may say.")
class ManagementInput:
    reason: ManagementReason | None = strawberry.field(default=None, description="Kept in the journal.")
    idempotency_key: str | None = idempotency_key()


def given_of(asked: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return the values an input gives by name; what is absent is left out, what is null stays."""
    values = {name: getattr(asked, name, strawberry.UNSET) for name in names}
    return {name: value for name, value in values.items() if value is not strawberry.UNSET}
