"""What every booking says of a visit, beside its time."""

import strawberry

from models.words import Mode
from permissions import fields
from resolvers.booking.named_time import NOTHING_BESIDE, Beside
from resolvers.booking.slot_id import Slot
from resolvers.booking.wish import OverrideReason, Wish
from schema.privacy.personal import directive_of

strawberry.enum(OverrideReason, description="Why a soft rule is overridden: a code, never a text.")


@strawberry.input(description="Who comes, and what for.")
class VisitInput:
    contact_id: strawberry.ID = strawberry.field(
        description="Who comes: a contact, or the relative it acts for."
    )
    mode: Mode | None = strawberry.field(default=None, description="In person where offered, unless given.")
    override_reason: OverrideReason | None = strawberry.field(
        default=None, description="Staff and desk book against a soft rule by giving a reason; it is kept."
    )
    reason: str | None = strawberry.field(
        default=None,
        directives=[directive_of(fields.VISIT_REASON)],
        description="Optional unless the visit type requires it; then the booking is refused without it.",
    )
    note: str | None = strawberry.field(
        default=None,
        directives=[directive_of(fields.NOTE)],
        description="Optional; staff only. What its author should remember.",
    )
    note_about_third_party: bool = strawberry.field(
        default=False, description="Keeps the note from the person (art. 15(4))."
    )
    secret: bool = strawberry.field(
        default=False,
        description="A minor's secret: representatives know nothing of it (CSP L1111-5). Not for adults.",
    )

    def wish(self, slot: Slot | None, hold_id: str | None = None, beside: Beside = NOTHING_BESIDE) -> Wish:
        """Return the wish for this visit at a time, or from a hold."""
        return Wish(
            slot=slot,
            hold_id=hold_id,
            contact_id=self.contact_id,
            mode=self.mode,
            reason=self.reason,
            note=self.note,
            note_about_third_party=self.note_about_third_party,
            secret=self.secret,
            override=self.override_reason,
            beside=beside,
        )
