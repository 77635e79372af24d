"""Erasing a person destroys the key, empties the rows, and keeps what the law keeps."""

from pathlib import Path
from typing import Any

import pytest

from models.storage.database import DatabaseSettings
from models.storage.reading import fetch
from models.words import Channel, Function, Purpose, StateKind
from resolvers.privacy.erase import FILE_KEPT, erase_contact
from resolvers.privacy.legal_hold import HoldReason, lift_legal_hold, place_legal_hold
from resolvers.privacy.recipients import OPENLY, SILENTLY, keep_out
from resolvers.writing.fault import ErrorCode, Refused
from tests.factories import DAY, HOUR, NOW, World, contact_row, relationship
from tests.resolvers.privacy.erasing import (
    key_exists,
    known,
    object_,
    seal_proof,
    sealed_of,
    visited,
    withdraw,
)
from tests.schema.privacy.saying import SIGHT
from tests.support.client import Client
from tests.support.rows import acts, change, claim, insert, rows_of
from tests.support.waiting import joined
from tests.support.writes import nothing_written, write, written


async def erased(world: World, person: str, now: int = NOW) -> None:
    await erase_contact(await world.asked_by(Function.TECHNICAL_ADMIN, now=now), person)


async def refused(world: World, person: str, now: int = NOW) -> tuple[ErrorCode, list[str]]:
    async with nothing_written():
        with pytest.raises(Refused) as found:
            await erased(world, person, now)
    [fault] = found.value.faults
    return fault.code, fault.details.get("articles", [])


@pytest.mark.policy("S21c")
async def test_nothing_opens_and_nothing_finds_an_erased_person(world: World) -> None:
    person = await known(world)
    visit = await visited(world, person)
    await erased(world, person)
    assert not await key_exists(person)
    assert await sealed_of(person) == []
    assert [row for row in await rows_of("search_token") if row["contact_id"] == person] == []
    record = await contact_row(person)
    assert (record.erased_at, record.version, record.states) == (NOW, 2, None)
    client = Client(world)
    answer = await client.data(world.caller(Function.DESK_AGENT), SIGHT, visit=visit, person=person)
    assert {answer["person"][name]["state"] for name in ("lastName", "phone", "treatingPhysician")} == {
        "ERASED"
    }
    assert answer["visit"]["visitReason"]["state"] == "ERASED"
    [state] = await rows_of("record_state")
    assert (state["kind"], state["record_id"], state["valid_from"]) == (StateKind.ERASED, person, NOW)
    assert {(row["verb"], row["record_id"]) for row in await acts()} == {("eraseContact", person)}


async def test_the_bytes_are_gone_from_the_file_and_from_its_log(
    world: World, database_settings: DatabaseSettings
) -> None:
    person = await known(world)
    record = await contact_row(person)
    sealed = [each for each in (record.identity, record.reach, record.birth, record.physician) if each]
    if database_settings.data_url.startswith("sqlite://"):
        assert [each in _on_disk(database_settings) for each in sealed] == [True] * 4
        await erased(world, person)
        assert [each in _on_disk(database_settings) for each in sealed] == [False] * 4
    else:
        await erased(world, person)
        assert await sealed_of(person) == []


def _on_disk(settings: DatabaseSettings) -> bytes:
    path = Path(settings.data_url.removeprefix("sqlite://"))
    return path.read_bytes() + path.with_name(path.name + "-wal").read_bytes()


async def test_rows_proofs_and_decisions_stay_and_say_nothing_of_the_person(world: World) -> None:
    person, other = await known(world), await known(world)
    visit = await visited(world, person)
    power = await relationship(other, person, kind="GUARDIAN", power="GUARDIANSHIP")
    await seal_proof(world, power, person)
    await withdraw(world, person, Purpose.REMINDER)
    await object_(world, person, Purpose.MATCHING)
    me = await world.asked_by(Function.CONTACT, person)
    for way in (OPENLY, SILENTLY):
        written(await keep_out(me, write(), way, person, world.doctor))
    await _traces_of_others(world, person, visit)
    before = await fetch("SELECT starts_at, status, channel FROM appointment WHERE id = ?", visit)

    await erased(world, person)

    assert await fetch("SELECT starts_at, status, channel FROM appointment WHERE id = ?", visit) == before
    [bond] = await rows_of("relationship")
    assert (bond["proof"], bond["valid_until"]) == (None, NOW)
    assert await rows_of("contact_block") == []
    [left] = await fetch("SELECT name, issuer, subject, active FROM account WHERE id = 'acc_p'")
    assert (left["name"], left["issuer"], left["subject"], bool(left["active"])) == ("", None, None, False)
    states = await rows_of("record_state")
    assert {(row["kind"], row["target"], row["ground"]) for row in states} == {
        ("CONSENT_WITHDRAWN", "REMINDER", None),
        ("OBJECTED", "MATCHING", None),
        ("OPPOSED", "", None),
        ("HIDDEN", "", None),
        ("BREAK_GLASS", "acc_x", "LIFE_IN_DANGER"),
        ("ERASED", "", None),
    }
    assert {row["kind"] for row in states if row["ended_at"] is None} == {"ERASED"}
    assert [row["state"] for row in await rows_of("objection")] == ["UPHELD"]
    assert await sealed_of(other) == ["birth", "identity", "physician", "reach"]
    assert await key_exists(other)


