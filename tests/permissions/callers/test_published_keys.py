"""Published keys: only public, strong, named signature keys are taken, from the configured address."""

from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from permissions.callers.known_keys import KeysUnavailable
from permissions.callers.published_keys import published_keys, usable_keys
from tests.permissions.callers.issuer_server import Issuer, serving

RSA = RSAKey.generate_key(2048)
ELLIPTIC = ECKey.generate_key("P-256")
EDWARDS = OKPKey.generate_key("Ed25519")


def public(key: RSAKey | ECKey | OKPKey, kid: str, **more: Any) -> dict[str, Any]:
    return {**key.as_dict(private=False), "kid": kid, "use": "sig", **more}


def test_the_public_signature_keys_are_taken() -> None:
    document = {"keys": [public(RSA, "r"), public(ELLIPTIC, "e"), public(EDWARDS, "o", alg="Ed25519")]}
    found = usable_keys(document)
    assert set(found) == {"r", "e", "o"}
    assert not any(key.is_private for key in found.values())


@pytest.mark.parametrize(
    "entry",
    [
        {**OctKey.generate_key(256).as_dict(), "kid": "bad"},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "bad", "use": "sig", "alg": "RS256"},
        {**RSA.as_dict(private=True), "kid": "bad"},
        {**public(RSA, "bad"), "use": "enc"},
        {name: value for name, value in public(RSA, "bad").items() if name != "kid"},
        {**public(RSA, "bad"), "kid": 7},
        {"kty": "RSA", "kid": "bad"},
        {"kty": "RSA", "kid": "bad", "n": "!!!", "e": "AQAB"},
        {"kty": "RSA", "kid": "bad", "n": 7, "e": []},
        {"kty": "EC", "kid": "bad", "crv": "P-999", "x": "AA", "y": "AA"},
        {"kty": "EC", "kid": "bad", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "OKP", "kid": "bad", "crv": "Ed25519", "x": "AA"},
        {"kty": ["RSA"], "kid": "bad"},
        {"kid": "bad"},
        "bad",
        None,
    ],
)
def test_an_entry_that_proves_nothing_is_left_out(entry: object) -> None:
    assert set(usable_keys({"keys": [entry, public(ELLIPTIC, "good")]})) == {"good"}
    with pytest.raises(KeysUnavailable):
        usable_keys({"keys": [entry]})


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_short_rsa_key_is_left_out() -> None:
    weak = {
        "kty": "RSA",
        "kid": "bad",
        "e": "AQAB",
        # 1024 bits, odd and without the structure that would matter here
        "n": "_" * 170 + "8",
    }
    assert set(usable_keys({"keys": [weak, public(ELLIPTIC, "good")]})) == {"good"}


@pytest.mark.parametrize(
    "document", [None, [], {}, {"keys": []}, {"keys": None}, {"keys": "text"}, {"keys": {}}]
)
def test_what_is_no_key_set_is_an_unavailable_one(document: object) -> None:
    with pytest.raises(KeysUnavailable):
        usable_keys(document)


async def test_keys_are_fetched_from_the_issuer(issuer: Issuer) -> None:
    assert set(await published_keys(issuer.keys_url)) == {"k1"}


@pytest.mark.parametrize("what", ["redirect", "huge", "text", "missing"])
async def test_a_bad_answer_is_an_unavailable_key_set(issuer: Issuer, what: str) -> None:
    with pytest.raises(KeysUnavailable):
        await published_keys(f"{issuer.address}/{what}")


async def test_an_issuer_that_is_down_is_an_unavailable_key_set() -> None:
    async with serving() as issuer:
        pass
    with pytest.raises(KeysUnavailable, match="ConnectError"):
        await published_keys(issuer.keys_url)
