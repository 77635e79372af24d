"""The modules that hold Tortoise models."""

from typing import Final

MODEL_MODULES: Final[tuple[str, ...]] = (
    "models.directory.operator",
    "models.directory.practice",
    "models.directory.professional",
    "models.directory.place",
    "models.directory.agenda",
    "models.directory.visit_type",
    "models.directory.opening",
    "models.directory.partner",
    "models.directory.exception",
    "models.directory.resource",
    "models.contacts.contact",
    "models.contacts.relationship",
    "models.booking.appointment",
    "models.booking.claim",
    "models.booking.hold",
    "models.booking.waitlist",
    "models.booking.agenda_event",
    "models.privacy.controllership",
    "models.privacy.instruction",
    "models.journal.tables",
    "models.privacy.record_state",
    "models.privacy.consent",
    "models.privacy.objection",
    "models.contacts.care_team",
    "models.callers.account",
    "models.callers.api_client",
    "models.callers.revocation",
)
