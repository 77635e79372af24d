"""Which purposes may use which category of which record?

A number stands for a set of purposes, because they are asked for every value. Source: the operator's
privacy policy (S9a to S9c); GDPR art. 5(1)(b), 5(1)(c), 6, 9(2), 21.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.words import Category, Function, Purpose
from permissions.caller import DEFAULT_PURPOSES
from permissions.policy import Standing

_BIT: Final[Mapping[str, int]] = {purpose.value: 1 << place for place, purpose in enumerate(Purpose)}


def mask(purposes: Iterable[str]) -> int:
    """Return the number that stands for a set of purposes."""
    return sum(_BIT[each] for each in set(purposes))


ALL: Final = mask(Purpose)
_BOOKING: Final = mask((Purpose.APPOINTMENT, Purpose.RELATIVE_APPOINTMENT, Purpose.CARE, Purpose.RIGHTS))
_FINDING: Final = _BOOKING | mask((Purpose.MATCHING, Purpose.REMINDER))

NEEDING: Final[Mapping[Category, int]] = {
    Category.IDENTITY: _FINDING,
    Category.REACH: _FINDING,
    Category.BIRTH: _BOOKING,
    Category.REASON: _BOOKING,
    Category.PHYSICIAN: _BOOKING,
    Category.NOTE: _BOOKING,
}
"""The purposes that need a category (art. 5(1)(c)); a reminder never needs the reason (S9b)."""


def needing(category: Category) -> tuple[Purpose, ...]:
    """Return the purposes that need a category, in the order of the list."""
    return tuple(purpose for purpose in Purpose if NEEDING[category] & _BIT[purpose])


_OF_THE_PERSON: Final = ALL & ~mask((Purpose.RELATIVE_APPOINTMENT,))
_OF_A_RELATIVE: Final = ALL & ~mask((Purpose.APPOINTMENT,))
_OF_STANDING: Final[Mapping[Standing, int]] = {
    Standing.BOOKER: mask((Purpose.RELATIVE_APPOINTMENT,)),
    Standing.REPRESENTATIVE: mask((Purpose.RELATIVE_APPOINTMENT, Purpose.CARE, Purpose.RIGHTS)),
}

OBJECTIONABLE: Final = frozenset(
    {
        Purpose.MATCHING,
        Purpose.APPOINTMENT,
        Purpose.REMINDER,
        Purpose.RELATIVE_APPOINTMENT,
        Purpose.CARE,
    }
)
"""What a person may object to (art. 21): the policy's purposes, not what the law orders."""

CONSENTABLE: Final = frozenset({Purpose.MATCHING, Purpose.REMINDER, Purpose.CARE})
"""What may rest on consent (art. 6(1)(a), 9(2)(a)): the rest rests on the contract or the law."""

ON_CONSENT: Final[Mapping[Standing, int]] = {
    Standing.CONTROLLER_DESK: mask(CONSENTABLE),
    Standing.PROCESSOR: mask(CONSENTABLE),
    Standing.PROCESSOR_INSTRUCTED: mask(CONSENTABLE),
    Standing.SUB_PROCESSOR: mask(CONSENTABLE),
    Standing.CONTROLLER_PROFESSIONAL: mask((Purpose.MATCHING, Purpose.REMINDER)),
    Standing.CONTROLLER_STAFF: mask((Purpose.MATCHING, Purpose.REMINDER)),
    Standing.RECIPIENT_PROFESSIONAL: mask((Purpose.MATCHING, Purpose.REMINDER)),
    Standing.RECIPIENT_STAFF: mask((Purpose.MATCHING, Purpose.REMINDER)),
}
"""What rests on consent for whom: a professional cares under 9(2)(h), the operator only by consent."""

SPECIAL_ON_CONSENT: Final = frozenset({Standing.CONTROLLER_DESK, Standing.SUB_PROCESSOR})
"""For whom special categories themselves rest on the consent to CARE (art. 9(2)(a))."""

SPECIAL: Final = frozenset({Category.REASON, Category.PHYSICIAN})
CARE: Final = mask((Purpose.CARE,))


def served_by(record: AppointmentRecord | ContactRecord) -> int:
    """Return the purposes that a record serves: what another booked or gave is a relative's."""
    giver = record.booked_by_contact_id if isinstance(record, AppointmentRecord) else record.source_contact_id
    return _OF_THE_PERSON if giver in {None, record.contact_id} else _OF_A_RELATIVE


def of_standing(standing: Standing) -> int:
    """Return the purposes that count for a standing: who acts for another acts for nothing else."""
    return _OF_STANDING.get(standing, ALL)


def is_narrowed(function: Function, purposes: frozenset[Purpose]) -> bool:
    """Whether a request serves less than its function does, so that purposes must be weighed one by one."""
    return purposes != DEFAULT_PURPOSES[function]


def left_of(record: AppointmentRecord | ContactRecord, upheld: int, withdrawn: int) -> int:
    """Return the purposes for which the operator still keeps a record.

    `upheld` are those of upheld objections, `withdrawn` those of withdrawn consents. A right is always
    served, but nothing is kept for it alone.
    """
    return mask(OBJECTIONABLE) & served_by(record) & ~upheld & ~(withdrawn & mask(CONSENTABLE))


def needs_special(purposes: int) -> bool:
    """Return whether any of these purposes needs special categories."""
    return any(purposes & NEEDING[category] for category in SPECIAL)