async def _traces_of_others(world: World, person: str, visit: str) -> None:
    """Leave what professionals and the product itself keep of a person."""
    glass: dict[str, Any] = {
        "record_id": visit,
        "contact_id": person,
        "kind": "BREAK_GLASS",
        "target": "acc_x",
    }
    by = {"set_by_function": "PROFESSIONAL", "set_by_party": world.doctor, "set_by_account": "acc_x"}
    ground = "LIFE_IN_DANGER Inconscient aux urgences."
    await insert(
        "record_state", id="sta_x", **glass, ground=ground, valid_from=NOW, valid_until=NOW + HOUR, **by
    )
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=person, blocked_at=NOW, blocked_by="acc_x"
    )
    account: dict[str, Any] = {"function": "CONTACT", "party_kind": "CONTACT", "party_id": person}
    await insert("account", id="acc_p", issuer="i", subject="s", name="Zoé Lefèvre", created_at=0, **account)


async def test_a_legal_hold_keeps_everything_until_it_is_lifted(world: World) -> None:
    person = await known(world)
    officer = await world.asked_by(Function.PROTECTION_OFFICER)
    written(await place_legal_hold(officer, write(), person, HoldReason.COURT_CLAIM))
    assert await refused(world, person) == (ErrorCode.LEGAL_HOLD, ["17(3)(e)"])
    assert await key_exists(person)
    written(await lift_legal_hold(officer, write(), person))
    await erased(world, person)
    assert not await key_exists(person)


@pytest.mark.parametrize("whose", ["contact", "visit"])
async def test_the_file_of_a_health_professional_is_kept_for_twenty_years(world: World, whose: str) -> None:
    mine: dict[str, Any] = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person = await known(world, **(mine if whose == "contact" else {}))
    if whose == "visit":
        await visited(world, person, channel=Channel.AGENDA)
    articles = ["17(3)(b)", "17(3)(c)", "9(2)(h)"]
    last = NOW - DAY + (HOUR // 2 if whose == "visit" else 0)
    assert await refused(world, person) == (ErrorCode.KEPT_BY_LAW, articles)
    assert await refused(world, person, last + FILE_KEPT - 1) == (ErrorCode.KEPT_BY_LAW, articles)
    await erased(world, person, last + FILE_KEPT)
    assert not await key_exists(person)


async def test_a_lawyers_client_is_erased(world: World) -> None:
    person = await known(world, channel=Channel.AGENDA, professional_id=world.lawyer)
    theirs: dict[str, Any] = {"agenda_id": world.lawyer_agenda, "visit_type_id": world.lawyer_visit_type}
    await visited(world, person, channel=Channel.AGENDA, professional_id=world.lawyer, **theirs)
    await erased(world, person)
    assert await sealed_of(person) == []


async def test_nobody_is_erased_while_a_visit_is_ahead_nor_twice_nor_unknown(world: World) -> None:
    person = await known(world)
    await visited(world, person, days_ago=-1)
    assert await refused(world, person) == (ErrorCode.WRONG_STATE, [])
    assert await refused(world, "con_" + "a" * 20) == (ErrorCode.NOT_FOUND, [])
    other = await known(world)
    await erased(world, other)
    assert await refused(world, other) == (ErrorCode.WRONG_STATE, [])


async def test_who_is_erased_waits_for_nothing_and_the_offered_time_goes_to_the_next(world: World) -> None:
    client = Client(world)
    person, following = await known(world), await known(world)
    desk = world.caller(Function.DESK_AGENT)
    entries = [await joined(client, desk, each) for each in (person, following)]
    of: dict[str, Any] = {"agenda_id": world.agenda, "visit_type_id": world.visit_type, "contact_id": person}
    span: dict[str, Any] = {"starts_at": NOW + 2 * HOUR, "ends_at": NOW + 2 * HOUR + HOUR // 2}
    held: dict[str, Any] = {"caller": "x", "held_until": NOW + 900, "state": "HELD", "created_at": NOW}
    await insert("hold", id="hol_x", professional_id=world.doctor, **of, **span, **held)
    await claim(
        world.doctor, **span, visit_type_id=world.visit_type, holder_id="hol_x", held_until=NOW + 1020
    )
    await _offer(entries[0])
    await erased(world, person)
    states = {row["id"]: row["state"] for row in await rows_of("waitlist")}
    assert states == {entries[0]: "LEFT", entries[1]: "OFFERED"}
    assert {row["state"] for row in await rows_of("hold") if row["id"] == "hol_x"} == {"RELEASED"}


async def _offer(entry_id: str) -> None:
    await change("waitlist", entry_id, state="OFFERED", hold_id="hol_x", offers=1)
