"""A person by telephone, its visit, and what is said of its consents."""

from typing import Any, Final

from models.words import Channel
from tests.factories import BIRTH, IDENTITY, PHYSICIAN, REACH, World, contact, small_world
from tests.support.client import Client

VERSION: Final = "2026-11"


async def person_of(world: World, **given: Any) -> str:
    return await contact(world.here, IDENTITY, REACH, BIRTH, PHYSICIAN, **given)


async def client_and_visit() -> tuple[Client, str, str]:
    client = Client(await small_world())
    person = await person_of(client.world)
    return client, person, await client.world.visit(person, channel=Channel.PHONE)


def given(person: str, purpose: str = "CARE", version: str = VERSION) -> dict[str, str]:
    return {"contactId": person, "purpose": purpose, "textVersion": version}


def withdrawn(person: str, purpose: str = "CARE") -> dict[str, str]:
    return {"contactId": person, "purpose": purpose}
