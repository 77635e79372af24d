"""Our own tokens: everything but an exact, living, rightly signed one is refused."""

import base64
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import serialize_compact
from joserfc.jwt import encode

from permissions.callers.proof import Proof
from permissions.callers.refusal import CredentialRefused
from permissions.callers.signature import read_unchecked
from permissions.callers.tokens import SigningKey, TokenSettings, issue, verify

NOW = 1_800_000_000
ACCOUNT = "acc_abcdefghijklmnopqrst"
SETTINGS = TokenSettings("https://api.example", "paravent")
KEY = OKPKey.generate_key("Ed25519", private=True)
SIGNING = SigningKey("key-1", KEY)
CLAIMS = {
    "iss": "https://api.example",
    "aud": "paravent",
    "sub": ACCOUNT,
    "jti": "0" * 32,
    "iat": NOW,
    "nbf": NOW,
    "exp": NOW + 600,
}
HEADER = {"alg": "Ed25519", "kid": "key-1", "typ": "at+jwt"}


def check(text: str, now: int = NOW) -> Proof:
    read_unchecked(text)
    return verify(SETTINGS, text, KEY, now)


def signed(header: dict[str, Any] | None = None, **claims: Any) -> str:
    present = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not ...}
    return encode({**HEADER, **(header or {})}, present, KEY, algorithms=["Ed25519"])


def part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def refused(text: str, now: int = NOW) -> None:
    with pytest.raises(CredentialRefused) as error:
        check(text, now)
    assert str(error.value) == "The credential is not valid. Ask for a new one."


def test_a_good_token_proves_its_account_until_it_expires() -> None:
    token = issue(SETTINGS, SIGNING, account_id=ACCOUNT, now=NOW, lifetime_s=600, strong=True)
    assert check(token.text) == Proof(ACCOUNT, token.token_id, NOW + 600, strong=True)
    assert check(token.text, NOW + 599).holder == ACCOUNT
    refused(token.text, NOW + 600)


def test_tokens_issued_alike_have_ids_of_their_own() -> None:
    tokens = [issue(SETTINGS, SIGNING, account_id=ACCOUNT, now=NOW, lifetime_s=9) for _ in range(50)]
    assert len({token.token_id for token in tokens}) == 50


def test_the_secret_of_a_token_and_of_a_key_stay_out_of_repr() -> None:
    token = issue(SETTINGS, SIGNING, account_id=ACCOUNT, now=NOW, lifetime_s=600)
    assert token.text not in repr(token)
    assert repr(SIGNING) == "SigningKey(key_id='key-1')"


@pytest.mark.parametrize("name", ["exp", "aud", "iss", "sub", "jti", "iat", "nbf"])
@pytest.mark.parametrize("value", [..., None, "", [], {}, [7], "x" * 200, True, float("nan")])
def test_a_claim_that_is_missing_or_of_another_type_is_refused(name: str, value: Any) -> None:
    refused(signed(**{name: value}))


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://api.example/"},
        {"iss": "https://API.example"},
        {"aud": "paravent2"},
        {"aud": ["other", "another"]},
        {"exp": NOW},
        {"exp": NOW - 1},
        {"exp": "9999999999"},
        {"exp": float("inf")},
        {"nbf": NOW + 11},
        {"iat": NOW + 11},
        {"sub": "pro_abcdefghijklmnopqrst"},
        {"sub": "acc_ABCDEFGHIJKLMNOPQRST"},
        {"sub": "acc_' OR 1=1 --"},
    ],
)
def test_a_token_for_elsewhere_or_another_time_is_refused(claims: dict[str, Any]) -> None:
    refused(signed(**claims))


def test_a_clock_a_little_ahead_is_forgiven_but_expiry_is_not() -> None:
    assert check(signed(nbf=NOW + 10, iat=NOW + 10)).holder == ACCOUNT
    refused(signed(exp=NOW))


def test_a_token_naming_several_audiences_is_good_for_ours() -> None:
    assert check(signed(aud=["other", "paravent"])).holder == ACCOUNT


def test_only_a_true_strong_claim_is_strong() -> None:
    assert not check(signed()).strong
    assert not check(signed(strong="true")).strong
    assert not check(signed(strong=1)).strong


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", ""])
@pytest.mark.parametrize("signature", ["", "AA"])
def test_a_token_without_signature_is_refused(algorithm: str, signature: str) -> None:
    refused(f"{part({**HEADER, 'alg': algorithm})}.{part(CLAIMS)}.{signature}")


