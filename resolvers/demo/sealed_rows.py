"""Sealed rows of the demo world: contacts and appointments as the database stores them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from models.ids import Kind
from models.privacy.presets import RULES
from models.sealing.cipher import Binding, DataKey, seal
from models.sealing.search_tokens import SearchTokens
from models.sealing.values import Note, Reason, Value, encode
from models.storage.dialect import Value as Column
from models.words import AppointmentStatus, Canceller, Function, PartyKind, Preset
from resolvers.booking.cancel import CancelReason
from resolvers.demo.days import instant
from resolvers.demo.named import demo_id
from resolvers.demo.organisations import OPERATOR_ID
from resolvers.demo.origin import origin_of, partner_id
from resolvers.demo.person import Person
from resolvers.demo.professionals import PROFESSIONALS
from resolvers.demo.visit import DemoVisit

Columns = dict[str, Column]

_DAY_S: Final = 86_400
_CONTROLLER: Final = {rule.channel: rule.controller for rule in RULES if rule.preset is Preset.POLICY}
_CANCELLER: Final = {
    Function.PROFESSIONAL: Canceller.PROFESSIONAL,
    Function.DESK_AGENT: Canceller.DESK,
    Function.PARTNER_SITE: Canceller.PARTNER,
    Function.CONTACT: Canceller.CONTACT,
}


class Sealer:
    """Seals what is said about contacts, each under the contact's own key."""

    def __init__(self, tenant: str, keys: Mapping[str, DataKey]) -> None:
        """Take the tenant the values are bound to and the data keys by contact."""
        self._tenant = tenant
        self._keys = keys

    def contact(self, person: Person, monday: date) -> Columns:
        """Return the row of a contact, as it was collected."""
        origin = origin_of(person, person.channel, person.professional)
        collected_at = instant(monday, 600) - person.days_known * _DAY_S
        sealed = {
            name: self._sealed(getattr(person, name), person.id, ("contact", name, person.id))
            for name in ("identity", "reach", "birth", "physician")
        }
        return {
            "id": person.id,
            "channel": person.channel.value,
            "professional_id": PROFESSIONALS[person.professional].id if person.professional else None,
            "partner_id": partner_id(person, person.channel),
            "source_contact_id": _contact_id(person.source),
            "entered_by": origin.party_id,
            "entered_by_account": origin.account_id,
            "collected_at": collected_at,
            "updated_at": collected_at,
            **sealed,
        }

    def appointment(self, visit: DemoVisit, now: int) -> Columns:
        """Return the row of an appointment, as it stands at an instant."""
        story, contact_id = visit.story, visit.person.id
        note = Note(story.note, story.about_third_party) if story.note else None
        reason = Reason(story.reason) if story.reason else None
        return {
            **_plain(visit, now),
            "reason": self._sealed(reason, contact_id, ("appointment", "reason", visit.id)),
            "note": self._sealed(note, contact_id, ("appointment", "note", visit.id)),
        }

    def proof(self, text: str | None, relationship_id: str, relative_id: str) -> bytes | None:
        """Return the sealed proof of a relationship, under the relative's key."""
        if text is None:
            return None
        place = Binding(self._tenant, "relationship", "proof", relationship_id)
        return seal(text.encode(), self._keys[relative_id], place)

    def _sealed(self, value: Value | None, contact_id: str, place: tuple[str, str, str]) -> bytes | None:
        if value is None:
            return None
        return seal(encode(value), self._keys[contact_id], Binding(self._tenant, *place))


def token_rows(makes: SearchTokens, person: Person) -> Iterator[Columns]:
    """Yield the search tokens of a contact, behind the wall of its controller."""
    by_professional = _CONTROLLER[person.channel] is PartyKind.PROFESSIONAL and person.professional
    wall = PROFESSIONALS[person.professional].id if by_professional and person.professional else OPERATOR_ID
    for value in (person.identity, person.reach, person.birth):
        for made in makes.tokens_of(wall, value) if value else ():
            yield {"token": made.token, "contact_id": person.id, "kind": made.kind.value}


def claim_row(visit: DemoVisit) -> Columns:
    """Return the time an appointment takes of its professional, or took before it was cancelled."""
    return {
        "id": demo_id(Kind.CLAIM, visit.id),
        "owner_id": visit.professional.id,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
        "state": "TAKEN" if visit.live else "FREED",
        "visit_type_id": visit.professional.visit_type_id(visit.visit_type),
    }


def seat_row(visit: DemoVisit) -> Columns:
    """Return the seat of an appointment in the time it takes."""
    return {"claim_id": demo_id(Kind.CLAIM, visit.id), "number": 0, "holder_id": visit.id}


def _plain(visit: DemoVisit, now: int) -> Columns:
    origin = origin_of(visit.person, visit.channel, visit.professional.key)
    made_at, over = visit.made_at(now), visit.ends_at <= now
    cancelled = visit.story.outlook is AppointmentStatus.CANCELLED
    return {
        "id": visit.id,
        "agenda_id": visit.professional.agenda_id(visit.place),
        "professional_id": visit.professional.id,
        "visit_type_id": visit.professional.visit_type_id(visit.visit_type),
        "contact_id": visit.person.id,
        "booked_by_contact_id": visit.booked_by.id if visit.booked_by else None,
        "channel": visit.channel.value,
        "partner_id": partner_id(visit.person, visit.channel),
        "origin_function": origin.function.value,
        "origin_party_id": origin.party_id,
        "origin_account_id": origin.account_id,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
        "status": visit.status(now).value,
        "cancelled_by": _CANCELLER[origin.function].value if cancelled else None,
        "cancel_reason": CancelReason.CONTACT_UNAVAILABLE.value if cancelled else None,
        "note_party_id": origin.party_id if visit.story.note else None,
        "note_about_third_party": visit.story.about_third_party,
        "secret": visit.secret,
        "created_at": made_at,
        "updated_at": visit.ends_at if over and not cancelled else made_at,
    }


def _contact_id(key: str | None) -> str | None:
    return demo_id(Kind.CONTACT, key) if key else None
