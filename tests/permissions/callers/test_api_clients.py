"""API clients: a key is shown once, and good until revoked or expired."""

import pytest

from models.storage.reading import counting_statements, fetch
from models.words import Function, PartyKind
from permissions.caller import DEFAULT_PURPOSES, Caller
from permissions.callers.api_clients import (
    ClientRefused,
    clients_of_partner,
    create_client,
    revoke_client,
)
from permissions.callers.api_keys import key_hash, new_api_key
from permissions.callers.authenticate import Authenticator
from permissions.callers.refusal import CredentialRefused
from tests.permissions.callers.world import NOW, PARTNER, SETTINGS, World

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def authenticate() -> Authenticator:
    return Authenticator(SETTINGS)


async def refused(authenticate: Authenticator, key: str, now: int = NOW) -> None:
    with pytest.raises(CredentialRefused) as error:
        await authenticate(f"Bearer {key}", now)
    assert str(error.value) == "The credential is not valid. Ask for a new one."


async def test_a_key_makes_its_partner_the_caller(authenticate: Authenticator) -> None:
    client = await create_client(partner_id=PARTNER, name="Booking site", now=NOW)
    assert await authenticate(f"Bearer {client.key}", NOW) == Caller(
        function=Function.PARTNER_SITE,
        party_kind=PartyKind.PARTNER,
        party_id=PARTNER,
        account_id=client.client_id,
        credential_id=client.client_id,
        purposes=DEFAULT_PURPOSES[Function.PARTNER_SITE],
        label="Booking site",
    )
    await authenticate.close()


async def test_the_key_itself_is_nowhere_in_the_database() -> None:
    client = await create_client(partner_id=PARTNER, name="Booking site", now=NOW)
    (row,) = await fetch("SELECT * FROM api_client")
    assert bytes(row["key_hash"]) == key_hash(client.key)
    assert client.key.removeprefix("paravent_") not in repr(dict(row))
    assert client.key not in repr(client)


async def test_a_key_that_nobody_was_given_is_refused(authenticate: Authenticator) -> None:
    await refused(authenticate, new_api_key())


async def test_a_key_with_a_wrong_checksum_is_refused_without_a_statement(
    authenticate: Authenticator,
) -> None:
    client = await create_client(partner_id=PARTNER, name="Booking site", now=NOW)
    with counting_statements() as statements:
        await refused(authenticate, client.key[:-1] + ("A" if client.key[-1] != "A" else "Q"))
    assert len(statements) == 0


async def test_a_key_is_refused_once_revoked_and_from_its_end_on(authenticate: Authenticator) -> None:
    first = await create_client(partner_id=PARTNER, name="First", now=NOW, expires_at=NOW + 100)
    second = await create_client(partner_id=PARTNER, name="Second", now=NOW)
    await authenticate(f"Bearer {first.key}", NOW + 99)
    await refused(authenticate, first.key, NOW + 100)
    assert await revoke_client(second.client_id, NOW)
    await refused(authenticate, second.key)
    assert not await revoke_client(second.client_id, NOW + 1)
    await authenticate.close()


async def test_a_request_with_a_key_waits_for_one_statement(authenticate: Authenticator) -> None:
    client = await create_client(partner_id=PARTNER, name="Booking site", now=NOW)
    with counting_statements() as statements:
        await authenticate(f"Bearer {client.key}", NOW)
        assert len(statements) == 1
    await authenticate.close()


async def test_the_last_use_is_written_at_most_once_a_minute(authenticate: Authenticator) -> None:
    client = await create_client(partner_id=PARTNER, name="Booking site", now=NOW)

    async def used(*moments: int) -> tuple[int | None, int]:
        with counting_statements() as statements:
            for moment in moments:
                await authenticate(f"Bearer {client.key}", moment)
            await authenticate.close()
        (listed,) = await clients_of_partner(PARTNER)
        return listed.last_used_at, sum("UPDATE" in text for text in statements.texts)

    assert await used(NOW, NOW, NOW + 1, NOW + 59) == (NOW, 1)
    assert await used(NOW + 60, NOW + 61) == (NOW + 60, 1)
    assert await used(NOW + 30) == (NOW + 60, 0)


async def test_two_processes_do_not_write_the_same_minute_twice(authenticate: Authenticator) -> None:
    client = await create_client(partner_id=PARTNER, name="Booking site", now=NOW)
    await authenticate(f"Bearer {client.key}", NOW)
    await authenticate.close()
    with counting_statements() as statements:
        other = Authenticator(SETTINGS)
        await other(f"Bearer {client.key}", NOW + 30)
        await other.close()
    assert not any("UPDATE" in text for text in statements.texts)


async def test_the_list_shows_every_client_and_no_key() -> None:
    first = await create_client(partner_id=PARTNER, name="First", now=NOW, expires_at=NOW + 9)
    second = await create_client(partner_id=PARTNER, name="Second", now=NOW + 1)
    await revoke_client(first.client_id, NOW + 5)
    listed = await clients_of_partner(PARTNER)
    assert [(client.client_id, client.expires_at, client.revoked_at) for client in listed] == [
        (first.client_id, NOW + 9, NOW + 5),
        (second.client_id, None, None),
    ]
    assert "First" not in repr(listed)


async def test_a_client_of_no_partner_or_already_expired_is_not_made() -> None:
    with pytest.raises(ClientRefused, match="no such partner"):
        await create_client(partner_id="par_zzzzzzzzzzzzzzzzzzzz", name="Site", now=NOW)
    with pytest.raises(ClientRefused, match="later end"):
        await create_client(partner_id=PARTNER, name="Site", now=NOW, expires_at=NOW)
    assert await clients_of_partner(PARTNER) == []


async def test_nothing_of_the_table_is_found_by_its_hash(authenticate: Authenticator, world: World) -> None:
    assert world
    client = await create_client(partner_id=PARTNER, name="Booking site", now=NOW)
    await refused(authenticate, key_hash(client.key).hex())
    await refused(authenticate, client.client_id)
