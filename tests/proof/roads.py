"""The roads by which time is taken, and a stage on which all of them want the same ten o'clock."""

from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from models.ids import Kind, new_id
from models.storage.transaction import Transaction
from models.words import Function
from permissions.caller import Caller
from resolvers.booking.book import basis_of, checked_under_lock, leave_traces
from resolvers.booking.entry import insert_appointment
from resolvers.booking.place import place_for
from resolvers.booking.slot_id import Slot
from resolvers.booking.take_time import OVERLAP, take
from resolvers.booking.waitlist.sweep import sweep_waitlists
from resolvers.booking.wish import Wish
from resolvers.writing.once import Write, write_once
from tests.factories import NOW, World, contact, insert, visit_type
from tests.proof.crowd import clients_of, elsewhere
from tests.schema.management.managing import doctor, manage
from tests.support.booking import book, booking
from tests.support.changing import cancel, hold, move, step, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, held, slot_id
from tests.support.waiting import joined, leave, listed, series

TEN, ELEVEN = at("10:00"), at("11:00")
Race = Iterator[Awaitable[dict[str, Any]]]
Kept = tuple[str, str | None]


@dataclass
class Stage:
    """A professional whose ten o'clock many want, what was kept of it, and two clocks a second apart."""

    world: World
    person: str
    before: Client
    after: Client
    kept: str
    waits: str | None
    cancelled: str
    given_up: str
    far: list[str]
    colleague: World

    @property
    def desk(self) -> Caller:
        return self.world.caller(Function.DESK_AGENT)

    def taking(self) -> Race:
        """Yield one request on each road that takes time, or gives it up for others to take."""
        yield from self._kept()
        yield step(
            self.after, doctor(self.world), "reinstateAppointment", id=self.cancelled, expectedVersion=2
        )
        for visit, clock in zip(self.far, ("10:15", "09:45"), strict=True):
            to = slot_id(self.world, at(clock))
            yield move(self.after, self.desk, id=visit, expectedVersion=1, slotId=to)
        yield from self._fresh()
        yield from self._several()
        yield cancelled_and_rebooked(self.after, self.desk, self.person, self.given_up)
        yield blocked(self.after)
        yield swept(self.after)
        yield imported(self.after, self.person, TEN)

    def _kept(self) -> Race:
        """Yield what its owners make of the time kept."""
        if not self.kept.startswith("hol_"):
            for client in (self.before, self.after):
                yield step(client, doctor(self.world), "approveAppointment", id=self.kept, expectedVersion=1)
            return
        for client in (self.before, self.after):
            yield book(client, self.desk, contactId=self.person, holdId=self.kept)
        yield move(self.before, self.desk, id=self.far[0], expectedVersion=1, holdId=self.kept)
        if self.waits:
            yield leave(self.after, self.desk, self.waits, 2)
            yield with_hold(self.after, self.desk, "releaseHold", self.kept)

    def _fresh(self) -> Race:
        for clock in ("09:45", "10:00", "10:15"):
            asked = booking(self.world, self.person, startsAt=at(clock))
            yield book(self.after, self.desk, **asked)
            yield book(self.before, self.desk, **asked)
            yield hold(self.after, self.desk, slotId=slot_id(self.world, at(clock)))
            yield book(self.after, self.desk, **booking(self.colleague, self.person, startsAt=at(clock)))

    def _several(self) -> Race:
        """Yield series that want all of their times, or those they can get."""
        for whole in (True, False):
            times = [at("09:30"), TEN, ELEVEN]
            yield series(self.after, self.desk, self.person, startsAt=times, allOrNothing=whole)


async def cancelled_and_rebooked(client: Client, desk: Caller, person: str, visit: str) -> dict[str, Any]:
    """Give eleven o'clock up, and ask for it again: who waits may have it by then."""
    await cancel(client, desk, id=visit, expectedVersion=1)
    return await book(client, desk, **booking(client.world, person, startsAt=ELEVEN))


