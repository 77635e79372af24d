"""One key, one contact: the same answer for the same request, and nothing left behind by a refusal."""

import pytest

from models.storage.reading import fetch_keys
from models.words import Function
from resolvers.contacts.create import create_contact
from resolvers.contacts.given import Given
from resolvers.writing import once
from resolvers.writing.fault import ErrorCode
from resolvers.writing.once import KEPT
from tests.factories import (
    DAY,
    NOW,
    World,
    change,
    partner,
    rows_of,
)
from tests.resolvers.contacts.creating import ZOE, refused
from tests.support.writes import codes, write, written


async def test_the_same_key_creates_once(world: World) -> None:
    request = await world.asked_by(Function.DESK_AGENT)
    first = await create_contact(request, write("k", b"1"), Given(ZOE), None)
    again = await world.asked_by(Function.DESK_AGENT, now=NOW + 60)
    assert await create_contact(again, write("k", b"1"), Given(ZOE), None) == first
    assert len(await rows_of("contact")) == 1
    other = await create_contact(again, write("k", b"2"), Given(ZOE | {"firstName": "Léa"}), None)
    assert codes(other) == {(ErrorCode.IDEMPOTENCY_MISMATCH, ("idempotencyKey",))}
    assert len(await rows_of("contact")) == 1


async def test_anothers_key_is_not_ones_own(world: World) -> None:
    other = await partner()
    first = await world.asked_by(Function.PARTNER_SITE)
    second = await world.asked_by(Function.PARTNER_SITE, other)
    mine = written(await create_contact(first, write("k"), Given(ZOE), None))
    theirs = written(await create_contact(second, write("k"), Given(ZOE), None))
    assert mine != theirs


async def test_a_key_that_was_refused_answers_the_same_refusal(world: World) -> None:
    late = await partner(guarantee_until=NOW)
    asked = await world.asked_by(Function.PARTNER_SITE, late, NOW + DAY)
    first = await create_contact(asked, write("k"), Given(ZOE), None)
    await change("partner", late, guarantee_until=NOW + 9 * DAY)
    asked = await world.asked_by(Function.PARTNER_SITE, late, NOW + DAY)
    assert await create_contact(asked, write("k"), Given(ZOE), None) == first
    assert codes(first) == {(ErrorCode.NOT_ALLOWED, ())}
    assert await rows_of("contact") == []


async def test_a_refused_input_makes_no_key(world: World) -> None:
    await refused(await world.asked_by(Function.DESK_AGENT), phone="0612")
    assert await fetch_keys("SELECT contact_id FROM data_key") == []


async def test_a_key_is_forgotten_after_a_day_and_then_free_for_another_content(world: World) -> None:
    first = await world.asked_by(Function.DESK_AGENT)
    written(await create_contact(first, write("k", b"1"), Given(ZOE), None))
    kept = await world.asked_by(Function.DESK_AGENT, now=NOW + KEPT)
    late = await world.asked_by(Function.DESK_AGENT, now=NOW + KEPT + 1)
    mismatch = {(ErrorCode.IDEMPOTENCY_MISMATCH, ("idempotencyKey",))}
    assert codes(await create_contact(kept, write("k", b"2"), Given(ZOE), None)) == mismatch
    written(await create_contact(late, write("k", b"2"), Given(ZOE), None))
    assert codes(await create_contact(late, write("k", b"1"), Given(ZOE), None)) == mismatch
    assert len(await rows_of("idempotency")) == 1


async def test_what_is_kept_no_longer_is_cleared_out_by_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "_CLEARING", 256)
    for after, key in ((0, "a"), (1, "b"), (KEPT + 1, "c")):
        asked = await world.asked_by(Function.DESK_AGENT, now=NOW + after)
        written(await create_contact(asked, write(key), Given(ZOE), None))
    assert sorted(row["created_at"] for row in await rows_of("idempotency")) == [NOW + 1, NOW + KEPT + 1]
