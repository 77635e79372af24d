"""A series is booked whole, or not at all."""

import asyncio
from typing import Any

import pytest

from models.words import Function
from resolvers.booking.take_time import take
from tests.factories import change, contact, rows_of, small_world
from tests.support.booking import book, booking, nothing_was_written, partners_contact
from tests.support.changing import codes
from tests.support.client import Client
from tests.support.rows import acts
from tests.support.slots import at, booked, taken_spans
from tests.support.waiting import SERIES, own_contact, series

pytestmark = pytest.mark.usefixtures("databases")

WEEKLY = {"first": "2026-11-24T09:00:00+01:00", "every": 1, "unit": "WEEK"}
THREE = [at("09:00"), at("09:00", 25), at("09:00", 26)]


def starts(payload: dict[str, Any]) -> list[str]:
    return [each["startsAt"] for each in payload["series"]["appointments"]]


async def test_a_series_is_one_booking_of_many_times() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    person = await partners_contact(world)
    asked = {"repeats": {**WEEKLY, "count": 4}, "reason": "Pansement", "idempotencyKey": "k"}

    made = await series(client, partner, person, **asked)
    again = await series(client, partner, person, **asked)

    assert (made["errors"], made["clashes"]) == ([], [])
    assert starts(made) == [f"2026-{day}T08:00:00Z" for day in ("11-24", "12-01", "12-08", "12-15")]
    shown = made["series"]["appointments"]
    assert {each["seriesId"] for each in shown} == {made["series"]["id"]}
    assert {(each["status"], each["visitReason"]["value"]) for each in shown} == {("BOOKED", "Pansement")}
    assert again == made
    assert len(await rows_of("appointment")) == 4
    assert len(await taken_spans(world.doctor)) == 4
    assert [row["verb"] for row in await acts()] == ["bookSeries"] * 4
    assert len({bytes(row["reason"]) for row in await rows_of("appointment")}) == 4


async def test_nine_stays_nine_when_the_clock_is_put_on() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)

    made = await series(
        client, desk, person, repeats={**WEEKLY, "first": "2027-03-23T09:00:00+01:00", "count": 2}
    )

    assert starts(made) == ["2027-03-23T08:00:00Z", "2027-03-30T07:00:00Z"]


async def test_one_clash_keeps_the_whole_series_out_and_names_what_is_free() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await booked(client, person, at("09:00", 25))

    refused = await series(
        client, desk, person, startsAt=[*THREE, at("09:05", 27), at("09:00", 28), "2026-11-22T09:00:00Z"]
    )

    assert refused["series"] is None
    assert [(each["startsAt"], each["code"]) for each in refused["clashes"]] == [
        ("2026-11-22T09:00:00Z", "TOO_SOON"),
        ("2026-11-25T08:00:00Z", "SLOT_TAKEN"),
        ("2026-11-27T08:05:00Z", "OFF_GRID"),
        ("2026-11-28T08:00:00Z", "OUTSIDE_HOURS"),
    ]
    assert refused["clashes"][1]["alternatives"] == [
        {"startsAt": "2026-11-25T08:30:00Z", "endsAt": "2026-11-25T09:00:00Z"},
        {"startsAt": "2026-11-25T08:45:00Z", "endsAt": "2026-11-25T09:15:00Z"},
        {"startsAt": "2026-11-25T09:00:00Z", "endsAt": "2026-11-25T09:30:00Z"},
    ]
    assert [each["path"] for each in refused["errors"]] == [["startsAt", rank] for rank in "0245"]
    assert codes(refused) == [each["code"] for each in refused["clashes"]]
    assert len(await rows_of("appointment")) == 1
    assert len(await rows_of("claim")) == 1


async def test_a_dry_run_tells_the_clashes_and_keeps_nothing_its_key_included() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    free = {"startsAt": THREE, "idempotencyKey": "k"}

    clear = await series(client, desk, person, **free, dryRun=True)

    assert (clear["series"], clear["clashes"], clear["errors"]) == (None, [], [])
    assert await nothing_was_written()
    assert (await rows_of("idempotency"), await acts(), await rows_of("agenda_event")) == ([], [], [])
    assert codes(await series(client, desk, person, **free)) == []
    told = await series(client, desk, person, **free, dryRun=True)
    assert ([each["code"] for each in told["clashes"]], told["errors"]) == (["SLOT_TAKEN"] * 3, [])


