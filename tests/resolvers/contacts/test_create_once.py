"""One key, one contact: the same answer for the same request, and nothing left behind by a refusal."""

from models.storage.reading import fetch_keys
from models.words import Function
from resolvers.contacts.create import create_contact
from resolvers.contacts.given import Given
from resolvers.writing.fault import ErrorCode
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
