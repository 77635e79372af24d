"""Small worlds for tests: plain functions that write rows, sealed as the product seals them.

Every function writes to the open, migrated databases and returns the new id; any column may be given
by keyword. `small_world` builds one party of each kind, and makes callers and their requests. What is
not sealed comes from `tests/support/rows.py`, and may be asked for here as well.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from models.booking.record import SELECT as SELECT_APPOINTMENT
from models.booking.record import AppointmentRecord
from models.contacts.record import SELECT as SELECT_CONTACT
from models.contacts.record import ContactRecord
from models.ids import Kind, new_id
from models.sealing.cipher import Binding, seal
from models.sealing.keys import KeyRing, open_keyring
from models.sealing.master_key import new_master_key, parse_master_keys
from models.sealing.named_secrets import SecretName
from models.sealing.search_tokens import SearchTokens
from models.sealing.values import VALUE_OF, Birth, Identity, Note, Physician, Reach, Reason, encode
from models.sealing.values import Value as Personal
from models.storage.dialect import Value
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from models.words import Channel, Function, Language, Preset, Sector
from permissions.caller import ANONYMOUS, DEFAULT_PURPOSES, PARTY_KIND_OF, Caller
from permissions.controllership import load_controllership
from resolvers.context import Context, Installation, new_context
from tests.support.rows import (
    DAY,
    HOUR,
    NOW,
    agenda,
    change,
    choose_preset,
    claim,
    controllership,
    insert,
    instruction,
    made,
    opening,
    operator,
    partner,
    place,
    practice,
    professional,
    relationship,
    rows_of,
    visit_type,
)

__all__ = [
    "BIRTH",
    "DAY",
    "HOUR",
    "IDENTITY",
    "NOTE",
    "NOW",
    "PHYSICIAN",
    "REACH",
    "REASON",
    "World",
    "agenda",
    "appointment",
    "appointment_row",
    "change",
    "choose_preset",
    "claim",
    "contact",
    "contact_row",
    "controllership",
    "insert",
    "instruction",
    "keyring",
    "made",
    "opening",
    "operator",
    "partner",
    "place",
    "practice",
    "professional",
    "relationship",
    "rows_of",
    "small_world",
    "visit_type",
]

IDENTITY: Final = Identity("Lefèvre", None, "Zoé")
REACH: Final = Reach("+33612345678", "zoe@example.org")
BIRTH: Final = Birth(date(1980, 2, 29))
OF_A_MINOR: Final = Birth(date(2012, 5, 4))
PHYSICIAN: Final = Physician("Dr Roux", "Dijon", "10001234565")
REASON: Final = Reason("Vaccin")
NOTE: Final = Note("Rappeler")

_CATEGORY_OF: Final = {kind: category for category, kind in VALUE_OF.items()}


async def contact(here: Installation, *values: Personal, **given: Value) -> str:
    """A contact by telephone unless said otherwise, sealed, and searchable behind its controller's wall.

    Without values it has an identity, a phone, an e-mail and a birth date.
    """
    contact_id = str(given.pop("id", None) or new_id(Kind.CONTACT))
    row: dict[str, Value] = {
        "channel": Channel.PHONE,
        "entered_by": here.operator_id,
        "collected_at": NOW - DAY,
        "updated_at": NOW - DAY,
        **given,
    }
    values = values or (IDENTITY, REACH, BIRTH)
    key = await here.keyring.create_data_key(contact_id, NOW)
    for value in values:
        column = _CATEGORY_OF[type(value)].lower()
        row[column] = seal(encode(value), key, Binding(here.tenant, "contact", column, contact_id))
    await insert("contact", id=contact_id, **row)
    await _make_findable(here, contact_id, row, values)
    return contact_id


async def appointment(here: Installation, *values: Personal, **given: Value) -> str:
    """An agenda entry with its reason unless other values are given, half an hour long, and its claim.

    `contact_id`, `professional_id`, `agenda_id`, `visit_type_id` and `starts_at` must be given.
    """
    starts_at, professional_id = given["starts_at"], str(given["professional_id"])
    assert isinstance(starts_at, int)
    row: dict[str, Value] = {
        "id": new_id(Kind.APPOINTMENT),
        "channel": Channel.AGENDA,
        "origin_function": Function.PROFESSIONAL,
        "origin_party_id": professional_id,
        "ends_at": starts_at + HOUR // 2,
        "status": "BOOKED",
        "created_at": NOW - DAY,
        "updated_at": NOW - DAY,
        **given,
    }
    owner = str(row["contact_id"])
    key = (await here.keyring.data_keys([owner]))[owner]
    for value in values or (REASON,):
        column = _CATEGORY_OF[type(value)].lower()
        place_of_it = Binding(here.tenant, "appointment", column, str(row["id"]))
        row[column] = seal(encode(value), key, place_of_it)
    await insert("appointment", **row)
    await claim(
        professional_id,
        starts_at=starts_at,
        ends_at=row["ends_at"],
        state="TAKEN",
        holder_id=row["id"],
        visit_type_id=row["visit_type_id"],
    )
    return str(row["id"])


async def _make_findable(
    here: Installation, contact_id: str, row: dict[str, Value], values: tuple[Personal, ...]
) -> None:
    rules = await load_controllership(here.operator_id)
    professional_id = row.get("professional_id")
    collected_at = row["collected_at"]
    assert isinstance(collected_at, int)
    wall = rules.controller(
        str(row["channel"]), collected_at, str(professional_id) if professional_id else None
    ).party_id
    makes = SearchTokens(here.keyring.secret(SecretName.SEARCH))
    tokens = {
        each
        for value in values
        if isinstance(value, Identity | Reach | Birth)
        for each in makes.tokens_of(wall, value)
    }

    async def work(transaction: Transaction) -> None:
        await transaction.executemany(
            "INSERT INTO search_token (token, contact_id, kind) VALUES (?, ?, ?)",
            [(each.token, contact_id, each.kind) for each in tokens],
        )

    await in_transaction(work)


async def keyring() -> KeyRing:
    return await open_keyring(parse_master_keys(new_master_key()), NOW)


@dataclass(frozen=True, slots=True)
class World:
    """One party of each kind: two physicians of one practice, a lawyer apart, a partner, an operator.

    `doctor` and `lawyer` have an agenda and a visit type; `colleague` shares the practice of `doctor`.
    """

    here: Installation
    practice: str
    doctor: str
    colleague: str
    lawyer: str
    agenda: str
    visit_type: str
    lawyer_agenda: str
    lawyer_visit_type: str
    partner: str

    def caller(self, function: Function, party_id: str | None = None, **given: Any) -> Caller:
        """Return a caller in a function, for the party of this world that has it unless one is named."""
        if function is Function.ANONYMOUS:
            return ANONYMOUS
        party = party_id or self._party_of(function)
        facts = {
            "purposes": DEFAULT_PURPOSES[function],
            "professional_ids": self._staffed(function, party),
            "account_id": f"acc_{party[4:]}",
            "credential_id": f"token-{party[4:]}",
            **given,
        }
        return Caller(function=function, party_kind=PARTY_KIND_OF[function], party_id=party, **facts)

    async def request(self, caller: Caller, now: int = NOW, **given: Any) -> Context:
        """Return the context of a request of a caller, in English unless said otherwise."""
        given = {"language": Language.EN, "request_id": "test", **given}
        return await new_context(self.here, caller, now, **given)

    async def asked_by(self, function: Function, party_id: str | None = None, now: int = NOW) -> Context:
        """Return the context of a request of a caller in a function."""
        return await self.request(self.caller(function, party_id), now)

    async def visit(self, contact_id: str, *values: Personal, **given: Value) -> str:
        """Write an appointment with `doctor`, in an hour unless said otherwise."""
        row: dict[str, Value] = {
            "contact_id": contact_id,
            "professional_id": self.doctor,
            "agenda_id": self.agenda,
            "visit_type_id": self.visit_type,
            "starts_at": NOW + HOUR,
            **given,
        }
        return await appointment(self.here, *values, **row)

    def _party_of(self, function: Function) -> str:
        parties = {
            Function.PROFESSIONAL: self.doctor,
            Function.ASSISTANT: self.practice,
            Function.PARTNER_SITE: self.partner,
        }
        return parties.get(function, self.here.operator_id)

    def _staffed(self, function: Function, party_id: str) -> frozenset[str]:
        if function is Function.ASSISTANT:
            return frozenset({self.doctor, self.colleague})
        return frozenset({party_id} if function is Function.PROFESSIONAL else ())


async def small_world(preset: Preset = Preset.POLICY) -> World:
    """Write one party of each kind, and the controllership rules."""
    here = Installation("test", await operator(), "Optimum", await keyring())
    await controllership(preset)
    shared = await practice()
    doctor = await professional(practice_id=shared)
    colleague = await professional(practice_id=shared, display_name="Dr Dominique Blanc")
    lawyer = await professional(sector=Sector.LEGAL)
    return World(
        here,
        practice=shared,
        doctor=doctor,
        colleague=colleague,
        lawyer=lawyer,
        agenda=await agenda(doctor),
        visit_type=await visit_type(doctor),
        lawyer_agenda=await agenda(lawyer),
        lawyer_visit_type=await visit_type(lawyer),
        partner=await partner(),
    )


async def contact_row(contact_id: str) -> ContactRecord:
    """Return a contact as it is stored, whoever asks."""
    [row] = await fetch(f"{SELECT_CONTACT} WHERE c.id = ?", contact_id)
    return ContactRecord(*row.values())


async def appointment_row(appointment_id: str) -> AppointmentRecord:
    """Return an appointment as it is stored, whoever asks."""
    [row] = await fetch(f"{SELECT_APPOINTMENT} WHERE a.id = ?", appointment_id)
    return AppointmentRecord(*row.values())
