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

_ARCHIVE_OPENED = """EXISTS (
    SELECT 1 FROM record_state s WHERE s.record_id = {record}.id AND s.kind = 'ARCHIVE_OPENED'
        AND s.target = ? AND s.valid_until > ? AND s.ended_at IS NULL)"""

_TEAM = f"""EXISTS (
    SELECT 1 FROM care_team t WHERE t.contact_id = {{contact}} AND {among("t.member_id")}
        AND t.valid_from <= ? AND t.ended_at IS NULL {{named}})"""

_ACTS_FOR = """
SELECT r.relative_id FROM relationship r
WHERE r.contact_id = ? AND r.valid_from <= ? AND (r.valid_until IS NULL OR r.valid_until > ?)
"""

DAILY = frozenset({Function.PROFESSIONAL, Function.ASSISTANT, Function.DESK_AGENT, Function.PARTNER_SITE})
"""The functions for which an archived record is absent, unless they opened the archive with a reason."""


def appointments_of(view: Viewpoint) -> Scope:
    """Return the appointments that exist for a caller, as a condition on `a`."""
    return _daily(view, "a", _appointments_of(view))


def contacts_of(view: Viewpoint) -> Scope:
    """Return the contacts that exist for a caller, as a condition on `c`."""
    return _daily(view, "c", _contacts_of(view))


def archived_appointments_of(view: Viewpoint) -> Scope:
    """Return the archived appointments that a caller would read if they were not, as a condition on `a`."""
    return _archived("a", _appointments_of(view))


def archived_contacts_of(view: Viewpoint) -> Scope:
    """Return the archived contacts that a caller would read if they were not, as a condition on `c`."""
    return _archived("c", _contacts_of(view))


def _archived(record: str, scope: Scope) -> Scope:
    return Scope(f"{scope.sql} AND {record}.archived_at IS NOT NULL", scope.values)


def _daily(view: Viewpoint, record: str, scope: Scope) -> Scope:
    """Leave out what is archived, in the work of every day."""
    if view.caller.function not in DAILY:
        return scope
    opened = _ARCHIVE_OPENED.format(record=record)
    sql = f"{scope.sql} AND ({record}.archived_at IS NULL OR {opened})"
    return Scope(sql, (*scope.values, view.caller.account_id, view.now))


def _appointments_of(view: Viewpoint) -> Scope:
    caller = view.caller
    match caller.function:
        case Function.PROFESSIONAL | Function.ASSISTANT:
            return _appointments_of_staff(view)
        case Function.DESK_AGENT | Function.PROTECTION_OFFICER | Function.TECHNICAL_ADMIN:
            return EVERYTHING
        case Function.PARTNER_SITE:
            return Scope(f"a.partner_id = ? AND {_GUARANTEED}", (caller.party_id, *_partner(view)))
        case Function.CONTACT:
            return _appointments_of_contact(view)
    return NOTHING


def _appointments_of_staff(view: Viewpoint) -> Scope:
    """What they write and receive; and, in a care team, what the professional who named them holds."""
    professionals = listed(view.caller.professional_ids)
    own = Scope(among("a.professional_id"), (professionals,))
    if not view.caller.in_care_team:
        return own
    team = _TEAM.format(contact="a.contact_id", named="AND t.named_by = a.professional_id")
    return Scope(f"({own.sql} OR {team})", (professionals, professionals, view.now))


def _appointments_of_contact(view: Viewpoint) -> Scope:
    powers = f"{_ACTS_FOR} AND r.power <> 'NONE'"
    own = "a.contact_id = ? OR a.booked_by_contact_id = ? AND NOT a.secret"
    return Scope(
        f"({own} OR NOT a.secret AND a.contact_id IN ({powers}))",
        (view.contact_id, view.contact_id, view.contact_id, view.now, view.now),
    )


def _contacts_of(view: Viewpoint) -> Scope:
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
    own = Scope(f"({among('c.professional_id')} OR EXISTS ({visits}))", (professionals, professionals))
    if not view.caller.in_care_team:
        return own
    held = "AND (c.professional_id IS NULL OR c.professional_id = t.named_by)"
    team = _TEAM.format(contact="c.id", named=held)
    return Scope(f"({own.sql} OR {team})", (*own.values, professionals, view.now))


def _partner(view: Viewpoint) -> tuple[Value, ...]:
    return (view.caller.party_id, view.now, view.now)
