"""The checker of histories finds each fault in a history written by hand, and none in a good one."""

import pytest

from tests.proof.checker import Op, faults_of

NINE, HALF_PAST = (0, 30), (30, 60)
GOOD = [
    Op("book", 1, 2, "ok", "a", 1, span=NINE),
    Op("book", 1, 3, "SLOT_TAKEN", span=NINE),
    Op("book", 2, 3, "ok", "b", 1, span=HALF_PAST),
    Op("cancel", 4, 6, "ok", "a", 2, expected=1, key="k", answer=1),
    Op("cancel", 4, 7, "ok", "a", 2, expected=1, key="k", answer=1),
    Op("book", 5, 8, "ok", "c", 1, span=NINE),
    Op("read", 7, 9, "ok", "a", 2),
    Op("read", 3, 9, "ok", "a", 1),
    Op("move", 9, 10, "VERSION_CONFLICT", "b", span=NINE, expected=0),
]
FAULTY = {
    "overlap": Op("book", 9, 10, "ok", "d", 1, span=(45, 60)),
    "taken by nobody": Op("book", 9, 10, "SLOT_TAKEN", span=(60, 90)),
    "lost update": Op("cancel", 11, 12, "ok", "a", 2, expected=1),
    "stale read": Op("read", 8, 9, "ok", "a", 1),
    "unequal answers": Op("cancel", 11, 12, "ok", "a", 2, expected=1, key="k", answer=2),
}


def test_a_good_history_has_no_fault() -> None:
    assert faults_of(GOOD) == []


@pytest.mark.parametrize("kind", FAULTY)
def test_one_bad_operation_is_found_and_named(kind: str) -> None:
    assert [fault.split(":")[0] for fault in faults_of([*GOOD, FAULTY[kind]])] == [kind]


def test_what_is_given_up_while_another_takes_it_is_no_overlap() -> None:
    history = [
        Op("book", 1, 2, "ok", "a", 1, span=NINE),
        Op("move", 3, 9, "ok", "a", 2, expected=1, span=HALF_PAST),
        Op("book", 4, 5, "ok", "b", 1, span=NINE),
    ]
    assert faults_of(history) == []
