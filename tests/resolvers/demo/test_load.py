"""The demo world is loaded once, found again, and carried on from week to week."""

import asyncio
from collections import Counter
from time import monotonic

from models.ids import Kind, new_id
from models.sealing.keys import KeyRing
from models.storage.dialect import Value
from models.storage.reading import fetch, fetch_keys
from models.storage.transaction import Transaction, in_transaction
from resolvers.demo.days import mondays_around
from resolvers.demo.load import load_demo
from resolvers.demo.people import people
from resolvers.demo.professionals import PROFESSIONALS
from resolvers.demo.visit import DemoVisit
from resolvers.demo.week import visits_of_week

TENANT = "demo"
WEEK = 7 * 86_400
COUNTS = {
    "operator": 1,
    "practice": 2,
    "partner": 2,
    "place": 9,
    "professional": 12,
    "agenda": 13,
    "contact": 200,
    "account": 9,
    "api_client": 1,
    "instruction": 1,
    "controllership_rule": 6,
    "preset_choice": 1,
}
TABLES = (*COUNTS, "visit_type", "opening", "relationship", "search_token", "appointment", "claim")


def _planned(now: int) -> list[DemoVisit]:
    return [visit for monday in mondays_around(now) for visit in visits_of_week(monday)]


async def _dump() -> dict[str, list[str]]:
    found = {table: await fetch(f"SELECT * FROM {table}") for table in TABLES}
    found["data_key"] = await fetch_keys("SELECT * FROM data_key")
    return {table: sorted(repr(tuple(row.values())) for row in rows) for table, rows in found.items()}


async def _write(sql: str, *values: Value) -> int:
    async def work(transaction: Transaction) -> int:
        return await transaction.execute(sql, *values)

    return await in_transaction(work)


async def _column(sql: str, *values: Value) -> list[object]:
    return [next(iter(row.values())) for row in await fetch(sql, *values)]


async def test_the_world_is_whole_and_as_planned(keyring: KeyRing, now: int) -> None:
    started = monotonic()
    world = await load_demo(keyring, TENANT, now)
    took = monotonic() - started

    dump = await _dump()
    assert {table: len(dump[table]) for table in COUNTS} == COUNTS
    assert len(dump["data_key"]) == 200
    assert set(await _column("SELECT id FROM appointment")) == {visit.id for visit in _planned(now)}
    assert world.added == len(dump["appointment"]) == len(dump["claim"])
    assert took < 5


async def test_time_is_taken_for_what_is_live_and_freed_for_what_is_cancelled(
    keyring: KeyRing, now: int
) -> None:
    await load_demo(keyring, TENANT, now)

    rows = await fetch(
        "SELECT c.state, a.status, c.owner_id, a.professional_id, c.starts_at - a.starts_at AS early,"
        " a.ends_at - c.ends_at AS late"
        " FROM claim c JOIN seat s ON s.claim_id = c.id JOIN appointment a ON a.id = s.holder_id"
    )
    assert {(row["state"] == "FREED") is (row["status"] == "CANCELLED") for row in rows} == {True}
    assert {row["owner_id"] == row["professional_id"] for row in rows} == {True}
    assert {(row["early"], row["late"]) for row in rows} == {(0, 0)}


async def test_what_is_over_has_its_outcome_and_what_comes_has_none(keyring: KeyRing, now: int) -> None:
    await load_demo(keyring, TENANT, now)

    over = Counter(await _column("SELECT status FROM appointment WHERE ends_at <= ?", now))
    coming = Counter(await _column("SELECT status FROM appointment WHERE ends_at > ?", now))
    assert set(over) == {"COMPLETED", "NO_SHOW", "ARRIVED", "CANCELLED"}
    assert set(coming) == {"BOOKED", "CONFIRMED", "CANCELLED"}


async def test_a_second_loading_changes_nothing(keyring: KeyRing, now: int) -> None:
    first = await load_demo(keyring, TENANT, now)
    before = await _dump()

    second = await load_demo(keyring, TENANT, now + 60)

    assert await _dump() == before
    assert (first.values, first.callers) == (second.values, second.callers)
    assert (second.added, second.partner_key) == (0, None)


async def test_a_week_later_a_week_is_added_and_the_last_one_is_over(keyring: KeyRing, now: int) -> None:
    await load_demo(keyring, TENANT, now)
    people_before = (await _dump())["contact"]

    world = await load_demo(keyring, TENANT, now + WEEK)

    assert world.added == len(visits_of_week(mondays_around(now + WEEK)[-1]))
    assert (await _dump())["contact"] == people_before
    over = await _column("SELECT status FROM appointment WHERE ends_at <= ?", now + WEEK)
    assert set(over) == {"COMPLETED", "NO_SHOW", "ARRIVED", "CANCELLED"}