async def test_on_demand_what_can_be_booked_is_and_the_answer_stays_the_same() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await booked(client, person, at("09:00", 25))
    asked = {"startsAt": THREE, "allOrNothing": False, "idempotencyKey": "k"}

    made = await series(client, desk, person, **asked)

    assert starts(made) == ["2026-11-24T08:00:00Z", "2026-11-26T08:00:00Z"]
    assert ([each["code"] for each in made["clashes"]], made["errors"]) == (["SLOT_TAKEN"], [])
    assert await series(client, desk, person, **asked) == made
    none = await series(client, desk, person, startsAt=THREE, allOrNothing=False)
    assert (none["series"], codes(none)) == (None, ["SLOT_TAKEN"] * 3)


async def test_times_of_one_series_clash_with_each_other_and_count_in_the_limits() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await change("visit_type", world.visit_type, per_day=2)

    refused = await series(
        client, desk, person, startsAt=[at("09:00"), at("09:15"), at("10:00"), at("11:00"), at("09:00", 25)]
    )

    assert [(each["startsAt"][11:16], each["code"]) for each in refused["clashes"]] == [
        ("08:15", "SLOT_TAKEN"),
        ("10:00", "LIMIT_REACHED"),
    ]
    assert await nothing_was_written()


@pytest.mark.parametrize("nth", [1, 2, 5])
async def test_a_failure_at_any_time_of_the_series_leaves_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    calls = iter(range(1, 100))

    async def planted(*given: Any, **named: Any) -> None:
        await take(*given, **named)
        if next(calls) == nth:
            raise RuntimeError("planted")

    monkeypatch.setattr("resolvers.booking.series.book.take", planted)
    asked = {
        "agendaId": world.agenda,
        "visitTypeId": world.visit_type,
        "contactId": person,
        "repeats": {**WEEKLY, "count": 5},
        "idempotencyKey": "k",
    }

    answer = await client.ask(desk, SERIES, input=asked)

    assert [each["extensions"]["code"] for each in answer["errors"]] == ["INTERNAL_SERVER_ERROR"]
    assert await nothing_was_written()
    tables = [await rows_of(table) for table in ("seat", "agenda_event", "idempotency")] + [await acts()]
    assert tables == [[], [], [], []]
    monkeypatch.undo()
    assert len(starts(await series(client, desk, person, **asked))) == 5


async def test_twenty_series_at_once_on_the_same_times_have_one_winner() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    people = [await contact(world.here) for _ in range(20)]

    answers = await asyncio.gather(
        *(series(client, desk, each, repeats={**WEEKLY, "count": 4}) for each in people)
    )

    assert [len(each["clashes"]) for each in answers if not each["series"]] == [4] * 19
    assert len(await rows_of("appointment")) == 4
    assert len({row["contact_id"] for row in await rows_of("appointment")}) == 1


async def test_series_raced_against_single_bookings_are_never_half_booked() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    person, other = await contact(world.here), await contact(world.here)
    singles = [f"2026-12-{day:02}T09:00:00+01:00" for day in (1, 8, 15)]

    made, *_ = await asyncio.gather(
        series(client, desk, person, repeats={**WEEKLY, "count": 8}),
        *(book(client, desk, **booking(world, other, startsAt=each)) for each in singles),
    )

    mine = [row for row in await rows_of("appointment") if row["contact_id"] == person]
    assert len(mine) == (8 if made["series"] else 0)
    spans = await taken_spans(world.doctor)
    assert len(spans) == len(set(spans)) == len(await rows_of("appointment"))


async def test_a_series_that_needs_approval_waits_and_blocks_its_times() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    await change("visit_type", world.visit_type, needs_approval=True)

    made = await series(client, me, person, startsAt=THREE)

    assert {each["status"] for each in made["series"]["appointments"]} == {"PENDING"}
    assert len(await taken_spans(world.doctor)) == 3


async def test_the_appointments_of_a_series_are_found_by_it() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await booked(client, person, at("15:00"))
    made = (await series(client, desk, person, startsAt=THREE))["series"]
    query = """
    query ($id: ID!) { appointments(filter: {seriesId: $id}) { nodes { id seriesId } } }
    """

    found = await client.data(desk, query, id=made["id"])

    assert [each["id"] for each in found["appointments"]["nodes"]] == [
        each["id"] for each in made["appointments"]
    ]
    lawyer = world.caller(Function.PROFESSIONAL, world.lawyer)
    assert (await client.data(lawyer, query, id=made["id"]))["appointments"]["nodes"] == []


async def test_a_year_of_weeks_is_booked_in_one_go() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await change("agenda", world.agenda, closes_on_holidays=False)

    made = await series(client, desk, person, repeats={**WEEKLY, "count": 52})

    assert (len(starts(made)), made["errors"]) == (52, [])
    assert {each[11:] for each in starts(made)} == {"08:00:00Z", "07:00:00Z"}
