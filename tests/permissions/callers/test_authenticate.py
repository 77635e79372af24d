"""From header to caller, on both databases: who stands, who fell, and what it costs."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc.jwk import OKPKey
from joserfc.jwt import encode

from models.sealing.signing_keys import signing_keys
from models.storage.reading import counting_statements
from models.words import Function, PartyKind, Purpose
from permissions.caller import ANONYMOUS, DEFAULT_PURPOSES, PARTY_KIND_OF, Caller
from permissions.callers.accounts import close_account
from permissions.callers.authenticate import Authenticator
from permissions.callers.issuing import (
    revoke_token,
    revoke_token_id,
    rotate_signing_key,
    withdraw_signing_key,
)
from permissions.callers.refusal import CredentialRefused
from permissions.callers.tokens import TokenSettings
from tests.permissions.callers.world import (
    COLLEAGUE,
    CONTACT,
    DOCTOR,
    NOW,
    PARTY_OF,
    SETTINGS,
    STRANGER,
    World,
)
from tests.support.rows import change, insert

ONE_ANSWER = ("The credential is not valid. Ask for a new one.",)


async def refused(authenticate: Authenticator, header: str, now: int = NOW) -> None:
    with pytest.raises(CredentialRefused) as error:
        await authenticate(header, now)
    assert error.value.args == ONE_ANSWER
    assert (str(error.value), repr(error.value)) == (ONE_ANSWER[0], f"CredentialRefused({ONE_ANSWER[0]!r})")


@pytest.fixture
def authenticate() -> Authenticator:
    return Authenticator(SETTINGS)


async def test_no_header_is_nobody_and_costs_no_statement(authenticate: Authenticator, world: World) -> None:
    assert world
    with counting_statements() as statements:
        assert await authenticate(None, NOW) is ANONYMOUS
    assert len(statements) == 0


@pytest.mark.parametrize("function", list(PARTY_OF))
async def test_a_token_makes_the_caller_its_account_says(
    authenticate: Authenticator, world: World, function: Function
) -> None:
    account = await world.account(function)
    token = await world.token(account, strong=True)
    people = {Function.PROFESSIONAL: {DOCTOR}, Function.ASSISTANT: {DOCTOR, COLLEAGUE}}.get(function, set())
    assert await authenticate(f"Bearer {token.text}", NOW) == Caller(
        function=function,
        party_kind=PARTY_KIND_OF[function],
        party_id=PARTY_OF[function],
        account_id=account,
        credential_id=token.token_id,
        purposes=DEFAULT_PURPOSES[function],
        professional_ids=frozenset(people),
        strong=True,
        label="Staff",
    )


async def test_a_request_costs_one_statement_however_large_the_practice(
    authenticate: Authenticator, world: World
) -> None:
    header = f"Bearer {(await world.token(await world.account(Function.ASSISTANT))).text}"
    await authenticate(header, NOW)
    with counting_statements() as statements:
        caller = await authenticate(header, NOW)
    assert len(caller.professional_ids) == 2
    assert len(statements) == 1


async def test_a_revoked_token_is_refused_from_the_next_request_on(
    authenticate: Authenticator, world: World
) -> None:
    account = await world.account(Function.DESK_AGENT)
    token, other = await world.token(account), await world.token(account)
    header = f"Bearer {token.text}"
    assert (await authenticate(header, NOW)).account_id == account
    assert await revoke_token(SETTINGS, token.text, NOW)
    await refused(authenticate, header)
    assert not await revoke_token(SETTINGS, token.text, NOW)
    assert (await authenticate(f"Bearer {other.text}", NOW)).account_id == account


async def test_a_token_can_be_revoked_by_the_id_its_caller_carries(
    authenticate: Authenticator, world: World
) -> None:
    header = f"Bearer {(await world.token(await world.account(Function.CONTACT))).text}"
    caller = await authenticate(header, NOW)
    assert await revoke_token_id(SETTINGS, caller.credential_id, NOW)
    await refused(authenticate, header)


async def test_nothing_is_revoked_by_a_token_that_is_not_ours(world: World) -> None:
    token = await world.token(await world.account(Function.DESK_AGENT))
    with pytest.raises(CredentialRefused):
        await revoke_token(TokenSettings("https://other.example", "paravent"), token.text, NOW)


async def test_a_closed_account_is_refused_from_the_next_request_on(
    authenticate: Authenticator, world: World
) -> None:
    account = await world.account(Function.DESK_AGENT)
    header = f"Bearer {(await world.token(account)).text}"
    await authenticate(header, NOW)
    assert await close_account(account)
    await refused(authenticate, header)
    assert not await close_account(account)


async def test_a_token_checked_a_moment_ago_still_expires_on_time(
    authenticate: Authenticator, world: World
) -> None:
    header = f"Bearer {(await world.token(await world.account(Function.DESK_AGENT))).text}"
    assert await authenticate(header, NOW + 3599)
    await refused(authenticate, header, NOW + 3600)


async def test_after_a_rotation_old_and_new_tokens_are_good(
    authenticate: Authenticator, world: World
) -> None:
    account = await world.account(Function.DESK_AGENT)
    old = await world.token(account)
    await authenticate(f"Bearer {old.text}", NOW - 5)
    await rotate_signing_key(world.keyring, NOW)
    new = await world.token(account)
    assert _key_id(old.text) != _key_id(new.text)
    for token in (old, new):
        assert (await authenticate(f"Bearer {token.text}", NOW)).account_id == account


async def test_a_key_retired_longer_than_any_token_lives_proves_nothing(world: World) -> None:
    settings = TokenSettings(SETTINGS.issuer, SETTINGS.audience, longest_s=1800)
    token = await world.token(await world.account(Function.DESK_AGENT))
    await rotate_signing_key(world.keyring, NOW)
    header = f"Bearer {token.text}"
    assert await Authenticator(settings)(header, NOW + 1799)
    await refused(Authenticator(settings), header, NOW + 1800)


async def test_a_withdrawn_key_refuses_its_tokens_within_five_seconds(
    authenticate: Authenticator, world: World
) -> None:
    account = await world.account(Function.DESK_AGENT)
    token = await world.token(account)
    header = f"Bearer {token.text}"
    await authenticate(header, NOW)
    assert await withdraw_signing_key(_key_id(token.text))
    await refused(authenticate, header, NOW + 5)
    assert not await withdraw_signing_key(_key_id(token.text))


async def test_a_key_of_the_same_name_is_not_the_key_that_was_checked(world: World) -> None:
    account = await world.account(Function.DESK_AGENT)
    token = await world.token(account)
    authenticate = Authenticator(SETTINGS)
    await authenticate(f"Bearer {token.text}", NOW)
    other = await rotate_signing_key(world.keyring, NOW)
    keys = authenticate._sources[SETTINGS.issuer].keys
    swapped = await keys.find(other, NOW + 5)
    assert swapped is not None
    keys._keys = {_key_id(token.text): swapped}
    await refused(authenticate, f"Bearer {token.text}", NOW + 6)


async def test_bad_credentials_of_every_kind_get_one_answer(
    authenticate: Authenticator, world: World
) -> None:
    token = (await world.token(await world.account(Function.DESK_AGENT))).text
    header, payload, signature = token.split(".")
    for bad in (
        "Bearer x",
        f"Basic {token}",
        f"Bearer {token}.",
        f"Bearer {header}.{payload}.",
        f"Bearer {header}..{signature}",
        f"Bearer {_with(header, alg='none')}.{payload}.",
        f"Bearer {_with(header, alg='HS256')}.{payload}.{signature}",
        f"Bearer {_with(header, kid='../../etc/passwd')}.{payload}.{signature}",
        f"Bearer {_with(header, kid=chr(39) + ' OR 1=1 --')}.{payload}.{signature}",
        f"Bearer {_with(header, kid='a' + chr(0))}.{payload}.{signature}",
        f"Bearer {_with(header, typ='JWT')}.{payload}.{signature}",
        f"Bearer {_with(header, typ='logout+jwt')}.{payload}.{signature}",
        f"Bearer {header}.{_with(payload, iss='https://evil.example')}.{signature}",
        f"Bearer {header}.{_with(payload, sub='acc_tsrqponmlkjihgfedcba')}.{signature}",
        f"Bearer {header}.{_with(payload, exp=NOW * 2)}.{signature}",
        "Bearer paravent_" + "A" * 49,
        "Bearer paravent_",
        "Bearer é",
    ):
        await refused(authenticate, bad)
    assert (await authenticate(f"Bearer {token}", NOW)).function is Function.DESK_AGENT


async def test_a_well_signed_token_of_another_kind_or_account_is_refused(
    authenticate: Authenticator, world: World
) -> None:
    account = await world.account(Function.DESK_AGENT)
    token = (await world.token(account)).text
    (stored,) = await signing_keys(world.keyring)
    assert stored.private
    key = OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(stored.private))
    header, claims = (json.loads(_decoded(part)) for part in token.split(".")[:2])
    unknown = {**claims, "sub": "acc_tsrqponmlkjihgfedcba"}
    signed = encode(header, claims, key, algorithms=["Ed25519"])
    assert (await authenticate(f"Bearer {signed}", NOW)).account_id == account
    for bad_header, bad_claims in (({**header, "typ": "JWT"}, claims), (header, unknown)):
        signed = encode(bad_header, bad_claims, key, algorithms=["Ed25519"])
        await refused(authenticate, f"Bearer {signed}")


async def test_an_assistant_of_an_emptied_practice_acts_for_nobody(
    authenticate: Authenticator, world: World, execute: Callable[..., Awaitable[int]]
) -> None:
    token = await world.token(await world.account(Function.ASSISTANT))
    await execute("UPDATE professional SET practice_id = NULL")
    caller = await authenticate(f"Bearer {token.text}", NOW)
    assert (caller.party_kind, caller.professional_ids) == (PartyKind.PRACTICE, frozenset())


async def test_a_hundred_requests_at_once_are_each_their_own_caller(
    authenticate: Authenticator, world: World
) -> None:
    functions = list(PARTY_OF)
    tokens = {function: await world.token(await world.account(function)) for function in functions}
    asked = [functions[number % len(functions)] for number in range(100)]
    callers = await asyncio.gather(
        *(authenticate(f"Bearer {tokens[function].text}", NOW) for function in asked)
    )
    assert [caller.function for caller in callers] == asked


def _key_id(token: str) -> str:
    header: dict[str, str] = json.loads(_decoded(token.split(".", maxsplit=1)[0]))
    return header["kid"]


def _with(part: str, **changed: object) -> str:
    content = json.dumps({**json.loads(_decoded(part)), **changed})
    return base64.urlsafe_b64encode(content.encode()).rstrip(b"=").decode()


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


async def test_a_credential_serves_no_purpose_it_was_not_granted(
    authenticate: Authenticator, world: World
) -> None:
    account = await world.account(Function.DESK_AGENT)
    await change("account", account, purposes="CARE REMINDER")

    caller = await authenticate(f"Bearer {(await world.token(account)).text}", NOW)

    assert caller.purposes == {Purpose.REMINDER}


@pytest.mark.parametrize("function", [Function.PROFESSIONAL, Function.ASSISTANT])
async def test_who_was_named_into_a_care_team_is_told_apart_from_the_next_request_on(
    authenticate: Authenticator, world: World, function: Function
) -> None:
    header = f"Bearer {(await world.token(await world.account(function))).text}"

    async def told() -> bool:
        return (await authenticate(header, NOW)).in_care_team

    assert not await told()
    await insert(
        "care_team", id="tea_1", contact_id=CONTACT, member_id=DOCTOR, named_by=STRANGER, valid_from=NOW
    )
    assert await told()
    await change("care_team", "tea_1", ended_at=NOW)
    assert not await told()
