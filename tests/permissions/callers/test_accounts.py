"""Accounts: one function, one party of the right kind, one subject."""

from collections.abc import Awaitable, Callable

import pytest

from models.storage.reading import fetch
from models.words import Function
from permissions.callers.accounts import AccountRefused, close_account, create_account
from permissions.callers.issuing import issue_token
from permissions.callers.tokens import LifetimeTooLong
from tests.permissions.callers.world import (
    CONTACT,
    DOCTOR,
    NOW,
    OPERATOR,
    PARTY_OF,
    PRACTICE,
    SETTINGS,
    World,
)

pytestmark = pytest.mark.usefixtures("world")


WRONG_PARTIES = [
    (function, party_id)
    for function in Function
    for party_id in (OPERATOR, PRACTICE, DOCTOR, CONTACT, "", "ope_", "x")
    if PARTY_OF.get(function) != party_id
]


@pytest.mark.parametrize(("function", "party_id"), WRONG_PARTIES)
async def test_a_function_acts_for_its_own_kind_of_party_only(function: Function, party_id: str) -> None:
    with pytest.raises(AccountRefused, match="acts for"):
        await create_account(function=function, party_id=party_id, name="Staff", now=NOW)
    assert await fetch("SELECT id FROM account") == []


@pytest.mark.parametrize("function", list(PARTY_OF))
async def test_an_account_for_a_party_that_does_not_exist_is_not_opened(function: Function) -> None:
    missing = PARTY_OF[function][:4] + "z" * 20
    with pytest.raises(AccountRefused, match="There is no"):
        await create_account(function=function, party_id=missing, name="Staff", now=NOW)
    assert await fetch("SELECT id FROM account") == []


async def test_a_subject_has_one_account(world: World) -> None:
    await world.account(Function.DESK_AGENT, issuer="https://sso.example", subject="someone")
    with pytest.raises(AccountRefused, match="already has an account"):
        await world.account(Function.ASSISTANT, issuer="https://sso.example", subject="someone")
    await world.account(Function.ASSISTANT, issuer="https://other.example", subject="someone")
    await world.account(Function.ASSISTANT)
    await world.account(Function.ASSISTANT)


@pytest.mark.parametrize("half", [{"issuer": "https://sso.example"}, {"subject": "someone"}])
async def test_half_an_openid_name_is_refused(world: World, half: dict[str, str]) -> None:
    with pytest.raises(AccountRefused, match="together"):
        await world.account(Function.DESK_AGENT, **half)


async def test_a_token_is_issued_for_an_active_account_only(world: World) -> None:
    account = await world.account(Function.DESK_AGENT)
    await close_account(account)
    for account_id in (account, "acc_zzzzzzzzzzzzzzzzzzzz", ""):
        with pytest.raises(AccountRefused, match="no active account"):
            await world.token(account_id)


@pytest.mark.parametrize("lifetime_s", [0, -1, SETTINGS.longest_s + 1])
async def test_a_token_lives_a_sensible_time(world: World, lifetime_s: int) -> None:
    account = await world.account(Function.DESK_AGENT)
    with pytest.raises(LifetimeTooLong):
        await issue_token(world.keyring, SETTINGS, account, now=NOW, lifetime_s=lifetime_s)


async def test_an_erased_contact_gets_no_account(
    world: World, execute: Callable[..., Awaitable[int]]
) -> None:
    await execute("UPDATE contact SET erased_at = ?", NOW)
    with pytest.raises(AccountRefused, match="There is no"):
        await world.account(Function.CONTACT)
