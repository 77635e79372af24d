"""A small world that holds one record for each line of the matrix."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.sealing.values import Identity
from models.storage.dialect import Value
from models.words import Category, Channel, Function, Preset, Purpose
from permissions.caller import Caller
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    World,
    agenda,
    appointment,
    change,
    contact,
    instruction,
    operator,
    partner,
    professional,
    relationship,
    small_world,
)
from tests.schema.reading.planted import Planted, person, raw_of, words

LONG_AGO = -40 * DAY
YESTERDAY = -DAY
EVERYTHING = " ".join(sorted(set(Category) - {Category.NOTE}))
_NO_POWER = {"power": "NONE", "kind": "SPOUSE"}


@dataclass
class Cabinet:
    """The records of the matrix by their name, and the people who ask for them."""

    world: World
    parent: str
    booker: str
    rival: str
    lapsed: str
    records: dict[str, Planted] = field(default_factory=dict)

    def caller(self, role: str, record: Planted | None = None) -> Caller:
        """Return who asks in a role; the professional and the subject are those of a record."""
        world = self.world
        match role, record:
            case "professional", Planted(professional_id=own):
                return world.caller(Function.PROFESSIONAL, own)
            case "subject", Planted(contact_id=own):
                return world.caller(Function.CONTACT, own)
        function, party = {
            "staff": (Function.ASSISTANT, world.practice),
            "desk": (Function.DESK_AGENT, world.here.operator_id),
            "partner": (Function.PARTNER_SITE, world.partner),
            "parent": (Function.CONTACT, self.parent),
            "booker": (Function.CONTACT, self.booker),
            "officer": (Function.PROTECTION_OFFICER, world.here.operator_id),
            "admin": (Function.TECHNICAL_ADMIN, world.here.operator_id),
            "colleague": (Function.PROFESSIONAL, world.colleague),
            "outsider": (Function.PROFESSIONAL, world.lawyer),
            "rival": (Function.PARTNER_SITE, self.rival),
            "lapsed": (Function.PARTNER_SITE, self.lapsed),
            "nobody": (Function.ANONYMOUS, None),
        }[role]
        return world.caller(function, party)

    async def plant(
        self,
        name: str,
        channel: Channel,
        whose: Mapping[str, Value] | None = None,
        *,
        author: str | None = None,
        starts: int | None = None,
        **visit: Value,
    ) -> Planted:
        """Write a contact and its visit, all values sealed; the doctor's, at a time of its own."""
        number = len(self.records) + 1
        world, place = self.world, {"agenda_id": self.world.agenda, "visit_type_id": self.world.visit_type}
        contact_id = await contact(world.here, *person(number), channel=channel, **(whose or {}))
        given: dict[str, Value] = {"professional_id": world.doctor, **place, **visit}
        given["starts_at"] = NOW + (HOUR if starts is None else starts) + number * HOUR // 2
        appointment_id = await appointment(
            world.here,
            *words(number),
            contact_id=contact_id,
            channel=channel,
            note_party_id=author or str(given["professional_id"]),
            **given,
        )
        ids = (contact_id, appointment_id, str(given["professional_id"]))
        planted = self.records[name] = Planted(number, *ids, raw_of(number))
        return planted

    async def limited(self, planted: Planted) -> None:
        await change("contact", planted.contact_id, restricted_at=NOW - HOUR)

    async def erased(self, planted: Planted) -> None:
        """Erase for good: the key goes first."""
        await self.world.here.keyring.destroy_data_key(planted.contact_id)
        await change("contact", planted.contact_id, erased_at=NOW - HOUR)


async def small_cabinet(preset: Preset = Preset.POLICY) -> Cabinet:
    """Return a cabinet without records."""
    world = await small_world(preset)
    parent = await contact(world.here, Identity("Parent"), channel=Channel.ONLINE)
    booker = await contact(world.here, Identity("Booker"), channel=Channel.ONLINE)
    lapsed = await partner(name="Autrefois.example", guarantee_until=NOW - 1)
    return Cabinet(world, parent, booker, await partner(name="Ailleurs.example"), lapsed)


async def full_cabinet(preset: Preset) -> Cabinet:
    """Return a cabinet with every record of the matrix."""
    cabinet = await small_cabinet(preset)
    await _written_by_the_doctor(cabinet)
    await _taken_by_phone(cabinet)
    await _booked_online(cabinet)
    await _children(cabinet)
    await _adults(cabinet)
    await _under_orders(cabinet)
    return cabinet


async def _written_by_the_doctor(cabinet: Cabinet) -> None:
    async def plant(name: str, **given: Any) -> Planted:
        return await cabinet.plant(name, Channel.AGENDA, {"professional_id": cabinet.world.doctor}, **given)

    await plant("agenda")
    await plant("agenda-third", note_about_third_party=True)
    await _strip(cabinet, "agenda-sparse", await plant("agenda-sparse"))
    await plant("agenda-over", starts=LONG_AGO)
    await cabinet.limited(await plant("agenda-limited"))
    await plant("visit-limited", restricted_at=NOW - HOUR)
    await cabinet.erased(await plant("agenda-erased"))
    both = await plant("both-states")
    await cabinet.limited(both)
    await cabinet.erased(both)
    keyless = await plant("agenda-keyless")
    await cabinet.world.here.keyring.destroy_data_key(keyless.contact_id)


