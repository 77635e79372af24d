"""World A: the cabinet of the matrix with everything else that a database holds beside its records."""

import hmac
from dataclasses import dataclass, field

from models.ids import Kind, new_id
from models.privacy.states import read
from models.sealing.cipher import Binding, seal
from models.sealing.named_secrets import SecretName
from models.storage.dialect import Value
from models.storage.reading import fetch
from models.words import Channel, Function, Preset
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    appointment_row,
    change,
    claim,
    insert,
    made,
    relationship,
    visit_type,
)
from tests.schema.reading.cabinet import Cabinet, full_cabinet
from tests.schema.reading.states import plant_states
from tests.worlds.roles import ENTRIES_ALSO

FAR = NOW + 200 * DAY


@dataclass
class Furnished:
    """A cabinet and the ids of all that stands around it, by source of values."""

    cabinet: Cabinet
    things: dict[str, list[str]] = field(default_factory=dict)
    other_type: str = ""

    def keep(self, source: str, each: str) -> str:
        self.things.setdefault(source, []).append(each)
        return each


async def furnished(preset: Preset) -> Furnished:
    """Write world A."""
    house = Furnished(await full_cabinet(preset))
    await _later(house)
    if preset is Preset.POLICY:  # the table of states is written for it
        await plant_states(house.cabinet)
        await _longer()
        await _timelines(house)
    await _rules(house)
    await _more_visits(house)
    await _waiting(house)
    await _held(house)
    await _managed(house)
    await _traces(house)
    await _powers(house)
    await _kept(house)
    return house


async def _later(house: Furnished) -> None:
    """Let what begins later begin after the end of a journey, whose clock goes on."""
    child, order = house.cabinet.records["child-later"], house.cabinet.records["order-later"]
    [bond] = await fetch("SELECT id FROM relationship WHERE relative_id = ?", child.contact_id)
    await change("relationship", bond["id"], valid_from=NOW + DAY)
    [given] = await fetch("SELECT id FROM instruction WHERE professional_id = ?", order.professional_id)
    await change("instruction", given["id"], valid_from=NOW + DAY)


async def _longer() -> None:
    """Let what ends in a moment end after a journey."""
    soon, end = f":{NOW + 1}", f":{NOW + DAY}"
    for table in ("contact", "appointment"):
        for row in await fetch(f"SELECT id, states FROM {table} WHERE states LIKE ?", f"%{soon}%"):
            await change(table, row["id"], states=row["states"].replace(soon, end))
    for row in await fetch("SELECT id FROM record_state WHERE valid_until = ?", NOW + 1):
        await change("record_state", row["id"], valid_until=NOW + DAY)


async def _timelines(house: Furnished) -> None:
    """Write the timeline of every state that stands beside a record: the product sums it up again."""
    for record in house.cabinet.records.values():
        for table, record_id in (("contact", record.contact_id), ("appointment", record.appointment_id)):
            [row] = await fetch(f"SELECT states FROM {table} WHERE id = ?", record_id)
            for state in read(row["states"]):
                await insert(
                    "record_state",
                    id=new_id(Kind.STATE),
                    record_id=record_id,
                    contact_id=record.contact_id,
                    kind=state.kind,
                    target=state.target,
                    valid_from=NOW - HOUR,
                    valid_until=state.until,
                    set_by_function=Function.CONTACT,
                    set_by_party=record.contact_id,
                    set_by_account="",
                )


async def _rules(house: Furnished) -> None:
    """Give the doctor visit types with limits, and one of which nothing but its rules tells."""
    doctor = house.cabinet.world.doctor
    limits = {"per_day": 1, "per_week": 2, "open_appointments": 3}
    house.keep("limited", await visit_type(doctor, name="Bilan", **limits))
    await visit_type(doctor, name="Groupe", capacity=3)
    await visit_type(doctor, name="Accord", needs_approval=True)
    house.keep("limited", await visit_type(doctor, name="Connu", accepts_new=False))
    house.other_type = await visit_type(
        doctor, name="Discret", cancellation_window=3000, needs_approval=True, grid_step=20
    )


async def _more_visits(house: Furnished) -> None:
    cabinet = house.cabinet
    own = {"partner_id": cabinet.world.partner}
    doctors = {"professional_id": cabinet.world.doctor}
    await cabinet.plant("cancelled", Channel.AGENDA, doctors, status="CANCELLED", cancelled_by="DESK")
    series = house.keep("series", new_id(Kind.SERIES))
    for name in ("first-of-series", "second-of-series"):
        await cabinet.plant(name, Channel.ONLINE, own, starts=20 * DAY, series_id=series, **own)


async def _waiting(house: Furnished) -> None:
    cabinet, world = house.cabinet, house.cabinet.world
    for number, name in enumerate(ENTRIES_ALSO):
        record = cabinet.records[name]
        visit = await appointment_row(record.appointment_id)
        entry = await made(
            Kind.WAITLIST,
            "waitlist",
            {
                "agenda_id": world.agenda,
                "visit_type_id": world.visit_type,
                "contact_id": record.contact_id,
                "caller": f"CONTACT {record.contact_id} acc",
                "channel": visit.channel,
                "partner_id": visit.partner_id,
                "booked_by_contact_id": None,
                "not_before": FAR,
                "not_after": FAR + DAY,
                "state": "WAITING",
                "created_at": NOW - HOUR + number,
                "place_in_line": number,
                "secret": "secret" in name,
            },
            {},
        )
        house.keep("entry", entry)


