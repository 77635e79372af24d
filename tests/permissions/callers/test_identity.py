"""Identities: whom the claims of each issuer name."""

from typing import Any

import pytest

from models.words import Function
from permissions.callers.identity import Identity, Shape, identity
from permissions.callers.refusal import CredentialRefused

ISSUER = "https://sso.example"
RPPS = "10001234567"


def named(shape: Shape, **claims: Any) -> Identity:
    return identity(shape, {"iss": ISSUER, "sub": "someone", **claims})


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": f"f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:8{RPPS}", "SubjectNameID": f"8{RPPS}"},
        {"sub": f"f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:8{RPPS}"},
        {"sub": "f3a1", "SubjectNameID": f"8{RPPS}"},
    ],
)
def test_pro_sante_connect_names_a_professional_by_rpps(claims: dict[str, Any]) -> None:
    assert named(Shape.PRO_SANTE_CONNECT, **claims).rpps == RPPS


@pytest.mark.parametrize(
    "national_id",
    [
        "0123456789",
        f"3{RPPS}",
        f"8{RPPS}0",
        "8123",
        f"8{RPPS}\n",
        "8" + "\u0661" * 11,
        "",
        8_10001234567,
        None,
    ],
)
def test_another_national_id_is_no_rpps(national_id: object) -> None:
    assert named(Shape.PRO_SANTE_CONNECT, SubjectNameID=national_id).rpps is None


@pytest.mark.parametrize("other", ["810009999999", "0123456789", 7])
def test_a_subject_and_a_name_of_two_persons_are_refused(other: object) -> None:
    with pytest.raises(CredentialRefused):
        named(Shape.PRO_SANTE_CONNECT, sub=f"f:x:8{RPPS}", SubjectNameID=other)


@pytest.mark.parametrize("shape", [Shape.SUBJECT, Shape.KEYCLOAK])
def test_an_rpps_is_believed_from_pro_sante_connect_only(shape: Shape) -> None:
    assert named(shape, SubjectNameID=f"8{RPPS}", function="PROFESSIONAL").rpps is None


def test_a_plain_issuer_names_a_subject_and_grants_nothing() -> None:
    claims = {
        "function": "TECHNICAL_ADMIN",
        "party": "ope_x",
        "realm_access": {"roles": ["paravent-desk-agent"]},
    }
    assert named(Shape.SUBJECT, **claims) == Identity(ISSUER, "someone")


def test_keycloak_grants_functions_by_realm_role() -> None:
    roles = ["offline_access", "paravent-desk-agent", "paravent-protection-officer", "paravent-king"]
    assert named(Shape.KEYCLOAK, realm_access={"roles": roles}).functions == frozenset(
        {Function.DESK_AGENT, Function.PROTECTION_OFFICER}
    )


def test_keycloak_grants_a_function_and_a_party_by_claim() -> None:
    found = named(Shape.KEYCLOAK, function="ASSISTANT", party="pra_aaaaaaaaaaaaaaaaaaaa")
    assert found.functions == frozenset({Function.ASSISTANT})
    assert found.party_id == "pra_aaaaaaaaaaaaaaaaaaaa"


def test_the_function_claim_chooses_among_the_roles() -> None:
    roles = {"roles": ["paravent-desk-agent", "paravent-assistant"]}
    assert named(Shape.KEYCLOAK, realm_access=roles, function="ASSISTANT").functions == frozenset(
        {Function.ASSISTANT}
    )


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"function": "KING"},
        {"function": "ANONYMOUS"},
        {"function": "desk_agent"},
        {"function": ["DESK_AGENT"]},
        {"function": {"DESK_AGENT": 1}},
        {"realm_access": {"roles": ["paravent-anonymous"]}},
        {"realm_access": {"roles": "paravent-desk-agent"}},
        {"realm_access": ["paravent-desk-agent"]},
        {"realm_access": {"roles": [["paravent-desk-agent"], 7, None]}},
        {"realm_access": {"roles": ["paravent-assistant"]}, "function": "TECHNICAL_ADMIN"},
        {"function": "DESK_AGENT", "party": ["ope_x"]},
    ],
)
def test_keycloak_claims_that_grant_no_function_are_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(CredentialRefused):
        named(Shape.KEYCLOAK, **claims)
