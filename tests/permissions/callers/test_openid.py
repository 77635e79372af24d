"""OpenID tokens: proven by the issuer's own key, for us, now, and of the right kind."""

from typing import Any

import pytest
from joserfc.jwk import ECKey, Key, RSAKey
from joserfc.jwt import encode

from models.words import Function
from permissions.callers.identity import Identity, Shape
from permissions.callers.issuer import IssuerSettings
from permissions.callers.openid import verify
from permissions.callers.proof import Proof
from permissions.callers.refusal import CredentialRefused

NOW = 1_800_000_000
ISSUER = "https://sso.example/realms/health"
RSA = RSAKey.generate_key(2048)
PUBLIC = RSAKey.import_key(RSA.as_dict(private=False))
CLAIMS = {"iss": ISSUER, "aud": "paravent", "sub": "someone", "jti": "a1", "iat": NOW, "exp": NOW + 300}


def settings(**more: Any) -> IssuerSettings:
    return IssuerSettings(ISSUER, "https://sso.example/keys", "paravent", **more)


def token(*, key: Key = RSA, algorithm: str = "RS256", **claims: Any) -> str:
    present = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not ...}
    return encode({"alg": algorithm, "kid": "k"}, present, key, algorithms=[algorithm])


def check(text: str, **more: Any) -> Proof:
    return verify(settings(**more), text, PUBLIC, NOW)


def test_a_good_token_names_its_subject() -> None:
    assert check(token()) == Proof(Identity(ISSUER, "someone"), f"{ISSUER}#a1", NOW + 300, strong=False)


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": ...},
        {"aud": ...},
        {"iss": ...},
        {"sub": ...},
        {"iat": ...},
        {"exp": NOW},
        {"iat": NOW + 61},
        {"nbf": NOW + 61},
        {"aud": "account"},
        {"iss": "https://sso.example/realms/other"},
        {"sub": ""},
        {"sub": "a\x00b"},
        {"sub": "s" * 256},
        {"jti": 7},
        {"jti": "a\x00b"},
        {"jti": "j" * 256},
        {"events": {"http://schemas.openid.net/event/backchannel-logout": {}}},
    ],
)
def test_a_token_that_is_not_for_us_and_now_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(CredentialRefused):
        check(token(**claims))


def test_an_issuer_without_audiences_must_name_our_client() -> None:
    named = token(aud=..., azp="paravent")
    assert check(named, audience_claim="azp").token_id == f"{ISSUER}#a1"
    for text, claim in (
        (named, "aud"),
        (token(aud=..., azp="another"), "azp"),
        (token(aud="paravent"), "azp"),
        (token(aud=..., azp=True), "azp"),
    ):
        with pytest.raises(CredentialRefused):
            check(text, audience_claim=claim)


def test_an_algorithm_the_settings_do_not_name_is_refused() -> None:
    with pytest.raises(CredentialRefused):
        check(token(algorithm="PS256"))
    assert check(token(algorithm="PS256"), algorithms=("PS256",)).token_id == f"{ISSUER}#a1"


def test_a_token_signed_by_another_key_is_refused() -> None:
    for key, algorithm in ((RSAKey.generate_key(2048), "RS256"), (ECKey.generate_key("P-256"), "ES256")):
        with pytest.raises(CredentialRefused):
            check(token(key=key, algorithm=algorithm), algorithms=("RS256", "ES256"))


def test_tokens_without_a_number_have_ids_of_their_own() -> None:
    one, other = check(token(jti=...)), check(token(jti=..., iat=NOW - 1))
    assert one.token_id != other.token_id
    assert one.token_id == check(token(jti=...)).token_id


@pytest.mark.parametrize(
    ("acr", "strong"), [("eidas1", True), ("0", False), (["eidas1"], False), (None, False)]
)
def test_only_the_named_levels_are_strong(acr: object, strong: bool) -> None:
    assert check(token(acr=acr), strong_acr=frozenset({"eidas1"})).strong is strong


def test_the_shape_of_the_issuer_decides_how_claims_are_read() -> None:
    text = token(sub="f:1:810001234567", function="DESK_AGENT")
    by_shape = {shape: check(text, shape=shape).holder for shape in Shape}
    assert by_shape == {
        Shape.SUBJECT: Identity(ISSUER, "f:1:810001234567"),
        Shape.PRO_SANTE_CONNECT: Identity(ISSUER, "f:1:810001234567", rpps="10001234567"),
        Shape.KEYCLOAK: Identity(ISSUER, "f:1:810001234567", functions=frozenset({Function.DESK_AGENT})),
    }