async def _strip(cabinet: Cabinet, name: str, planted: Planted) -> None:
    """Leave a record nothing but a last name."""
    only = await contact(
        cabinet.world.here,
        Identity(planted.raw["lastName"].value),
        channel=Channel.AGENDA,
        professional_id=cabinet.world.doctor,
    )
    await change(
        "appointment", planted.appointment_id, contact_id=only, reason=None, note=None, note_party_id=None
    )
    ids = (only, planted.appointment_id, planted.professional_id)
    cabinet.records[name] = Planted(planted.number, *ids, raw_of(planted.number, sparse=True))


async def _taken_by_phone(cabinet: Cabinet) -> None:
    async def plant(name: str, whose: dict[str, Value] | None = None, **given: Any) -> Planted:
        given = {"author": cabinet.world.here.operator_id, **given}
        return await cabinet.plant(name, Channel.PHONE, whose, **given)

    await plant("phone")
    await plant("phone-noted", author=cabinet.world.doctor)
    await plant("phone-yesterday", starts=YESTERDAY)
    await plant("phone-over", starts=LONG_AGO)
    await plant("phone-for", {"professional_id": cabinet.world.doctor})
    await plant("phone-secret", secret=True)
    await cabinet.limited(await plant("phone-limited"))
    await cabinet.erased(await plant("phone-erased"))


async def _booked_online(cabinet: Cabinet) -> None:
    own: dict[str, Value] = {"partner_id": cabinet.world.partner}

    async def plant(name: str, whose: dict[str, Value] | None = own, **given: Any) -> Planted:
        return await cabinet.plant(name, Channel.ONLINE, whose, **{**own, **given})

    await plant("online")
    await plant("online-over", starts=LONG_AGO)
    await plant("online-borrowed", None)
    await plant("online-lent", partner_id=None)
    await cabinet.limited(await plant("online-limited"))
    await cabinet.erased(await plant("online-erased"))


async def _children(cabinet: Cabinet) -> None:
    parent = cabinet.parent

    async def plant(name: str, bond: dict[str, Value] | None = None, **given: Any) -> Planted:
        planted = await cabinet.plant(name, Channel.ONLINE, **given)
        await relationship(parent, planted.contact_id, **(bond or {}))
        return planted

    await plant("child", booked_by_contact_id=parent)
    await plant("child-third", note_about_third_party=True)
    await plant("child-secret", secret=True)
    await plant("child-secret-own", secret=True, booked_by_contact_id=parent)
    await cabinet.limited(await plant("child-limited"))
    await cabinet.erased(await plant("child-erased"))
    await plant("child-ended", {"valid_until": NOW})
    await plant("child-later", {"valid_from": NOW + 1})
    await plant("ward", {"kind": "GUARDIAN", "power": "GUARDIANSHIP"})
    await plant("adult-mandate", {"kind": "CHILD", "power": "MANDATE"})


async def _adults(cabinet: Cabinet) -> None:
    booker = cabinet.booker
    typed, booked = {"source_contact_id": booker}, {"booked_by_contact_id": booker}

    async def plant(name: str, *, related: bool = True, **given: Any) -> Planted:
        planted = await cabinet.plant(name, Channel.ONLINE, **{"whose": typed, **booked, **given})
        if related:
            await relationship(booker, planted.contact_id, **_NO_POWER)
        return planted

    await plant("adult")
    await plant("adult-changed", whose={**typed, "version": 2})
    await plant("adult-yesterday", starts=YESTERDAY)
    await plant("adult-over", starts=LONG_AGO)
    await plant("adult-secret", secret=True)
    await plant("adult-known", whose=None, booked_by_contact_id=None)
    await plant("adult-unlinked", related=False)
    await cabinet.limited(await plant("adult-limited"))
    await cabinet.erased(await plant("adult-erased"))


async def _under_orders(cabinet: Cabinet) -> None:
    """Give each of these records a physician of its own with instructions of his own."""
    processor, booking = cabinet.world.here.operator_id, str(Purpose.APPOINTMENT)
    elsewhere = await operator(name="Ailleurs")

    async def plant(name: str, *orders: dict[str, Value], phone: bool = False) -> Planted:
        own = await professional(display_name="Dr Ordre")
        for order in orders:
            await instruction(own, **{"processor_id": processor, "purposes": booking, **order})  # type: ignore[arg-type]  # processor_id is a text
        visit: dict[str, Any] = {"professional_id": own, "agenda_id": await agenda(own)}
        if phone:
            return await cabinet.plant(name, Channel.PHONE, author=processor, **visit)
        return await cabinet.plant(name, Channel.AGENDA, {"professional_id": own}, **visit)

    await plant("order-reason", {"categories": "REASON"})
    await plant("order-all", {"categories": EVERYTHING})
    await plant("order-two", {"categories": "IDENTITY"}, {"categories": "REACH", "purposes": "CARE REMINDER"})
    await plant("order-note", {"categories": "NOTE"})
    await plant("order-care", {"categories": EVERYTHING, "purposes": "CARE"})
    await plant("order-withdrawn", {"categories": EVERYTHING, "withdrawn_at": NOW - HOUR})
    await plant("order-expired", {"categories": EVERYTHING, "valid_until": NOW})
    await plant("order-later", {"categories": EVERYTHING, "valid_from": NOW + 1})
    await plant("order-elsewhere", {"categories": EVERYTHING, "processor_id": elsewhere})
    await cabinet.limited(await plant("order-limited", {"categories": EVERYTHING}))
    await plant("order-phone", {"categories": EVERYTHING}, phone=True)