async def blocked(client: Client) -> dict[str, Any]:
    """Block the time around ten o'clock for nobody."""
    span = {"startsAt": at("09:50"), "endsAt": at("10:20")}
    given = {"professionalId": client.world.doctor, **span}
    return await manage(client, doctor(client.world), "blockTime", **given)


async def swept(client: Client) -> dict[str, Any]:
    """Sweep the waiting lists, as a process does each minute."""
    await sweep_waitlists(client.now)
    return {"errors": []}


async def imported(client: Client, contact_id: str, starts_at: str) -> dict[str, Any]:
    """Take a time as the import of an outer agenda would: by the functions all roads share, and no other."""
    world = client.world
    context = await world.request(doctor(world), client.now)
    wish = Wish(Slot(world.agenda, world.visit_type, epoch(starts_at)), None, contact_id)
    basis = await basis_of(context, wish)

    async def work(transaction: Transaction) -> str:
        offer, known, key, slot = await checked_under_lock(context, transaction, wish, basis)
        placement = await place_for(
            context, transaction, known.id, offer, slot.starts_at, as_of=context.now, overriding=True
        )
        made = await insert_appointment(context, transaction, wish, offer, slot.starts_at, key)
        await take(transaction, offer, placement, made)
        await leave_traces(context, transaction, "importAppointment", made, offer, slot.starts_at)
        return made

    outcome = await write_once(context, Write("importAppointment", None, b""), work, OVERLAP)
    return {"errors": [{"code": fault.code.value} for fault in outcome.faults]}


async def staged(world: World, draw: Random) -> Stage:
    """Keep ten o'clock by a hold, a waiting booking or an offer, with a room that a colleague shares."""
    own, colleague = await elsewhere(world, approval_minutes=5), await elsewhere(world)
    await _share_a_room(own, colleague)
    client, person = replace(clients_of(own, NOW)[0]), await contact(world.here)
    desk = own.caller(Function.DESK_AGENT)
    cancelled = (await booked(client, person, TEN))["id"]
    await cancel(client, desk, id=cancelled, expectedVersion=1)
    given_up, *far = [
        (await booked(client, person, at(clock)))["id"] for clock in ("11:00", "14:00", "15:00")
    ]
    kept, waits, lasts = await draw.choice([_held, _pending, _offered])(client, person)
    waiting = {"notBefore": at("09:00"), "notAfter": at("12:00")}
    for _ in range(2):
        await joined(client, desk, await contact(world.here), **waiting)
    before, after = clients_of(own, NOW + lasts - 1, NOW + lasts)
    return Stage(own, person, before, after, kept, waits, cancelled, given_up, far, colleague)


async def _share_a_room(*worlds: World) -> None:
    pool = new_id(Kind.RESOURCE_POOL)
    await insert("resource_pool", id=pool, practice_id=worlds[0].practice, name="Salle")
    await insert("resource", id=new_id(Kind.RESOURCE), pool_id=pool, name="Salle 1")
    for each in worlds:
        await insert("visit_type_pool", visit_type_id=each.visit_type, pool_id=pool)


async def _held(client: Client, _: str) -> tuple[str, None, int]:
    return await held(client, client.world.caller(Function.DESK_AGENT), TEN), None, 5 * 60


async def _pending(client: Client, person: str) -> tuple[str, None, int]:
    strict = await visit_type(client.world.doctor, needs_approval=True, approval_minutes=5)
    return str((await booked(client, person, TEN, visitTypeId=strict))["id"]), None, 5 * 60


async def _offered(client: Client, person: str) -> tuple[str, str, int]:
    """Let somebody wait for ten o'clock, and free it."""
    desk = client.world.caller(Function.DESK_AGENT)
    other = (await booked(client, await contact(client.world.here), TEN))["id"]
    waits = await joined(client, desk, person, notBefore=TEN, notAfter=at("10:01"))
    await cancel(client, desk, id=other, expectedVersion=1)
    [found] = await listed(client, desk, contactId=person)
    return str(found["hold"]["id"]), waits, 15 * 60
