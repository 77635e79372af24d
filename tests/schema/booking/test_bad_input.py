"""What is wrong with a time gets one typed answer, whichever road it is asked on, and nothing is written."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from models.words import Function
from permissions.caller import Caller
from tests.factories import (
    NOW,
    World,
    agenda,
    change,
    contact,
    insert,
    professional,
    rows_of,
    small_world,
    visit_type,
)
from tests.support.booking import book, booking
from tests.support.changing import HOLD, cancel, codes, hold, move, payload_of, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, held, slot_id, traces
from tests.support.waiting import join, joined, leave, series

pytestmark = pytest.mark.usefixtures("databases")


@dataclass
class Desk:
    """A desk agent with a contact who has an appointment in the afternoon."""

    client: Client
    person: str
    visit: str

    @property
    def world(self) -> World:
        return self.client.world

    @property
    def caller(self) -> Caller:
        return self.world.caller(Function.DESK_AGENT)


async def _desk() -> Desk:
    client = Client(world := await small_world())
    person = await contact(world.here)
    await change("visit_type", world.visit_type, horizon=60 * 24 * 60)
    return Desk(client, person, (await booked(client, person, at("16:00")))["id"])


Road = Callable[[Desk, str, Mapping[str, str]], Awaitable[dict[str, Any]]]


async def _book(on: Desk, when: str, where: Mapping[str, str]) -> dict[str, Any]:
    return await book(on.client, on.caller, **{**booking(on.world, on.person, startsAt=when), **where})


def _slot(on: Desk, when: str, where: Mapping[str, str]) -> str:
    return slot_id(on.world, when, where.get("agendaId"), where.get("visitTypeId"))


async def _book_slot(on: Desk, when: str, where: Mapping[str, str]) -> dict[str, Any]:
    return await book(on.client, on.caller, contactId=on.person, slotId=_slot(on, when, where))


async def _hold(on: Desk, when: str, where: Mapping[str, str]) -> dict[str, Any]:
    return await hold(on.client, on.caller, slotId=_slot(on, when, where))


async def _move(on: Desk, when: str, where: Mapping[str, str]) -> dict[str, Any]:
    return await move(on.client, on.caller, id=on.visit, expectedVersion=1, slotId=_slot(on, when, where))


async def _series(on: Desk, when: str, where: Mapping[str, str]) -> dict[str, Any]:
    return await series(on.client, on.caller, on.person, **{"startsAt": [when], **where})


ROADS: dict[str, Road] = {
    "book": _book, "book a slot": _book_slot, "hold": _hold, "move": _move, "series": _series,
}  # fmt: skip
TIMES = {
    "off the grid": (at("09:07"), "OFF_GRID"),
    "within a minute": ("2026-11-24T09:00:30+01:00", "OFF_GRID"),
    "in the past": ("2026-11-20T09:00:00+01:00", "TOO_SOON"),
    "at the first second that is counted": ("1970-01-01T00:00:00Z", "TOO_SOON"),
    "before every calendar": ("1972-06-01T09:00:00+01:00", "TOO_SOON"),
    "beyond the horizon": ("2027-03-02T09:00:00+01:00", "TOO_FAR"),
    "beyond every calendar": ("2300-01-01T09:00:00+01:00", "TOO_FAR"),
    "by the clock of another zone": ("2026-11-24T09:00:00-10:00", "OUTSIDE_HOURS"),
    "at night": (at("03:00"), "OUTSIDE_HOURS"),
    "on a public holiday": (at("10:00", 25, 12), "CLOSED"),
    "taken": (at("15:45"), "SLOT_TAKEN"),
}


def _told(payload: dict[str, Any]) -> list[str]:
    return codes(payload) or [each["code"] for each in payload["clashes"]]


@pytest.mark.parametrize(("when", "code"), TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("road", ROADS)
async def test_a_bad_time_is_refused_alike_on_every_road(road: str, when: str, code: str) -> None:
    desk = await _desk()
    if (road, code) == ("move", "SLOT_TAKEN"):  # it is no obstacle to itself
        await booked(desk.client, await contact(desk.world.here), at("15:30"))
        when = at("15:15")
    before = await traces()

    assert _told(await ROADS[road](desk, when, {})) == [code]
    assert await traces() == before


async def _places(world: World) -> dict[str, tuple[dict[str, str], str]]:
    """Return where nothing is offered, and what is told of it."""
    stranger = await professional()
    closed = await agenda(world.doctor, active=False)
    withdrawn = await visit_type(world.doctor, active=False)
    return {
        "an unknown agenda": ({"agendaId": "age_" + "z" * 20}, "NOT_FOUND"),
        "an unknown visit type": ({"visitTypeId": "vis_" + "z" * 20}, "NOT_FOUND"),
        "a visit type of another": ({"visitTypeId": await visit_type(stranger)}, "NOT_FOUND"),
        "an agenda of another": ({"agendaId": await agenda(stranger)}, "NOT_FOUND"),
        "a closed agenda": ({"agendaId": closed}, "NOT_FOUND"),
        "a withdrawn visit type": ({"visitTypeId": withdrawn}, "NOT_FOUND"),
        "no id at all": ({"agendaId": "'; DROP TABLE agenda; --"}, "NOT_FOUND"),
    }


@pytest.mark.parametrize("road", [*ROADS, "waitlist"])
async def test_where_nothing_is_offered_nothing_is_taken_on_any_road(road: str) -> None:
    desk = await _desk()
    places = await _places(desk.world)
    before = await traces()
    for where, code in places.values():
        payload = (
            await join(desk.client, desk.caller, desk.person, **where)
            if road == "waitlist"
            else await ROADS[road](desk, at("10:00"), where)
        )
        assert _told(payload) == [code], where
    assert (await traces(), await rows_of("waitlist")) == (before, [])


@pytest.mark.parametrize("road", ["book", "hold", "move"])
async def test_a_slot_id_with_any_part_changed_is_no_slot(road: str) -> None:
    desk = await _desk()
    good = slot_id(desk.world, at("10:00"))
    changed = [
        good[:at_] + ("A" if good[at_] != "A" else "B") + good[at_ + 1 :] for at_ in range(4, len(good), 9)
    ]
    before = await traces()
    for bad in [*changed, good[:-3], good + "AAAA", "slo_", "slo_é", "hol_" + good[4:], "x" * 5000]:
        given = {
            "book": lambda bad=bad: book(desk.client, desk.caller, contactId=desk.person, slotId=bad),
            "hold": lambda bad=bad: hold(desk.client, desk.caller, slotId=bad),
            "move": lambda bad=bad: move(
                desk.client, desk.caller, id=desk.visit, expectedVersion=1, slotId=bad
            ),
        }
        assert codes(await given[road]()) == ["NOT_FOUND"], bad
    assert await traces() == before


@pytest.mark.parametrize("road", ["book", "move", "extendHold", "releaseHold"])
async def test_an_expired_a_foreign_and_an_unknown_hold_take_nothing(road: str) -> None:
    desk = await _desk()
    foreign = await held(desk.client, desk.world.caller(Function.PARTNER_SITE), at("10:00"))
    own = await held(desk.client, desk.caller, at("11:00"))
    desk.client.now = NOW + 5 * 60
    before = await traces()
    for kept, code in (
        (foreign, "HOLD_NOT_YOURS"),
        ("hol_" + "z" * 20, "HOLD_NOT_YOURS"),
        (own, "HOLD_EXPIRED"),
    ):
        asked: dict[str, Callable[[str], Awaitable[dict[str, Any]]]] = {
            "book": lambda kept: book(desk.client, desk.caller, contactId=desk.person, holdId=kept),
            "move": lambda kept: move(
                desk.client, desk.caller, id=desk.visit, expectedVersion=1, holdId=kept
            ),
        }
        payload = (
            await asked[road](kept)
            if road in asked
            else await with_hold(desk.client, desk.caller, road, kept)
        )
        assert codes(payload) == [code]
    assert await traces() == before


async def test_a_cancelled_appointment_a_stale_version_and_an_unknown_one_are_not_moved() -> None:
    desk = await _desk()
    to = slot_id(desk.world, at("10:00"))
    stale = await move(desk.client, desk.caller, id=desk.visit, expectedVersion=7, slotId=to)
    unknown = await move(desk.client, desk.caller, id="apt_" + "z" * 20, expectedVersion=1, slotId=to)
    await cancel(desk.client, desk.caller, id=desk.visit, expectedVersion=1)
    before = await traces()

    over = await move(desk.client, desk.caller, id=desk.visit, expectedVersion=2, slotId=to)

    assert [codes(each) for each in (stale, unknown, over)] == [
        ["VERSION_CONFLICT"], ["NOT_FOUND"], ["WRONG_STATE"],
    ]  # fmt: skip
    assert await traces() == before


async def test_one_key_with_other_content_is_told_so_by_every_mutation_that_takes_or_gives_time() -> None:
    desk, key = await _desk(), dict[str, Any](idempotencyKey="one")
    world, client, caller = desk.world, desk.client, desk.caller
    ten, eleven = [slot_id(world, at(clock)) for clock in ("10:00", "11:00")]
    other = (await booked(client, desk.person, at("17:00")))["id"]
    holds = [await held(client, caller, at(clock)) for clock in ("12:00", "12:30", "13:00")]
    person = await contact(world.here)
    later = {"notBefore": at("09:00", 26)}  # beyond what is freed here, or they would be offered it
    entries = [await joined(client, caller, each, **later) for each in (desk.person, person)]
    third = await contact(world.here)
    pairs: list[Callable[[int], Awaitable[dict[str, Any]]]] = [
        lambda n: hold(client, caller, slotId=[ten, eleven][n], **key),
        lambda n: with_hold_of(client, caller, "extendHold", holds[n], **key),
        lambda n: with_hold_of(client, caller, "releaseHold", holds[n], **key),
        lambda n: book(client, caller, **booking(world, person, startsAt=at(["09:00", "09:30"][n])), **key),
        lambda n: move(client, caller, id=desk.visit, expectedVersion=1, slotId=[eleven, ten][n], **key),
        lambda n: cancel(client, caller, id=[other, desk.visit][n], expectedVersion=1, **key),
        lambda n: series(client, caller, person, startsAt=[at(["14:00", "14:30"][n])], **key),
        lambda n: join(client, caller, third, notAfter=at("09:00", [26, 27][n]), **key),
        lambda n: leave(client, caller, entries[n], 1, **key),
    ]
    for ask in pairs:
        assert codes(await ask(0)) == []
        before = await traces()
        assert codes(await ask(1)) == ["IDEMPOTENCY_MISMATCH"]
        assert await traces() == before


async def with_hold_of(
    client: Client, caller: Caller, verb: str, hold_id: str, **given: Any
) -> dict[str, Any]:
    return await payload_of(client, caller, HOLD % ("HoldInput", verb), holdId=hold_id, **given)


async def test_capacity_taken_away_under_a_held_seat_keeps_that_seat_and_sells_no_other() -> None:
    desk = await _desk()
    await change("visit_type", desk.world.visit_type, capacity=3)
    await booked(desk.client, desk.person, at("10:00"))
    kept = await held(desk.client, desk.caller, at("10:00"))
    await change("visit_type", desk.world.visit_type, capacity=1)
    before = await traces()

    fresh = await _book(desk, at("10:00"), {})
    taken = await book(desk.client, desk.caller, contactId=desk.person, holdId=kept)

    assert codes(fresh) == ["SLOT_TAKEN"]
    assert codes(taken) == ["SLOT_TAKEN"]
    assert await traces() == before


async def _open_at_night(world: World, day: str) -> None:
    await insert(
        "extra_opening",
        id="ext_" + "n" * 20,
        agenda_id=world.agenda,
        day=day,
        starts_minute=0,
        ends_minute=6 * 60,
    )


async def test_a_time_the_clock_skips_is_the_instant_it_names_and_taken_once() -> None:
    desk = await _desk()
    await change("visit_type", desk.world.visit_type, horizon=None)
    await _open_at_night(desk.world, "2027-03-28")

    skipped = await _book(desk, "2027-03-28T02:30:00+01:00", {})
    again = await _book(desk, "2027-03-28T03:30:00+02:00", {})

    assert (codes(skipped), skipped["appointment"]["startsAt"]) == ([], "2027-03-28T01:30:00Z")
    assert codes(again) == ["SLOT_TAKEN"]


async def test_a_time_the_clock_shows_twice_is_two_times() -> None:
    desk = await _desk()
    await change("visit_type", desk.world.visit_type, horizon=None)
    await _open_at_night(desk.world, "2027-10-31")

    first = await _book(desk, "2027-10-31T02:30:00+02:00", {})
    second = await _book(desk, "2027-10-31T02:30:00+01:00", {})

    starts = [each["appointment"]["startsAt"] for each in (first, second)]
    assert starts == ["2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"]
