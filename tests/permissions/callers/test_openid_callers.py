"""OpenID tokens end to end: a real issuer on this machine, both databases."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from joserfc.util import urlsafe_b64encode

from models.storage.reading import counting_statements, fetch
from models.words import Function
from permissions.caller import Caller
from permissions.callers.accounts import close_account
from permissions.callers.authenticate import Authenticator
from permissions.callers.identity import Shape
from permissions.callers.issuer import IssuerMisconfigured, IssuerSettings
from permissions.callers.issuing import revoke_token_id
from permissions.callers.refusal import CredentialRefused
from tests.permissions.callers.issuer_server import NAME, Issuer
from tests.permissions.callers.world import DOCTOR, NOW, OPERATOR, PRACTICE, RPPS, SETTINGS, World

SUBJECT = "0f8c1f0e-2a53-4a9e-9a53-3f6f0a7d2b11"
DOCTORS_SUBJECT = f"f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:8{RPPS}"


def trusting(issuer: Issuer, **more: Any) -> Authenticator:
    return Authenticator(SETTINGS, [IssuerSettings(NAME, issuer.keys_url, "paravent", **more)])


async def caller(authenticate: Authenticator, token: str, now: int = NOW) -> Caller:
    return await authenticate(f"Bearer {token}", now)


async def refused(authenticate: Authenticator, token: str, now: int = NOW) -> None:
    with pytest.raises(CredentialRefused) as error:
        await authenticate(f"Bearer {token}", now)
    assert str(error.value) == "The credential is not valid. Ask for a new one."


async def test_a_known_subject_acts_by_its_account(world: World, issuer: Issuer) -> None:
    account = await world.account(Function.DESK_AGENT, issuer=NAME, subject=SUBJECT)
    authenticate = trusting(issuer)
    found = await caller(authenticate, issuer.token(NOW, sub=SUBJECT, jti="t1"))
    assert (found.account_id, found.function, found.party_id) == (account, Function.DESK_AGENT, OPERATOR)
    assert found.credential_id == f"{NAME}#t1"
    with counting_statements() as statements:
        await caller(authenticate, issuer.token(NOW, sub=SUBJECT, jti="t1"))
    assert len(statements) == 1
    assert issuer.asked == 1


async def test_an_unknown_subject_is_refused_like_a_forged_token(world: World, issuer: Issuer) -> None:
    await world.account(Function.DESK_AGENT, issuer="https://other.example", subject=SUBJECT)
    authenticate = trusting(issuer)
    await refused(authenticate, issuer.token(NOW, sub=SUBJECT))
    await refused(authenticate, issuer.token(NOW, sub=SUBJECT, key=RSAKey.generate_key(2048)))


async def test_closing_and_revoking_hold_for_openid_tokens_too(world: World, issuer: Issuer) -> None:
    account = await world.account(Function.DESK_AGENT, issuer=NAME, subject=SUBJECT)
    authenticate = trusting(issuer)
    one, two = (issuer.token(NOW, sub=SUBJECT, jti=jti) for jti in ("t1", "t2"))
    credential = (await caller(authenticate, one)).credential_id
    await revoke_token_id(SETTINGS, credential, NOW)
    await refused(authenticate, one)
    assert await caller(authenticate, two)
    await close_account(account)
    await refused(authenticate, two)


@pytest.mark.parametrize(
    "claims",
    [{"aud": "other"}, {"exp": NOW}, {"iss": "https://evil.example"}, {"nbf": NOW + 3600}, {"sub": 7}],
)
async def test_a_token_for_elsewhere_is_refused(world: World, issuer: Issuer, claims: dict[str, Any]) -> None:
    await world.account(Function.DESK_AGENT, issuer=NAME, subject=SUBJECT)
    await refused(trusting(issuer), issuer.token(NOW, **{"sub": SUBJECT, **claims}))


async def test_the_published_key_is_no_password(world: World, issuer: Issuer) -> None:
    await world.account(Function.DESK_AGENT, issuer=NAME, subject=SUBJECT)
    _, payload, _ = issuer.token(NOW, sub=SUBJECT).split(".")
    header = urlsafe_b64encode(b'{"alg":"HS256","kid":"k1","typ":"JWT"}').decode()
    mac = hmac.digest(issuer.key.as_pem(private=False), f"{header}.{payload}".encode(), "sha256")
    await refused(trusting(issuer), f"{header}.{payload}.{urlsafe_b64encode(mac).decode()}")


async def test_a_published_symmetric_key_proves_nothing(world: World, issuer: Issuer) -> None:
    await world.account(Function.DESK_AGENT, issuer=NAME, subject=SUBJECT)
    secret = urlsafe_b64encode(b"s" * 32).decode()
    issuer.published.append({"kty": "oct", "k": secret, "kid": "k2", "alg": "HS256"})
    _, payload, _ = issuer.token(NOW, sub=SUBJECT).split(".")
    header = urlsafe_b64encode(b'{"alg":"HS256","kid":"k2"}').decode()
    mac = hmac.digest(b"s" * 32, f"{header}.{payload}".encode(), "sha256")
    await refused(trusting(issuer), f"{header}.{payload}.{urlsafe_b64encode(mac).decode()}")


async def test_made_up_key_ids_cause_one_request_to_the_issuer(world: World, issuer: Issuer) -> None:
    await world.account(Function.DESK_AGENT, issuer=NAME, subject=SUBJECT)
    authenticate = trusting(issuer)
    for number in range(50):
        await refused(authenticate, issuer.token(NOW, sub=SUBJECT, kid=f"../{number}"))
    assert issuer.asked == 1
    assert await caller(authenticate, issuer.token(NOW, sub=SUBJECT))


async def test_a_key_of_one_issuer_does_not_prove_a_token_of_another(world: World, issuer: Issuer) -> None:
    account = await world.account(Function.TECHNICAL_ADMIN)
    forged = issuer.token(
        NOW, iss=SETTINGS.issuer, sub=account, aud=SETTINGS.audience, nbf=NOW, jti="t1", key=issuer.key
    )
    await refused(trusting(issuer), forged)


async def test_two_issuers_of_one_name_do_not_start(issuer: Issuer) -> None:
    with pytest.raises(IssuerMisconfigured, match="one name"):
        Authenticator(SETTINGS, [IssuerSettings(SETTINGS.issuer, issuer.keys_url, "paravent")])


async def test_pro_sante_connect_finds_the_professional_by_rpps(world: World, issuer: Issuer) -> None:
    account = await world.account(Function.PROFESSIONAL)
    authenticate = trusting(issuer, shape=Shape.PRO_SANTE_CONNECT, strong_acr=frozenset({"eidas1"}))
    token = issuer.token(NOW, sub=DOCTORS_SUBJECT, SubjectNameID=f"8{RPPS}", acr="eidas1")
    found = await caller(authenticate, token)
    assert (found.account_id, found.party_id, found.strong) == (account, DOCTOR, True)
    with counting_statements() as statements:
        await caller(authenticate, token)
    assert len(statements) == 1


async def test_an_unknown_rpps_or_one_of_another_issuer_is_refused(world: World, issuer: Issuer) -> None:
    await world.account(Function.PROFESSIONAL)
    psc = trusting(issuer, shape=Shape.PRO_SANTE_CONNECT)
    await refused(psc, issuer.token(NOW, sub="f:1:810009999999"))
    await refused(trusting(issuer), issuer.token(NOW, sub=DOCTORS_SUBJECT, SubjectNameID=f"8{RPPS}"))


async def test_the_rpps_opens_no_account_of_another_function(world: World, issuer: Issuer) -> None:
    await world.account(Function.ASSISTANT)
    await refused(trusting(issuer, shape=Shape.PRO_SANTE_CONNECT), issuer.token(NOW, sub=DOCTORS_SUBJECT))


async def test_a_closed_or_revoked_professional_is_refused_by_rpps(world: World, issuer: Issuer) -> None:
    account = await world.account(Function.PROFESSIONAL)
    authenticate = trusting(issuer, shape=Shape.PRO_SANTE_CONNECT)
    token = issuer.token(NOW, sub=DOCTORS_SUBJECT, jti="t1")
    await revoke_token_id(SETTINGS, (await caller(authenticate, token)).credential_id, NOW)
    await refused(authenticate, token)
    await close_account(account)
    await refused(authenticate, issuer.token(NOW, sub=DOCTORS_SUBJECT, jti="t2"))


async def test_the_rpps_finds_the_professional_and_not_who_acts_in_his_name(
    world: World, issuer: Issuer, execute: Callable[..., Awaitable[int]]
) -> None:
    await world.account(Function.PROFESSIONAL)
    await execute("UPDATE account SET function = 'ASSISTANT'")
    await refused(trusting(issuer, shape=Shape.PRO_SANTE_CONNECT), issuer.token(NOW, sub=DOCTORS_SUBJECT))


@pytest.mark.parametrize("kind", ["logout+jwt", "dpop+jwt", "secevent+jwt"])
async def test_a_token_of_another_kind_is_no_credential(world: World, issuer: Issuer, kind: str) -> None:
    await world.account(Function.DESK_AGENT, issuer=NAME, subject=SUBJECT)
    await refused(trusting(issuer), issuer.token(NOW, sub=SUBJECT, kind=kind))


async def test_pro_sante_connect_names_others_by_subject(world: World, issuer: Issuer) -> None:
    account = await world.account(Function.ASSISTANT, issuer=NAME, subject="f:1:3100000001/42")
    authenticate = trusting(issuer, shape=Shape.PRO_SANTE_CONNECT)
    assert (await caller(authenticate, issuer.token(NOW, sub="f:1:3100000001/42"))).account_id == account


KEYCLOAK: dict[str, Any] = {
    "sub": SUBJECT,
    "realm_access": {"roles": ["offline_access", "paravent-desk-agent"]},
    "party": OPERATOR,
}


async def test_keycloak_must_still_grant_what_the_account_says(world: World, issuer: Issuer) -> None:
    account = await world.account(Function.DESK_AGENT, issuer=NAME, subject=SUBJECT)
    authenticate = trusting(issuer, shape=Shape.KEYCLOAK)
    assert (await caller(authenticate, issuer.token(NOW, **KEYCLOAK))).account_id == account
    for changed in (
        {"realm_access": {"roles": ["offline_access"]}},
        {"realm_access": {"roles": ["paravent-technical-admin"]}},
        {"function": "TECHNICAL_ADMIN"},
        {"party": PRACTICE},
    ):
        await refused(authenticate, issuer.token(NOW, **{**KEYCLOAK, **changed}))


async def test_an_issuer_that_may_enrol_opens_one_account_at_the_first_token(
    world: World, issuer: Issuer, execute: Callable[..., Awaitable[int]]
) -> None:
    assert world
    authenticate = trusting(issuer, shape=Shape.KEYCLOAK, enrols=frozenset({Function.DESK_AGENT}))
    first = await caller(authenticate, issuer.token(NOW, **KEYCLOAK))
    second = await caller(authenticate, issuer.token(NOW, **KEYCLOAK, jti="t2"))
    assert (first.account_id, first.label) == (second.account_id, "Desk agent")
    assert len(await fetch("SELECT id FROM account")) == 1
    await execute("UPDATE account SET active = FALSE")
    await refused(authenticate, issuer.token(NOW, **KEYCLOAK, jti="t3"))
    assert len(await fetch("SELECT id FROM account")) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"realm_access": {"roles": ["paravent-technical-admin"]}},
        {"realm_access": {"roles": ["paravent-desk-agent", "paravent-technical-admin"]}},
        {"party": None},
        {"party": PRACTICE},
        {"party": "ope_zzzzzzzzzzzzzzzzzzzz"},
        {"party": "ope_' OR 1=1"},
    ],
)
async def test_an_issuer_enrols_nobody_else(world: World, issuer: Issuer, changed: dict[str, Any]) -> None:
    assert world
    authenticate = trusting(issuer, shape=Shape.KEYCLOAK, enrols=frozenset({Function.DESK_AGENT}))
    await refused(authenticate, issuer.token(NOW, **{**KEYCLOAK, **changed}))
    assert await fetch("SELECT id FROM account") == []


async def test_first_tokens_at_once_open_one_account_and_are_all_good(world: World, issuer: Issuer) -> None:
    assert world
    authenticate = trusting(issuer, shape=Shape.KEYCLOAK, enrols=frozenset({Function.DESK_AGENT}))
    tokens = [issuer.token(NOW, **KEYCLOAK, jti=f"t{number}") for number in range(8)]
    callers = await asyncio.gather(*(caller(authenticate, token) for token in tokens))
    assert len({found.account_id for found in callers}) == 1
    assert len(await fetch("SELECT id FROM account")) == 1


async def test_a_revoked_token_enrols_nobody(world: World, issuer: Issuer) -> None:
    assert world
    await revoke_token_id(SETTINGS, f"{NAME}#t1", NOW)
    authenticate = trusting(issuer, shape=Shape.KEYCLOAK, enrols=frozenset({Function.DESK_AGENT}))
    await refused(authenticate, issuer.token(NOW, **KEYCLOAK, jti="t1"))
    assert await fetch("SELECT id FROM account") == []
