"""Expected refusals of a write: data for the payload, never an exception for the client."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ErrorCode(StrEnum):
    """What a write may be refused for."""

    SLOT_TAKEN = "SLOT_TAKEN"
    HOLD_EXPIRED = "HOLD_EXPIRED"
    HOLD_NOT_YOURS = "HOLD_NOT_YOURS"
    OFF_GRID = "OFF_GRID"
    OUTSIDE_HOURS = "OUTSIDE_HOURS"
    CLOSED = "CLOSED"
    TOO_SOON = "TOO_SOON"
    TOO_FAR = "TOO_FAR"
    LIMIT_REACHED = "LIMIT_REACHED"
    CONTACT_BLOCKED = "CONTACT_BLOCKED"
    NEW_CONTACTS_REFUSED = "NEW_CONTACTS_REFUSED"
    RELATIVE_NOT_ALLOWED = "RELATIVE_NOT_ALLOWED"
    CATEGORY_NOT_COLLECTED = "CATEGORY_NOT_COLLECTED"
    MISSING_REQUIRED_DATA = "MISSING_REQUIRED_DATA"
    OUTSIDE_CANCELLATION_WINDOW = "OUTSIDE_CANCELLATION_WINDOW"
    WRONG_STATE = "WRONG_STATE"
    VERSION_CONFLICT = "VERSION_CONFLICT"
    IDEMPOTENCY_MISMATCH = "IDEMPOTENCY_MISMATCH"
    MASK_WRITTEN_BACK = "MASK_WRITTEN_BACK"
    NOT_ALLOWED = "NOT_ALLOWED"
    BUSY_TRY_AGAIN = "BUSY_TRY_AGAIN"
    NOT_FOUND = "NOT_FOUND"
    PROCESSING_RESTRICTED = "PROCESSING_RESTRICTED"
    INVALID_NAME = "INVALID_NAME"
    INVALID_PHONE = "INVALID_PHONE"
    INVALID_EMAIL = "INVALID_EMAIL"
    INVALID_ADDRESS = "INVALID_ADDRESS"
    INVALID_BIRTH_DATE = "INVALID_BIRTH_DATE"
    INVALID_RPPS = "INVALID_RPPS"
    INVALID_TEXT = "INVALID_TEXT"
    INVALID_PERIOD = "INVALID_PERIOD"
    INVALID_KEY = "INVALID_KEY"
    INVALID_NUMBER = "INVALID_NUMBER"
    INVALID_HOURS = "INVALID_HOURS"
    INVALID_ZONE = "INVALID_ZONE"
    INVALID_REGION = "INVALID_REGION"
    INVALID_LANGUAGE = "INVALID_LANGUAGE"
    NOTHING_TO_CHANGE = "NOTHING_TO_CHANGE"
    INVALID_REASON = "INVALID_REASON"
    CONSENT_TEXT_CHANGED = "CONSENT_TEXT_CHANGED"
    LEGAL_HOLD = "LEGAL_HOLD"
    KEPT_BY_LAW = "KEPT_BY_LAW"
    CONTRADICTORY_RULES = "CONTRADICTORY_RULES"
    CONTRADICTORY_INPUT = "CONTRADICTORY_INPUT"


class Because(StrEnum):
    """Why, more closely than the code says: what people are told then names the bound and the next step."""

    RANGE = "RANGE"
    MINUTES = "MINUTES"
    TOO_MANY = "TOO_MANY"
    LENGTH = "LENGTH"
    LETTERS = "LETTERS"
    NAMES_SOMEBODY = "NAMES_SOMEBODY"
    PAST = "PAST"
    TOO_FAR_AHEAD = "TOO_FAR_AHEAD"
    TOO_LONG = "TOO_LONG"
    OUTSIDE_DAYS = "OUTSIDE_DAYS"
    ENDS_BEFORE_START = "ENDS_BEFORE_START"
    NAMED_TWICE = "NAMED_TWICE"
    BEYOND_CALENDARS = "BEYOND_CALENDARS"
    NOT_BETWEEN = "NOT_BETWEEN"
    WAIT = "WAIT"
    WAITS_ALREADY = "WAITS_ALREADY"
    WAITS_ENOUGH = "WAITS_ENOUGH"
    HOLDS_ENOUGH = "HOLDS_ENOUGH"
    EXTENDED_ENOUGH = "EXTENDED_ENOUGH"
    MODE_NOT_OFFERED = "MODE_NOT_OFFERED"
    NOT_THIS_WAY = "NOT_THIS_WAY"
    FOR_STAFF = "FOR_STAFF"
    FOR_MINORS = "FOR_MINORS"


@dataclass(frozen=True, slots=True)
class Fault:
    """One refusal: its code, the input it is about, and data for programs, nothing personal.

    `details` may hold `because`, a member of `Because`, with the bounds `least` and `most`.
    """

    code: ErrorCode
    path: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """Raised inside a write: nothing of it is kept, and the payload carries the faults."""

    def __init__(self, *faults: Fault) -> None:
        """Refuse for one reason or several."""
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def refuse(code: ErrorCode, *path: str, **details: Any) -> Refused:
    """Return the refusal of one input, ready to be raised."""
    return Refused(Fault(code, path, details))