async def _held(house: Furnished) -> None:
    """Let strangers hold times for longer than a journey lasts."""
    world = house.cabinet.world
    for number in range(2):
        span = {"starts_at": FAR + number * HOUR, "ends_at": FAR + number * HOUR + HOUR // 2}
        hold = await made(
            Kind.HOLD,
            "hold",
            {
                "caller": f"CONTACT {new_id(Kind.CONTACT)} acc",
                "professional_id": world.doctor,
                "agenda_id": world.agenda,
                "visit_type_id": world.visit_type,
                **span,
                "held_until": NOW + DAY,
                "state": "HELD",
                "created_at": NOW - 60,
            },
            {},
        )
        await claim(world.doctor, holder_id=hold, held_until=NOW + DAY, **span)
        house.keep("hold", hold)


async def _managed(house: Furnished) -> None:
    world = house.cabinet.world
    pool = await made(
        Kind.RESOURCE_POOL, "resource_pool", {"professional_id": world.doctor, "name": "Salles"}, {}
    )
    house.keep("pool", pool)
    house.keep("resource", await made(Kind.RESOURCE, "resource", {"pool_id": pool, "name": "Salle 1"}, {}))
    span_of_day: dict[str, Value] = {"starts_minute": 540, "ends_minute": 720}
    extra = {"agenda_id": world.agenda, "day": "2026-11-28", **span_of_day}
    house.keep("extra_opening", await made(Kind.EXTRA_OPENING, "extra_opening", extra, {}))
    days: dict[str, Value] = {"first_day": "2026-12-24", "last_day": "2026-12-26"}
    closed: dict[str, Value] = {"professional_id": world.doctor, **days, "created_at": NOW - DAY}
    house.keep("closure", await made(Kind.CLOSURE, "closure", closed, {}))
    span = {"starts_at": NOW + 9 * DAY, "ends_at": NOW + 9 * DAY + HOUR}
    house.keep("block", await claim(world.doctor, **span))
    blocked = house.cabinet.records["agenda-over"].contact_id
    columns: dict[str, Value] = {"contact_id": blocked, "blocked_at": NOW - DAY, "blocked_by": world.doctor}
    await insert("contact_block", professional_id=world.doctor, **columns)


async def _traces(house: Furnished) -> None:
    """Leave what others did, and the answers kept for them under keys that anybody might choose."""
    world = house.cabinet.world
    for number, record in enumerate(house.cabinet.records.values()):
        await insert(
            "journal",
            id=new_id(Kind.ENTRY),
            at=NOW - DAY + number,
            verb="bookAppointment",
            record_id=record.appointment_id,
            function=Function.DESK_AGENT,
            party_id=world.here.operator_id,
            account_id="acc",
            purposes="APPOINTMENT",
        )
    secret = world.here.keyring.secret(SecretName.IDEMPOTENCY)
    for name in ("createContact", "bookAppointment", "cancelAppointment", "holdSlot", "linkRelative"):
        for key in ("key-1", "key-2"):
            await insert(
                "idempotency",
                caller="PROFESSIONAL pro_somebody acc_somebody",
                operation=name,
                key_hash=hmac.digest(secret, key.encode(), "sha256"),
                content_hash=b"\x01" * 32,
                outcome=f'["{house.cabinet.records["phone"].contact_id}",[]]',
                created_at=NOW,
            )


async def _powers(house: Furnished) -> None:
    """Seal a proof of power, which no field shows."""
    world, ward = house.cabinet.world, house.cabinet.records["adult-mandate"]
    [row] = await fetch("SELECT id FROM relationship WHERE relative_id = ?", ward.contact_id)
    keys = await world.here.keyring.data_keys([ward.contact_id])
    place = Binding(world.here.tenant, "relationship", "proof", row["id"])
    sealed = seal(b"jugement", keys[ward.contact_id], place)
    await change("relationship", row["id"], proof=sealed)
    stranger = house.cabinet.records["phone"].contact_id
    await relationship(stranger, house.cabinet.records["phone-over"].contact_id, kind="SPOUSE", power="NONE")


_KEPT = {
    "agenda": "SELECT id FROM agenda",
    "visit_type": "SELECT id FROM visit_type",
    "place": "SELECT id FROM place",
    "professional": "SELECT id FROM professional",
    "instruction": "SELECT id FROM instruction",
    "relationship": "SELECT id FROM relationship",
    "contact": "SELECT id FROM contact",
    "appointment": "SELECT id FROM appointment",
    "membership": "SELECT id FROM care_team",
}


async def _kept(house: Furnished) -> None:
    """Remember every id, in a stable order."""
    for source, sql in _KEPT.items():
        house.things[source] = sorted(row["id"] for row in await fetch(sql))
