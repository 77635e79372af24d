"""Which records exist for this caller? A record outside is absent, uncounted, and unknown by its id."""

from dataclasses import dataclass

from models.storage.dialect import Value, among, listed
from models.words import Function
from permissions.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition on `a` (appointments) or `c` (contacts) with the values it binds."""

    sql: str
    values: tuple[Value, ...] = ()


NOTHING = Scope("1 = 0")
EVERYTHING = Scope("1 = 1")

_GUARANTEED = "EXISTS (SELECT 1 FROM partner p WHERE p.id = ? AND COALESCE(p.guarantee_until, ?) >= ?)"

_ACTS_FOR = """
SELECT r.relative_id FROM relationship r
WHERE r.contact_id = ? AND r.valid_from <= ? AND (r.valid_until IS NULL OR r.valid_until > ?)
"""


def appointments_of(view: Viewpoint) -> Scope:
    """Return the appointments that exist for a caller, as a condition on `a`."""
    caller = view.caller
    match caller.function:
        case Function.PROFESSIONAL | Function.ASSISTANT:
            return Scope(among("a.professional_id"), (listed(caller.professional_ids),))
        case Function.DESK_AGENT | Function.PROTECTION_OFFICER | Function.TECHNICAL_ADMIN:
            return EVERYTHING
        case Function.PARTNER_SITE:
            return Scope(f"a.partner_id = ? AND {_GUARANTEED}", (caller.party_id, *_partner(view)))
        case Function.CONTACT:
            return _appointments_of_contact(view)
    return NOTHING


def _appointments_of_contact(view: Viewpoint) -> Scope:
    powers = f"{_ACTS_FOR} AND r.power <> 'NONE'"
    own = "a.contact_id = ? OR a.booked_by_contact_id = ? AND NOT a.secret"
    return Scope(
        f"({own} OR NOT a.secret AND a.contact_id IN ({powers}))",
        (view.contact_id, view.contact_id, view.contact_id, view.now, view.now),
    )


def contacts_of(view: Viewpoint) -> Scope:
    """Return the contacts that exist for a caller, as a condition on `c`."""
    caller = view.caller
    match caller.function:
        case Function.PROFESSIONAL | Function.ASSISTANT:
            return _contacts_of_staff(view)
        case Function.DESK_AGENT | Function.PROTECTION_OFFICER | Function.TECHNICAL_ADMIN:
            return EVERYTHING
        case Function.PARTNER_SITE:
            return Scope(f"c.partner_id = ? AND {_GUARANTEED}", (caller.party_id, *_partner(view)))
        case Function.CONTACT:
            return Scope(
                f"(c.id = ? OR c.source_contact_id = ? OR c.id IN ({_ACTS_FOR}))",
                (view.contact_id, view.contact_id, view.contact_id, view.now, view.now),
            )
    return NOTHING


def _contacts_of_staff(view: Viewpoint) -> Scope:
    professionals = listed(view.caller.professional_ids)
    visits = f"SELECT 1 FROM appointment v WHERE v.contact_id = c.id AND {among('v.professional_id')}"
    return Scope(f"({among('c.professional_id')} OR EXISTS ({visits}))", (professionals, professionals))


def _partner(view: Viewpoint) -> tuple[Value, ...]:
    return (view.caller.party_id, view.now, view.now)