def public_forms() -> list[bytes]:
    text = KEY.as_pem(private=False)
    raw = KEY.public_key.public_bytes_raw()
    return [text, raw, json.dumps(KEY.as_dict(private=False)).encode()]


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
@pytest.mark.parametrize("secret", public_forms(), ids=["pem", "raw", "jwk"])
def test_a_token_signed_with_the_public_key_as_a_password_is_refused(algorithm: str, secret: bytes) -> None:
    signed_part = f"{part({**HEADER, 'alg': algorithm})}.{part(CLAIMS)}"
    mac = hmac.digest(secret, signed_part.encode(), algorithm.replace("HS", "sha"))
    refused(f"{signed_part}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}")


FOREIGN_KEYS: list[tuple[str, Callable[[], Any]]] = [
    ("Ed25519", lambda: OKPKey.generate_key("Ed25519")),
    ("Ed448", lambda: OKPKey.generate_key("Ed448")),
    ("RS256", lambda: RSAKey.generate_key(2048)),
    ("ES256", lambda: ECKey.generate_key("P-256")),
]


@pytest.mark.parametrize(("algorithm", "make"), FOREIGN_KEYS)
def test_a_token_signed_by_another_key_is_refused(algorithm: str, make: Callable[[], Any]) -> None:
    refused(encode({**HEADER, "alg": algorithm}, dict(CLAIMS), make(), algorithms=[algorithm]))


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_the_retired_name_of_the_algorithm_is_refused() -> None:
    refused(encode({**HEADER, "alg": "EdDSA"}, dict(CLAIMS), KEY, algorithms=["EdDSA"]))


def test_a_key_sent_along_is_not_believed() -> None:
    own = OKPKey.generate_key("Ed25519")
    header = {**HEADER, "jwk": own.as_dict(private=False), "jku": "https://evil.example/keys"}
    refused(encode(header, dict(CLAIMS), own, algorithms=["Ed25519"]))


@pytest.mark.parametrize("kid", [..., None, "", 7, ["key-1"], {"a": 1}, "k" * 129])
def test_a_token_without_a_sensible_key_id_is_refused(kid: object) -> None:
    header = {name: value for name, value in {**HEADER, "kid": kid}.items() if value is not ...}
    refused(f"{part(header)}.{part(CLAIMS)}.AAAA")


def test_headers_that_change_how_a_token_is_read_are_refused() -> None:
    refused(signed({"crit": []}))
    refused(signed({"b64": True}))
    refused(signed({"b64": True, "crit": ["b64"]}))
    refused(serialize_compact({**HEADER, "b64": False, "crit": ["b64"]}, b"{}", KEY, algorithms=["Ed25519"]))


def test_every_tampered_character_is_refused() -> None:
    text = signed()
    for place, found in enumerate(text):
        other = "A" if found != "A" else "Q"
        refused(text[:place] + other + text[place + 1 :])


def test_a_payload_put_under_the_signature_of_another_is_refused() -> None:
    header, _, signature = signed().split(".")
    refused(f"{header}.{part({**CLAIMS, 'sub': 'acc_tsrqponmlkjihgfedcba'})}.{signature}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "e30.e30.",
        "e30.e30.e30.e30.e30",
        "bnVsbA.bnVsbA.AAAA",
        "W10.W10.AAAA",
        f"{part(HEADER)}.{part([CLAIMS])}.AAAA",
        f"{part(HEADER)}.{part('text')}.AAAA",
        f"{part(HEADER)}=.{part(CLAIMS)}.AAAA",
        f"{part(HEADER)}.{base64.urlsafe_b64encode(b'[' * 6000).decode()}.AAAA",
        f"{part(HEADER)}.{base64.urlsafe_b64encode(b'[' * 900 + b']' * 900).decode()}.AAAA",
        f"{part(HEADER)}.{base64.urlsafe_b64encode(bytes([0xFF, 0xFE])).decode().rstrip('=')}.AAAA",
        f"{part({**HEADER, 'kid': 'x' * 900})}.{part(CLAIMS)}.AAAA",
    ],
)
def test_a_text_that_is_no_token_is_refused(text: str) -> None:
    refused(text)


@pytest.mark.parametrize("payload", [b"[]", b"null", b'"x"', b"{", b"[" * 3000 + b"]" * 3000, b"\xff"])
def test_a_signed_payload_that_is_no_object_is_refused(payload: bytes) -> None:
    text = serialize_compact(HEADER, payload, KEY, algorithms=["Ed25519"])
    with pytest.raises(CredentialRefused):
        verify(SETTINGS, text, KEY, NOW)
