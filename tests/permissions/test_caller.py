"""Callers: what a function is for, and what a caller shows of itself."""

import dataclasses

import pytest

from models.words import Function, PartyKind, Purpose
from permissions.caller import ANONYMOUS, DEFAULT_PURPOSES, PARTY_KIND_OF, Caller

STAFF = Caller(
    function=Function.ASSISTANT,
    party_kind=PartyKind.PRACTICE,
    party_id="pra_aaaaaaaaaaaaaaaaaaaa",
    account_id="acc_bbbbbbbbbbbbbbbbbbbb",
    credential_id="0123",
    purposes=DEFAULT_PURPOSES[Function.ASSISTANT],
    label="Mme Durand, accueil",
)


def test_a_caller_shows_ids_and_no_person_in_its_repr() -> None:
    assert "Durand" not in repr(STAFF)
    assert "acc_bbbbbbbbbbbbbbbbbbbb" in repr(STAFF)


def test_a_caller_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        STAFF.function = Function.PROFESSIONAL  # type: ignore[misc]


def test_every_function_has_one_kind_of_party_and_its_purposes() -> None:
    assert set(PARTY_KIND_OF) == set(DEFAULT_PURPOSES) == set(Function)


def test_nobody_serves_no_purpose() -> None:
    assert (ANONYMOUS.function, ANONYMOUS.party_kind) == (Function.ANONYMOUS, PartyKind.NOBODY)
    assert ANONYMOUS.purposes == frozenset()
    assert ANONYMOUS.professional_ids == frozenset()


def test_only_the_professional_may_see_for_care() -> None:
    assert {function for function, served in DEFAULT_PURPOSES.items() if Purpose.CARE in served} == {
        Function.PROFESSIONAL
    }


def test_who_runs_or_oversees_the_system_does_not_book() -> None:
    for function in (Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN):
        assert Purpose.APPOINTMENT not in DEFAULT_PURPOSES[function]
