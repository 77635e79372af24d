"""Appointments."""

import strawberry

from models.booking.record import AppointmentRecord
from models.words import AppointmentStatus, Canceller, Channel, Mode
from permissions import fields
from permissions.lens import Lens
from resolvers.booking.allowed import can_cancel, can_take, status_at
from resolvers.booking.lifecycle import Step
from resolvers.context import Context
from resolvers.related import Related
from schema.contacts.contact import Contact
from schema.directory.party import Operator
from schema.directory.place import Place, place_of
from schema.directory.professional import Professional, professional_of
from schema.directory.visit_type import VisitType
from schema.node import Node
from schema.privacy.described import description_of
from schema.privacy.personal import PersonalText, directive_of, personal_text, text_of
from schema.privacy.record_privacy import RecordPrivacy
from schema.scalars import Instant


@strawberry.type(description="A booked time.")
class Appointment(Node):
    context: strawberry.Private[Context]
    record: strawberry.Private[AppointmentRecord]
    related: strawberry.Private[Related]

    note: PersonalText = personal_text(fields.NOTE)

    @property
    def lens(self) -> Lens:
        return self.context.lens

    @strawberry.field(
        directives=[directive_of(fields.VISIT_REASON)],
        description=description_of(fields.VISIT_REASON) + "\nIn part: the name of the visit type.",
    )
    def visit_reason(self) -> PersonalText:
        label = self.related.visit_types[self.record.visit_type_id].name
        return text_of(self.lens, self.record, fields.VISIT_REASON, coded_label=label)

    @strawberry.field
    def starts_at(self) -> Instant:
        return Instant(self.record.starts_at)

    @strawberry.field
    def ends_at(self) -> Instant:
        return Instant(self.record.ends_at)

    @strawberry.field
    def status(self) -> AppointmentStatus:
        return status_at(self.record, self.context.now)

    @strawberry.field(description="How professional and contact meet.")
    def mode(self) -> Mode:
        return Mode(self.record.mode)

    @strawberry.field(description="Until when it waits for approval, where it does.")
    def pending_until(self) -> Instant | None:
        return None if self.record.pending_until is None else Instant(self.record.pending_until)

    @strawberry.field(description="Whether the caller may cancel or move it now.")
    def viewer_can_cancel(self) -> bool:
        return can_cancel(self.context, self.record)

    @strawberry.field(description="Whether the caller may confirm it now.")
    def viewer_can_confirm(self) -> bool:
        return can_take(self.context, self.record, Step.CONFIRM)

    @strawberry.field(description="Whether the caller may approve or decline it now.")
    def viewer_can_approve(self) -> bool:
        return can_take(self.context, self.record, Step.APPROVE)

    @strawberry.field(description="How the entry was collected.")
    def channel(self) -> Channel:
        return Channel(self.record.channel)

    @strawberry.field(description="Who cancelled it, where it is cancelled.")
    def cancelled_by(self) -> Canceller | None:
        return Canceller(self.record.cancelled_by) if self.record.cancelled_by else None

    @strawberry.field(description="The series it was booked in, where it was.")
    def series_id(self) -> strawberry.ID | None:
        return strawberry.ID(self.record.series_id) if self.record.series_id else None

    @strawberry.field(description="Grows with each write; give it as expectedVersion.")
    def version(self) -> int:
        return self.record.version

    @strawberry.field(description="Who comes; null where only the time may be known.")
    def contact(self) -> Contact | None:
        found = self.related.contacts.get(self.record.contact_id)
        return Contact.of(found, self.context, self.related) if found else None

    @strawberry.field
    def professional(self) -> Professional:
        record = self.related.entries.professionals[self.record.professional_id]
        return professional_of(record, self.related.entries)

    @strawberry.field(
        description="What was booked. It is the visit reason in part: null for whom the reason is withheld, "
        "unless the caller booked it."
    )
    def visit_type(self) -> VisitType | None:
        if not self.lens.tells_visit_type(self.record):
            return None
        return VisitType.of(self.related.visit_types[self.record.visit_type_id])

    @strawberry.field
    def place(self) -> Place:
        return place_of(self.related.agendas[self.record.agenda_id])

    @strawberry.field(description="Who controls this entry, and what the caller may see of it.")
    def privacy(self) -> RecordPrivacy:
        return RecordPrivacy(
            lens=self.lens,
            record=self.record,
            entries=self.related.entries,
            operator=Operator.of(self.context),
        )

    @classmethod
    def of(cls, record: AppointmentRecord, context: Context, related: Related) -> "Appointment":
        return cls(id=strawberry.ID(record.id), context=context, record=record, related=related)
