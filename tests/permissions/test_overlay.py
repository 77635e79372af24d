"""The states over the table: on whom they bear, for which purposes, and until when."""

from typing import Any

import pytest

from models.privacy.states import StateInForce, read, written
from models.words import Category, Function, Purpose, StateKind
from permissions.decide import Facts
from permissions.overlay import NOTHING, facts_over, overlay_of
from permissions.policy import Standing
from permissions.purposes import mask
from permissions.standing import Record
from permissions.viewpoint import Viewpoint
from tests.permissions.records import DOCTOR, OPERATOR, PARTNER, person, seen_by, visit
from tests.support.rows import HOUR, NOW

DESK = seen_by(Function.DESK_AGENT, OPERATOR)
PARTNER_SITE = seen_by(Function.PARTNER_SITE, PARTNER)
PROFESSIONAL = seen_by(Function.PROFESSIONAL, DOCTOR)
STAFF = seen_by(Function.ASSISTANT, "pra_1", staffed={DOCTOR})


def over(view: Viewpoint, record: Record, standing: Standing, category: Category, **given: Any) -> Facts:
    purposes = mask(given.get("purposes", view.caller.purposes))
    return facts_over(standing, category, purposes, overlay_of(view, record, standing))


def test_states_are_written_in_one_order_and_read_back() -> None:
    states = (
        StateInForce(StateKind.OBJECTED, "REMINDER"),
        StateInForce(StateKind.BREAK_GLASS, "acc_1", NOW),
        StateInForce(StateKind.LEGAL_HOLD, ""),
        StateInForce(StateKind.HIDDEN, "*"),
    )
    assert written(states) == written(states[::-1]) == f"BREAK_GLASS:acc_1:{NOW} HIDDEN:* OBJECTED:REMINDER"
    assert set(read(written(states))) == {each for each in states if each.kind is not StateKind.LEGAL_HOLD}
    assert (written(()), read(None)) == (None, ())
    for broken in ("REMINDER", "LOST:x", "HIDDEN:x:soon"):
        with pytest.raises(ValueError, match=r".+"):
            read(broken)


def test_a_record_without_states_costs_nothing() -> None:
    assert overlay_of(DESK, visit(), Standing.PROCESSOR) is NOTHING
    assert over(DESK, visit(), Standing.CONTROLLER_DESK, Category.REASON) is Facts.NONE


@pytest.mark.parametrize(
    ("category", "objected", "facts"),
    [
        # what the person booked himself serves APPOINTMENT; REMINDER and MATCHING still need who and where
        (Category.REASON, "APPOINTMENT", Facts.OBJECTED),
        (Category.BIRTH, "APPOINTMENT", Facts.OBJECTED),
        (Category.IDENTITY, "APPOINTMENT", Facts.NONE),
        (Category.REASON, "REMINDER", Facts.NONE),
        (Category.REASON, "RELATIVE_APPOINTMENT", Facts.NONE),
        (Category.REACH, "APPOINTMENT MATCHING", Facts.NONE),
        (Category.REACH, "APPOINTMENT MATCHING REMINDER", Facts.OBJECTED),
    ],
)
def test_an_objection_stops_what_no_other_purpose_needs(
    category: Category, objected: str, facts: Facts
) -> None:
    states = written(StateInForce(StateKind.OBJECTED, each) for each in objected.split())
    for record in (visit(person_states=states), person(states=states)):
        assert over(DESK, record, Standing.CONTROLLER_DESK, category) == facts
        assert over(DESK, record, Standing.DATA_SUBJECT, category) is Facts.NONE


def test_an_objection_to_a_declared_purpose_stops_all_of_it() -> None:
    record = visit(person_states="OBJECTED:REMINDER")
    for category in (Category.IDENTITY, Category.REACH):
        assert over(DESK, record, Standing.CONTROLLER_DESK, category, purposes={Purpose.REMINDER}) == (
            Facts.OBJECTED
        )


def test_an_objection_to_what_others_book_stops_those_who_booked_and_their_entries() -> None:
    states = "OBJECTED:RELATIVE_APPOINTMENT"
    booked = visit(person_states=states, booked_by_contact_id="con_booker")
    booker = seen_by(Function.CONTACT, "con_booker")

    assert over(booker, booked, Standing.BOOKER, Category.REASON) == Facts.OBJECTED
    assert over(DESK, booked, Standing.CONTROLLER_DESK, Category.REASON) == Facts.OBJECTED
    assert over(DESK, visit(person_states=states), Standing.CONTROLLER_DESK, Category.REASON) is Facts.NONE
    parent = seen_by(Function.CONTACT, "con_parent")
    assert over(parent, booked, Standing.REPRESENTATIVE, Category.REASON) is Facts.NONE  # by RIGHTS


