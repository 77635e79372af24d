"""What can be booked."""

import strawberry

from models.directory.record import VisitTypeRecord
from schema.node import Node
from schema.scalars import Duration


@strawberry.type(description="What can be booked with a professional.")
class VisitType(Node):
    name: str
    duration: Duration
    reason_required: bool = strawberry.field(description="Whether a booking must say its reason.")

    @classmethod
    def of(cls, record: VisitTypeRecord) -> "VisitType":
        return cls(
            id=strawberry.ID(record.id),
            name=record.name,
            duration=Duration(record.duration),
            reason_required=bool(record.reason_required),
        )
