"""Issuers: settings that would trust too much do not start."""

import pytest

from models.words import Function
from permissions.callers.identity import Shape
from permissions.callers.issuer import IssuerMisconfigured, IssuerSettings

KEYS = "https://sso.example/keys"


@pytest.mark.parametrize("algorithm", ["HS256", "HS512", "none", "EdDSA", "RSA1_5", "dir", ""])
def test_an_algorithm_without_a_public_key_is_refused(algorithm: str) -> None:
    with pytest.raises(IssuerMisconfigured, match="Algorithms"):
        IssuerSettings("https://sso.example", KEYS, "api", algorithms=("RS256", algorithm))


def test_an_empty_list_of_algorithms_is_refused() -> None:
    with pytest.raises(IssuerMisconfigured, match="Algorithms"):
        IssuerSettings("https://sso.example", KEYS, "api", algorithms=())


@pytest.mark.parametrize(
    "url",
    ["http://sso.example/keys", "file:///etc/keys", "http://127.0.0.1.example/keys", "ftp://localhost/k", ""],
)
def test_keys_come_over_https_or_from_this_machine(url: str) -> None:
    with pytest.raises(IssuerMisconfigured, match="https"):
        IssuerSettings("https://sso.example", url, "api")
    assert IssuerSettings("https://sso.example", "http://127.0.0.1:9/keys", "api").algorithms == ("RS256",)


@pytest.mark.parametrize(("issuer", "audience"), [("", "api"), ("https://sso.example", "")])
def test_issuer_and_audience_are_named(issuer: str, audience: str) -> None:
    with pytest.raises(IssuerMisconfigured, match="audience"):
        IssuerSettings(issuer, KEYS, audience)


@pytest.mark.parametrize("shape", [Shape.SUBJECT, Shape.PRO_SANTE_CONNECT])
def test_only_an_issuer_that_names_the_party_can_enrol(shape: Shape) -> None:
    with pytest.raises(IssuerMisconfigured, match="KEYCLOAK"):
        IssuerSettings(
            "https://sso.example", KEYS, "api", shape=shape, enrols=frozenset({Function.DESK_AGENT})
        )