@pytest.mark.parametrize(
    ("view", "standing", "category", "facts"),
    [
        (DESK, Standing.CONTROLLER_DESK, Category.REASON, Facts.CONSENT_WITHDRAWN),
        (DESK, Standing.CONTROLLER_DESK, Category.PHYSICIAN, Facts.CONSENT_WITHDRAWN),
        (DESK, Standing.CONTROLLER_DESK, Category.IDENTITY, Facts.NONE),
        (PARTNER_SITE, Standing.SUB_PROCESSOR, Category.REASON, Facts.CONSENT_WITHDRAWN),
        (PROFESSIONAL, Standing.RECIPIENT_PROFESSIONAL, Category.REASON, Facts.NONE),
        (PROFESSIONAL, Standing.CONTROLLER_PROFESSIONAL, Category.REASON, Facts.NONE),
    ],
)
def test_a_withdrawn_consent_to_care_closes_what_rested_on_it_alone(
    view: Viewpoint, standing: Standing, category: Category, facts: Facts
) -> None:
    assert over(view, visit(person_states="CONSENT_WITHDRAWN:CARE"), standing, category) == facts


def test_a_withdrawn_consent_to_being_put_in_touch_stops_that_purpose_and_no_other() -> None:
    record = person(states="CONSENT_WITHDRAWN:MATCHING")
    matching = {"purposes": {Purpose.MATCHING}}

    assert over(DESK, record, Standing.CONTROLLER_DESK, Category.REACH, **matching) == Facts.CONSENT_WITHDRAWN
    assert over(DESK, record, Standing.CONTROLLER_DESK, Category.REACH) is Facts.NONE


@pytest.mark.parametrize("kind", [StateKind.OPPOSED, StateKind.HIDDEN])
@pytest.mark.parametrize("target", [DOCTOR, "pro_2", "*"])
def test_an_opposition_bears_on_the_named_recipient_and_his_staff(kind: StateKind, target: str) -> None:
    record = visit(person_states=f"{kind}:{target}")
    bears = target != "pro_2"

    for view, standing in (
        (PROFESSIONAL, Standing.RECIPIENT_PROFESSIONAL),
        (STAFF, Standing.RECIPIENT_STAFF),
    ):
        found = over(view, record, standing, Category.REASON)
        assert found == (Facts[kind.name] if bears else Facts.NONE)
    for standing in (Standing.CONTROLLER_PROFESSIONAL, Standing.CONTROLLER_STAFF):
        assert over(PROFESSIONAL, record, standing, Category.REASON) is Facts.NONE
    assert over(DESK, record, Standing.CONTROLLER_DESK, Category.REASON) is Facts.NONE


def test_what_is_hidden_from_providers_is_about_health_and_nothing_else() -> None:
    record = visit(person_states="HIDDEN:*")
    hidden = {
        each
        for each in Category
        if over(PROFESSIONAL, record, Standing.RECIPIENT_PROFESSIONAL, each) == Facts.HIDDEN
    }
    assert hidden == {Category.REASON, Category.PHYSICIAN, Category.NOTE}


@pytest.mark.parametrize(
    ("states", "opened"),
    [
        (f"BREAK_GLASS:acc_1:{NOW + 1}", True),
        (f"BREAK_GLASS:acc_1:{NOW}", False),
        (f"BREAK_GLASS:acc_2:{NOW + HOUR}", False),
    ],
)
def test_a_broken_glass_is_one_accounts_for_one_record_and_a_time(states: str, opened: bool) -> None:
    expected = Facts.BROKEN_GLASS if opened else Facts.NONE

    own = visit(states=states)
    assert over(PROFESSIONAL, own, Standing.RECIPIENT_PROFESSIONAL, Category.REASON) == expected
    assert over(STAFF, own, Standing.RECIPIENT_STAFF, Category.REASON) is Facts.NONE
    of_the_person = visit(person_states=states)
    assert over(PROFESSIONAL, of_the_person, Standing.RECIPIENT_PROFESSIONAL, Category.REASON) is Facts.NONE


@pytest.mark.parametrize(
    ("standing", "purposes", "facts"),
    [
        (Standing.CONTROLLER_DESK, {Purpose.REMINDER}, Facts.NO_PURPOSE),
        (Standing.CONTROLLER_DESK, {Purpose.APPOINTMENT}, Facts.NONE),
        (Standing.CONTROLLER_DESK, set(), Facts.NO_PURPOSE),
        (Standing.CONTROLLER_PROFESSIONAL, {Purpose.REMINDER}, Facts.NONE),
        (Standing.CONTROLLER_PROFESSIONAL, set(), Facts.NO_PURPOSE),
        (Standing.DATA_SUBJECT, set(), Facts.NONE),
    ],
)
def test_a_purpose_opens_what_it_needs(standing: Standing, purposes: set[Purpose], facts: Facts) -> None:
    assert over(DESK, visit(), standing, Category.REASON, purposes=purposes) == facts
