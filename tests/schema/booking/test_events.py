"""Whatever changes free time leaves an event, so that who follows an agenda knows when to read again."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from models.words import Function
from permissions.caller import Caller
from resolvers.booking.waitlist.sweep import sweep_waitlists
from schema.schema import schema
from tests.factories import NOW, contact, rows_of, small_world, visit_type
from tests.schema.management.changes import every_change
from tests.schema.management.managing import doctor, kept
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes, hold, move, step, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, held, slot_id
from tests.support.waiting import (
    cancel_series,
    free_nine,
    join,
    joined,
    leave,
    people,
    series,
)

pytestmark = pytest.mark.usefixtures("databases")

NINE, TEN, ELEVEN = at("09:00"), at("10:00"), at("11:00")
Told = list[tuple[str, int | None]]
Road = Callable[[Client, Caller, str], Awaitable[Told]]

MANAGEMENT = {
    "createVisitType", "updateVisitType", "setVisitTypePools", "overrideVisitType", "setWeeklyHours",
    "addExtraOpening", "closeAgenda", "addAbsence", "blockTime", "createPlace", "updatePlace", "createAgenda",
    "updateAgenda", "updateProfessional", "blockContact", "unblockContact", "createResourcePool",
    "removeExtraOpening", "removeClosure", "unblockTime", "addResource", "deactivateResource",
    "reactivateResource",
}  # fmt: skip
NO_TIME = {
    "confirmAppointment", "markArrived", "markNoShow", "completeAppointment", "joinWaitlist", "createContact",
    "updateContact", "linkRelative", "unlinkRelative", "giveInstruction", "withdrawInstruction",
    "restrictProcessing", "liftRestriction", "acknowledgeAlert", "archiveRecord", "reactivateRecord",
    "openArchive", "breakGlass", "choosePreset", "object", "withdrawObjection", "decideObjection",
    "nameCareTeamMember", "endCareTeamMembership", "giveConsent", "withdrawConsent", "opposeRecipient",
    "withdrawOpposition", "hideFromProviders", "showToProviders", "placeLegalHold", "liftLegalHold",
}  # fmt: skip
"""What leaves every time as it is: it was taken before, or nothing of an agenda is concerned."""


async def _events() -> Told:
    rows = sorted(
        await rows_of("agenda_event"), key=lambda row: (row["at"], row["kind"], row["starts_at"] or 0)
    )
    return [(row["kind"], row["starts_at"]) for row in rows]


async def _after(asked: Awaitable[Any]) -> Told:
    """Return the events that something leaves."""
    before = await _events()
    payload = await asked
    assert not isinstance(payload, dict) or codes(payload) == []
    left = await _events()
    for event in before:
        left.remove(event)
    return left


async def _hold(client: Client, desk: Caller, _: str) -> Told:
    return await _after(hold(client, desk, slotId=slot_id(client.world, TEN)))


async def _extend(client: Client, desk: Caller, _: str) -> Told:
    return await _after(with_hold(client, desk, "extendHold", await held(client, desk, TEN)))


async def _release(client: Client, desk: Caller, _: str) -> Told:
    return await _after(with_hold(client, desk, "releaseHold", await held(client, desk, TEN)))


async def _book(client: Client, desk: Caller, person: str) -> Told:
    return await _after(book(client, desk, **booking(client.world, person, startsAt=TEN)))


async def _book_held(client: Client, desk: Caller, person: str) -> Told:
    return await _after(book(client, desk, contactId=person, holdId=await held(client, desk, TEN)))


async def _move(client: Client, desk: Caller, person: str) -> Told:
    visit = (await booked(client, person, TEN))["id"]
    return await _after(move(client, desk, id=visit, expectedVersion=1, slotId=slot_id(client.world, ELEVEN)))


async def _cancel(client: Client, desk: Caller, person: str) -> Told:
    visit = (await booked(client, person, TEN))["id"]
    return await _after(cancel(client, desk, id=visit, expectedVersion=1))


async def _reinstate(client: Client, desk: Caller, person: str) -> Told:
    visit = (await booked(client, person, TEN))["id"]
    await cancel(client, desk, id=visit, expectedVersion=1)
    his = doctor(client.world)
    return await _after(step(client, his, "reinstateAppointment", id=visit, expectedVersion=2))


def _answered(verb: str) -> Road:
    async def road(client: Client, _: Caller, person: str) -> Told:
        strict = await visit_type(client.world.doctor, needs_approval=True)
        visit = (await booked(client, person, TEN, visitTypeId=strict))["id"]
        return await _after(step(client, doctor(client.world), verb, id=visit, expectedVersion=1))

    return road


async def _series(client: Client, desk: Caller, person: str) -> Told:
    return await _after(series(client, desk, person, startsAt=[TEN, ELEVEN]))


async def _cancel_series(client: Client, desk: Caller, person: str) -> Told:
    made = (await series(client, desk, person, startsAt=[TEN, ELEVEN]))["series"]
    return await _after(cancel_series(client, desk, made))


async def _leave_offer(client: Client, desk: Caller, person: str) -> Told:
    waits = await joined(client, desk, person)
    await free_nine(client)
    return await _after(leave(client, desk, waits, 2))


async def _offer(client: Client, desk: Caller, person: str) -> Told:
    await joined(client, desk, person)
    return [event for event in await _after(free_nine(client)) if event[0] == "waitlistOffer"]


async def _hold_lapses(client: Client, desk: Caller, _: str) -> Told:
    await held(client, desk, TEN)
    return await _after(sweep_waitlists(NOW + 5 * 60))


async def _request_lapses(client: Client, _: Caller, person: str) -> Told:
    strict = await visit_type(client.world.doctor, needs_approval=True, approval_minutes=5)
    await booked(client, person, TEN, visitTypeId=strict)
    return await _after(sweep_waitlists(NOW + 5 * 60))


async def _offer_lapses(client: Client, _: Caller, __: str) -> Told:
    await people(client, 2)
    await free_nine(client)
    return await _after(sweep_waitlists(NOW + 15 * 60))


ROADS: dict[str, tuple[Road, Told]] = {
    "holdSlot": (_hold, [("holdSlot", epoch(TEN))]),
    "extendHold": (_extend, [("extendHold", epoch(TEN))]),
    "releaseHold": (_release, [("releaseHold", epoch(TEN))]),
    "bookAppointment": (_book, [("bookAppointment", epoch(TEN))]),
    "bookAppointment of a hold": (_book_held, [("bookAppointment", epoch(TEN))]),
    "rescheduleAppointment": (
        _move,
        [("rescheduleAppointment", epoch(TEN)), ("rescheduleAppointment", epoch(ELEVEN))],
    ),
    "cancelAppointment": (_cancel, [("cancelAppointment", epoch(TEN))]),
    "reinstateAppointment": (_reinstate, [("reinstateAppointment", epoch(TEN))]),
    "approveAppointment": (_answered("approveAppointment"), [("approveAppointment", epoch(TEN))]),
    "declineAppointment": (_answered("declineAppointment"), [("declineAppointment", epoch(TEN))]),
    "bookSeries": (_series, [("bookSeries", epoch(TEN)), ("bookSeries", epoch(ELEVEN))]),
    "cancelSeries": (
        _cancel_series,
        [("cancelAppointment", epoch(TEN)), ("cancelAppointment", epoch(ELEVEN))],
    ),
    "leaveWaitlist": (_leave_offer, [("leaveWaitlist", epoch(NINE))]),
    "an offer": (_offer, [("waitlistOffer", epoch(NINE))]),
    "a hold that lapses": (_hold_lapses, [("holdExpired", epoch(TEN))]),
    "a request that lapses": (_request_lapses, [("requestExpired", epoch(TEN))]),
    "an offer that lapses": (_offer_lapses, [("holdExpired", epoch(NINE)), ("waitlistOffer", epoch(NINE))]),
}


@pytest.mark.parametrize(("road", "told"), ROADS.values(), ids=ROADS)
async def test_a_road_tells_which_time_it_changed(road: Road, told: Told) -> None:
    client = Client(world := await small_world())
    assert await road(client, world.caller(Function.DESK_AGENT), await contact(world.here)) == told


@pytest.mark.parametrize("verb", sorted(MANAGEMENT))
async def test_a_change_of_rules_is_told_to_the_agendas_of_its_professional(verb: str) -> None:
    client = Client(world := await small_world())
    changes = await every_change(world)
    if verb == "unblockContact":
        await kept(client, doctor(world), "blockContact", **changes["blockContact"][0])
    told = await _after(kept(client, doctor(world), verb, **changes[verb][0]))
    assert [kind for kind, _ in told] == [verb]
    assert {row["professional_id"] for row in await rows_of("agenda_event")} == {world.doctor}


async def test_what_is_refused_tells_nothing() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await booked(client, person, TEN)
    before = await _events()
    await book(client, desk, **booking(world, person, startsAt=TEN))
    await hold(client, desk, slotId=slot_id(world, TEN))
    await cancel(client, desk, id="apt_" + "z" * 20, expectedVersion=1)
    await join(client, desk, person)
    assert await _events() == before


def test_every_mutation_is_said_to_change_time_or_not() -> None:
    mutation = schema._schema.mutation_type
    assert mutation is not None
    verbs = {name for name in ROADS if name in mutation.fields}
    assert verbs | MANAGEMENT | NO_TIME == set(mutation.fields)
    assert not verbs & NO_TIME
    assert not MANAGEMENT & NO_TIME
