"""People who end every purpose, and what is stored of them."""

from typing import Any, Final

from models.sealing.cipher import Binding, seal
from models.storage.reading import fetch, fetch_keys
from models.words import Channel, Function, Purpose
from resolvers.privacy.consent import withdraw_consent
from resolvers.privacy.decide_objection import ObjectionReason, decide_objection
from resolvers.privacy.objection import object_to
from tests.factories import BIRTH, DAY, IDENTITY, NOTE, NOW, PHYSICIAN, REACH, REASON, World, contact
from tests.support.rows import change
from tests.support.writes import write, written

WITHDRAWABLE: Final = (Purpose.MATCHING, Purpose.REMINDER, Purpose.CARE)


async def known(world: World, **given: Any) -> str:
    """A contact by telephone with everything that may be collected."""
    return await contact(world.here, IDENTITY, REACH, BIRTH, PHYSICIAN, **given)


async def visited(world: World, person: str, days_ago: int = 1, **given: Any) -> str:
    """A visit taken by telephone, with reason and note."""
    row = {"channel": Channel.PHONE, "starts_at": NOW - days_ago * DAY, **given}
    return await world.visit(person, REASON, NOTE, **row)


async def withdraw(world: World, person: str, *purposes: Purpose) -> None:
    me = await world.asked_by(Function.CONTACT, person)
    for purpose in purposes:
        written(await withdraw_consent(me, write(), person, purpose))


async def object_(world: World, person: str, purpose: Purpose, *, upheld: bool = True) -> None:
    """Object to a purpose; and, unless it is only weighed, have it upheld."""
    me = await world.asked_by(Function.CONTACT, person)
    objection = written(await object_to(me, write(), person, purpose, None))
    if upheld:
        desk = await world.asked_by(Function.DESK_AGENT)
        reason = ObjectionReason.CONTROLLER_AGREES
        written(await decide_objection(desk, write(), objection, reason, upheld=True))


async def end_every_purpose(world: World, person: str) -> None:
    await withdraw(world, person, *WITHDRAWABLE)
    await object_(world, person, Purpose.APPOINTMENT)


async def seal_proof(world: World, relationship_id: str, owner: str) -> None:
    """Seal a proof of a power under the key of the person it is about."""
    key = (await world.here.keyring.data_keys([owner]))[owner]
    place = Binding(world.here.tenant, "relationship", "proof", relationship_id)
    await change("relationship", relationship_id, proof=seal(b"Jugement de tutelle", key, place))


async def key_exists(person: str) -> bool:
    return bool(await fetch_keys("SELECT 1 AS one FROM data_key WHERE contact_id = ?", person))


async def sealed_of(person: str) -> list[str]:
    """Return the names of the columns that still hold something sealed of a contact."""
    [row] = await fetch("SELECT identity, reach, birth, physician FROM contact WHERE id = ?", person)
    visits = await fetch("SELECT reason, note FROM appointment WHERE contact_id = ?", person)
    return sorted({name for each in [row, *visits] for name, value in each.items() if value is not None})
