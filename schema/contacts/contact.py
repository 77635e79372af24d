"""Contacts and who acts for whom: every personal field is shown through the lens, on its own line."""

import strawberry

from models.contacts.record import ContactRecord
from models.words import Channel, LegalPower, RelationshipKind
from permissions import fields
from permissions.lens import Lens
from permissions.refusal import Refusal
from resolvers.contacts.relationships import RelationshipRecord
from resolvers.context import Context
from resolvers.related import Related
from schema.directory.party import Operator
from schema.node import Node
from schema.privacy.personal import (
    PersonalAddress,
    PersonalDate,
    PersonalText,
    personal_address,
    personal_date,
    personal_text,
)
from schema.privacy.record_privacy import RecordPrivacy
from schema.scalars import Instant


@strawberry.type(description="A person the data is about: a patient, a client, or a relative of one.")
class Contact(Node):
    context: strawberry.Private[Context]
    record: strawberry.Private[ContactRecord]
    related: strawberry.Private[Related]

    last_name: PersonalText = personal_text(fields.LAST_NAME)
    birth_name: PersonalText = personal_text(fields.BIRTH_NAME)
    first_name: PersonalText = personal_text(fields.FIRST_NAME)
    birth_date: PersonalDate = personal_date(fields.BIRTH_DATE)
    phone: PersonalText = personal_text(fields.PHONE)
    email: PersonalText = personal_text(fields.EMAIL)
    address: PersonalAddress = personal_address(fields.ADDRESS)
    treating_physician: PersonalText = personal_text(fields.TREATING_PHYSICIAN)

    @property
    def lens(self) -> Lens:
        return self.context.lens

    @strawberry.field(description="How the record was collected.")
    def channel(self) -> Channel:
        return Channel(self.record.channel)

    @strawberry.field(description="When the record was collected.")
    def collected_at(self) -> Instant:
        return Instant(self.record.collected_at)

    @strawberry.field(description="Grows with each write; give it as expectedVersion.")
    def version(self) -> int:
        return self.record.version

    @strawberry.field(description="For whom this contact acts now. Asked once in a line: not of a relative.")
    def relatives(self) -> list["Relationship"]:
        found = self.related.relationships.get(self.record.id)
        if found is None:
            raise Refusal("relatives_once", code="BAD_USER_INPUT")
        return [Relationship.of(each, self.context, self.related) for each in found]

    @strawberry.field(description="Who controls this record, and what the caller may see of it.")
    def privacy(self) -> RecordPrivacy:
        return RecordPrivacy(
            lens=self.lens,
            record=self.record,
            entries=self.related.entries,
            operator=Operator.of(self.context),
        )

    @classmethod
    def of(cls, record: ContactRecord, context: Context, related: Related) -> "Contact":
        return cls(id=strawberry.ID(record.id), context=context, record=record, related=related)


@strawberry.type(description="A contact acts for a relative, who is a contact as well.")
class Relationship(Node):
    context: strawberry.Private[Context]
    record: strawberry.Private[RelationshipRecord]
    related: strawberry.Private[Related]

    @strawberry.field(description="What the contact is to the relative.")
    def kind(self) -> RelationshipKind:
        return RelationshipKind(self.record.kind)

    @strawberry.field(description="By which power it acts; NONE is no power, and opens nothing.")
    def power(self) -> LegalPower:
        return LegalPower(self.record.power)

    @strawberry.field(description="Whether staff wrote down the proof of the power.")
    def proven(self) -> bool:
        return bool(self.record.proven)

    @strawberry.field
    def valid_from(self) -> Instant:
        return Instant(self.record.valid_from)

    @strawberry.field(
        description="When it ends or ended; parental authority ends when the relative comes of age."
    )
    def valid_until(self) -> Instant | None:
        return None if self.record.valid_until is None else Instant(self.record.valid_until)

    @strawberry.field(description="Who acts; null where it does not exist for the caller.")
    def contact(self) -> Contact | None:
        return self._known(self.record.contact_id)

    @strawberry.field(description="Who is acted for; null where it does not exist for the caller.")
    def relative(self) -> Contact | None:
        return self._known(self.record.relative_id)

    def _known(self, contact_id: str) -> Contact | None:
        found = self.related.contacts.get(contact_id)
        return Contact.of(found, self.context, self.related) if found else None

    @classmethod
    def of(cls, record: RelationshipRecord, context: Context, related: Related) -> "Relationship":
        return cls(id=strawberry.ID(record.id), context=context, record=record, related=related)