async def test_what_somebody_changed_meanwhile_stays(keyring: KeyRing, now: int) -> None:
    await load_demo(keyring, TENANT, now)
    visit = next(each for each in _planned(now) if each.live and each.starts_at > now)
    await _write("UPDATE appointment SET status = 'CONFIRMED', version = 2 WHERE id = ?", visit.id)

    await load_demo(keyring, TENANT, now + WEEK)

    assert await _column("SELECT status FROM appointment WHERE id = ?", visit.id) == ["CONFIRMED"]


async def test_what_was_booked_meanwhile_keeps_its_time(keyring: KeyRing, now: int) -> None:
    await load_demo(keyring, TENANT, now)
    planned = visits_of_week(mondays_around(now + WEEK)[-1])
    visit = next(each for each in planned if each.live)
    await _write(
        "INSERT INTO claim (id, owner_id, starts_at, ends_at, state) VALUES (?, ?, ?, ?, 'TAKEN')",
        new_id(Kind.CLAIM),
        visit.professional.id,
        visit.ends_at - 60,
        visit.ends_at,
    )

    world = await load_demo(keyring, TENANT, now + WEEK)

    assert world.added == len(planned) - 1
    assert await _column("SELECT id FROM appointment WHERE id = ?", visit.id) == []


async def test_nobody_erased_or_restricted_is_written_about_again(keyring: KeyRing, now: int) -> None:
    await load_demo(keyring, TENANT, now)
    everybody = people(mondays_around(now)[1])
    erased, restricted = everybody["contact"].id, everybody["ward"].id
    assert await keyring.destroy_data_key(erased)
    await _write("UPDATE contact SET restricted_at = ? WHERE id = ?", now, restricted)

    await load_demo(keyring, TENANT, now + WEEK)

    monday = mondays_around(now + WEEK)[-1]
    ids = {visit.id: visit.person.id for visit in visits_of_week(monday)}
    stored = {ids[str(each)] for each in await _column("SELECT id FROM appointment") if each in ids}
    assert {erased, restricted} <= set(ids.values())
    assert {erased, restricted}.isdisjoint(stored)
    assert await keyring.data_keys([erased]) == {}


async def test_two_loadings_at_once_make_one_world(keyring: KeyRing, now: int) -> None:
    worlds = await asyncio.gather(load_demo(keyring, TENANT, now), load_demo(keyring, TENANT, now))

    assert sorted(world.added for world in worlds) == [0, len(_planned(now))]
    assert sorted(world.partner_key is None for world in worlds) == [False, True]
    assert len(await fetch_keys("SELECT contact_id FROM data_key")) == 200


async def test_keys_left_by_a_loading_that_was_cut_off_are_used(keyring: KeyRing, now: int) -> None:
    await keyring.create_data_keys([people(mondays_around(now)[1])["contact"].id], now)

    await load_demo(keyring, TENANT, now)

    assert len(await fetch_keys("SELECT contact_id FROM data_key")) == 200


async def test_the_partner_has_one_key_and_the_other_no_guarantee(keyring: KeyRing, now: int) -> None:
    world = await load_demo(keyring, TENANT, now)

    assert world.partner_key
    assert world.partner_key not in repr(world)
    assert len(await _column("SELECT id FROM partner WHERE guarantee_until > ?", now)) == 1
    assert len(await _column("SELECT id FROM partner WHERE guarantee_until <= ?", now)) == 1


async def test_both_partners_have_bookings(keyring: KeyRing, now: int) -> None:
    await load_demo(keyring, TENANT, now)

    assert len(await _column("SELECT DISTINCT partner_id FROM appointment WHERE partner_id IS NOT NULL")) == 2


async def test_every_appointment_is_with_whom_its_agenda_belongs_to(keyring: KeyRing, now: int) -> None:
    await load_demo(keyring, TENANT, now)

    strays = await fetch(
        "SELECT a.id FROM appointment a JOIN agenda g ON g.id = a.agenda_id"
        " JOIN visit_type t ON t.id = a.visit_type_id"
        " WHERE g.professional_id <> a.professional_id OR t.professional_id <> a.professional_id"
    )
    assert strays == []
    assert len(await _column("SELECT DISTINCT professional_id FROM appointment")) == len(PROFESSIONALS)
