"""The sweep erases what withdrawn consents and upheld objections left without a purpose, and nothing else."""

import asyncio
from typing import Any

import pytest

from models.storage.errors import StorageBusy
from models.words import Channel, Function, Purpose
from resolvers.privacy import erasing as module
from resolvers.privacy.consent import give_consent
from resolvers.privacy.erasing import erase_what_has_no_purpose, erasing
from resolvers.privacy.legal_hold import HoldReason, lift_legal_hold, place_legal_hold
from tests.factories import HOUR, NOW, World, contact_row, relationship
from tests.resolvers.privacy.erasing import (
    WITHDRAWABLE,
    end_every_purpose,
    key_exists,
    known,
    object_,
    sealed_of,
    visited,
    withdraw,
)
from tests.support.rows import acts, change, rows_of
from tests.support.writes import nothing_written, write, written

EVERYTHING = ["birth", "identity", "note", "physician", "reach", "reason"]


async def sweep(world: World, now: int = NOW) -> int:
    return await erase_what_has_no_purpose(world.here, now)


@pytest.mark.policy("S10", "S21d")
async def test_a_withdrawn_consent_to_care_erases_reason_and_physician_once_the_visit_is_over(
    world: World,
) -> None:
    person = await known(world)
    visit = await visited(world, person, days_ago=0)
    await withdraw(world, person, Purpose.CARE)
    ends = NOW + HOUR // 2
    async with nothing_written():
        assert await sweep(world, ends - 1) == 0
    assert await sweep(world, ends) == 1
    assert await sealed_of(person) == ["birth", "identity", "note", "reach"]
    assert await key_exists(person)
    assert (await contact_row(person)).version == 2
    done = {
        (row["verb"], row["record_id"], row["reason"]) for row in await acts() if row["function"] != "CONTACT"
    }
    assert done == {("eraseCategories", each, "NO_PURPOSE_LEFT") for each in (visit, person)}
    async with nothing_written():
        assert await sweep(world, ends) == 0


async def test_the_reasons_of_a_professional_stay_with_him(world: World) -> None:
    person = await known(world)
    await visited(world, person, channel=Channel.AGENDA)
    phone = await visited(world, person, days_ago=2)
    his = await known(world, channel=Channel.AGENDA, professional_id=world.doctor)
    await visited(world, his, days_ago=3, channel=Channel.AGENDA)
    for each in (person, his):
        await withdraw(world, each, Purpose.CARE)
    assert await sweep(world) == 1
    emptied = {row["id"] for row in await rows_of("appointment") if row["reason"] is None}
    assert emptied == {phone}
    assert await sealed_of(his) == EVERYTHING


@pytest.mark.policy("S21f")
async def test_who_ends_every_purpose_is_erased_when_no_visit_is_ahead(world: World) -> None:
    person, other = await known(world), await known(world)
    visit = await visited(world, person, days_ago=-1)
    await end_every_purpose(world, person)
    assert await sweep(world) == 0
    assert await key_exists(person)
    await change("appointment", visit, status="CANCELLED")
    assert await sweep(world) == 1
    assert not await key_exists(person)
    assert (await contact_row(person)).erased_at == NOW
    assert await key_exists(other)
    assert await sweep(world) == 0


async def test_one_purpose_left_keeps_the_person(world: World) -> None:
    for left in (*WITHDRAWABLE, Purpose.APPOINTMENT):
        person = await known(world)
        await withdraw(world, person, *(each for each in WITHDRAWABLE if each is not left))
        if left is not Purpose.APPOINTMENT:
            await object_(world, person, Purpose.APPOINTMENT)
        await sweep(world)
        assert await key_exists(person)
        assert "identity" in await sealed_of(person)


async def test_an_objection_that_is_only_weighed_erases_nothing(world: World) -> None:
    person = await known(world)
    await withdraw(world, person, *WITHDRAWABLE)
    await object_(world, person, Purpose.APPOINTMENT, upheld=False)
    await sweep(world)
    assert await key_exists(person)


async def test_a_relative_is_kept_for_the_appointments_others_make_for_it(world: World) -> None:
    parent = await known(world)
    child = await known(world, source_contact_id=parent)
    await relationship(parent, child)
    await end_every_purpose(world, child)
    await sweep(world)
    assert await key_exists(child)
    await object_(world, child, Purpose.RELATIVE_APPOINTMENT)
    assert await sweep(world) == 1
    assert not await key_exists(child)


async def test_a_consent_given_again_in_time_keeps_everything(world: World) -> None:
    person = await known(world)
    await visited(world, person)
    await withdraw(world, person, Purpose.CARE)
    me = await world.asked_by(Function.CONTACT, person)
    written(await give_consent(me, write(), person, Purpose.CARE, "2026-11"))
    async with nothing_written():
        assert await sweep(world) == 0


async def test_what_a_claim_needs_or_the_person_restricted_is_passed_over(world: World) -> None:
    held, limited, one = await known(world), await known(world), await known(world)
    visits = [await visited(world, each, days_ago=days) for days, each in enumerate((held, limited, one), 1)]
    for each in (held, limited, one):
        await withdraw(world, each, Purpose.CARE)
    await end_every_purpose_of_the_rest(world, held)
    officer = await world.asked_by(Function.PROTECTION_OFFICER)
    written(await place_legal_hold(officer, write(), held, HoldReason.COMPLAINT))
    await change("contact", limited, restricted_at=NOW)
    await change("appointment", visits[2], restricted_at=NOW)
    assert await sweep(world) == 1
    assert await sealed_of(held) == await sealed_of(limited) == EVERYTHING
    assert await sealed_of(one) == ["birth", "identity", "note", "reach", "reason"]
    written(await lift_legal_hold(officer, write(), held))
    assert await sweep(world) == 1
    assert not await key_exists(held)


async def end_every_purpose_of_the_rest(world: World, person: str) -> None:
    await withdraw(world, person, Purpose.MATCHING, Purpose.REMINDER)
    await object_(world, person, Purpose.APPOINTMENT)


async def test_the_file_of_a_health_professional_outlives_the_operators_purposes(world: World) -> None:
    person = await known(world)
    await visited(world, person, channel=Channel.AGENDA)
    await end_every_purpose(world, person)
    assert await sweep(world) == 0
    assert await sealed_of(person) == EVERYTHING


async def test_two_workers_sweep_at_once_and_each_person_is_erased_once(world: World) -> None:
    people = [await known(world) for _ in range(3)]
    for person in people:
        await end_every_purpose(world, person)
    assert sum(await asyncio.gather(sweep(world), sweep(world))) == len(people)
    assert [row["verb"] for row in await acts()].count("eraseContact") == len(people)


async def test_it_sweeps_again_after_a_sweep_that_was_put_off(
    monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    swept = asyncio.Event()
    calls: list[str] = []

    async def one(*_: Any) -> int:
        calls.append("sweep")
        if len(calls) == 1:
            raise StorageBusy("busy")
        swept.set()
        return 0

    async def emptied() -> None:
        calls.append("log")

    monkeypatch.setattr(module, "erase_what_has_no_purpose", one)
    monkeypatch.setattr(module, "truncate_log", emptied)
    async with erasing(world.here, seconds=0.001):
        await asyncio.wait_for(swept.wait(), timeout=5)
    before = len(calls)
    await asyncio.sleep(0.02)
    assert calls[:3] == ["sweep", "log", "sweep"]
    assert len(calls) == before
