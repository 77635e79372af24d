"""Where a caller stands, and which facts count, to the second."""

from typing import Any

import pytest

from models.words import Function
from permissions.decide import Facts
from permissions.policy import Standing
from permissions.standing import REASON_DELAY, facts_of, standing_towards
from permissions.viewpoint import Viewpoint
from tests.permissions.records import (
    DOCTOR,
    OPERATOR,
    PARTNER,
    PATIENT,
    controlled_by,
    person,
    seen_by,
    visit,
)
from tests.support.rows import DAY, HOUR, NOW

DESK = seen_by(Function.DESK_AGENT, OPERATOR)
STAFF = seen_by(Function.ASSISTANT, "pra_1", staffed={DOCTOR})
BOOKER = seen_by(Function.CONTACT, "con_booker")
PARENT = seen_by(Function.CONTACT, "con_parent", represented=frozenset({PATIENT}))


@pytest.mark.parametrize(
    ("view", "controller", "standing"),
    [
        (seen_by(Function.PROFESSIONAL, DOCTOR), DOCTOR, Standing.CONTROLLER_PROFESSIONAL),
        (seen_by(Function.PROFESSIONAL, DOCTOR), OPERATOR, Standing.RECIPIENT_PROFESSIONAL),
        (seen_by(Function.PROFESSIONAL, DOCTOR), "pro_2", Standing.RECIPIENT_PROFESSIONAL),
        (STAFF, DOCTOR, Standing.CONTROLLER_STAFF),
        (STAFF, OPERATOR, Standing.RECIPIENT_STAFF),
        (DESK, OPERATOR, Standing.CONTROLLER_DESK),
        (DESK, DOCTOR, Standing.PROCESSOR),
        (seen_by(Function.PARTNER_SITE, PARTNER), OPERATOR, Standing.SUB_PROCESSOR),
        (seen_by(Function.PARTNER_SITE, "par_2"), OPERATOR, Standing.SUB_PROCESSOR_OTHER),
        (seen_by(Function.CONTACT, PATIENT), DOCTOR, Standing.DATA_SUBJECT),
        (PARENT, DOCTOR, Standing.REPRESENTATIVE),
        (BOOKER, DOCTOR, Standing.BOOKER),
        (seen_by(Function.PROTECTION_OFFICER, OPERATOR), OPERATOR, Standing.PROTECTION_OFFICER),
        (seen_by(Function.TECHNICAL_ADMIN, OPERATOR), OPERATOR, Standing.TECHNICAL_ADMIN),
        (seen_by(Function.ANONYMOUS, ""), OPERATOR, Standing.ANONYMOUS),
    ],
)
def test_the_standing_follows_from_function_party_and_controller(
    view: Viewpoint, controller: str, standing: Standing
) -> None:
    for record in (visit(partner_id=PARTNER), person(partner_id=PARTNER)):
        assert standing_towards(view, record, controlled_by(controller)) is standing


def test_one_who_represents_himself_is_the_person() -> None:
    own = seen_by(Function.CONTACT, PATIENT, represented=frozenset({PATIENT}))
    assert standing_towards(own, person(), controlled_by(OPERATOR)) is Standing.DATA_SUBJECT


@pytest.mark.parametrize(
    ("now", "facts"),
    [
        (NOW, Facts.OPEN | Facts.AHEAD),
        (NOW + 2 * HOUR - 1, Facts.OPEN | Facts.AHEAD),
        (NOW + 2 * HOUR, Facts.OPEN),
        (NOW + 2 * HOUR + REASON_DELAY - 1, Facts.OPEN),
        (NOW + 2 * HOUR + REASON_DELAY, Facts.NONE),
    ],
)
def test_a_visit_is_ahead_until_it_ends_and_open_for_thirty_days_more(now: int, facts: Facts) -> None:
    assert REASON_DELAY == 30 * DAY
    assert facts_of(seen_by(Function.DESK_AGENT, OPERATOR, now=now), visit(), just_written=False) == facts


@pytest.mark.parametrize(
    ("view", "given", "fact"),
    [
        (DESK, {"note_party_id": OPERATOR}, Facts.OWN_NOTE),
        (DESK, {"note_party_id": DOCTOR}, Facts.NONE),
        (DESK, {"note_party_id": None}, Facts.NONE),
        (seen_by(Function.ANONYMOUS, ""), {"note_party_id": None}, Facts.NONE),
        (DESK, {"note_about_third_party": True}, Facts.THIRD_PARTY),
        (DESK, {"secret": True}, Facts.SECRET),
        (DESK, {"restricted_at": NOW + DAY}, Facts.RESTRICTED),
        (DESK, {"erased_at": 0}, Facts.ERASED),
        (BOOKER, {"booked_by_contact_id": "con_booker"}, Facts.TYPED_BY_CALLER),
        (BOOKER, {"booked_by_contact_id": PATIENT}, Facts.NONE),
        (DESK, {"booked_by_contact_id": None}, Facts.NONE),
    ],
)
def test_each_fact_about_an_appointment_comes_from_one_column(
    view: Viewpoint, given: dict[str, Any], fact: Facts
) -> None:
    assert facts_of(view, visit(**given), just_written=False) == Facts.OPEN | Facts.AHEAD | fact


@pytest.mark.parametrize(
    ("view", "given", "facts"),
    [
        (BOOKER, {"source_contact_id": "con_booker"}, Facts.TYPED_BY_CALLER),
        (BOOKER, {"source_contact_id": "con_booker", "version": 2}, Facts.NONE),
        (BOOKER, {"source_contact_id": PATIENT}, Facts.NONE),
        (DESK, {"source_contact_id": None}, Facts.NONE),
        (BOOKER, {"restricted_at": 1}, Facts.RESTRICTED),
        (BOOKER, {"erased_at": 1}, Facts.ERASED),
    ],
)
def test_a_contact_stands_as_typed_until_its_first_change(
    view: Viewpoint, given: dict[str, Any], facts: Facts
) -> None:
    assert facts_of(view, person(**given), just_written=False) == facts
    assert facts_of(view, person(**given), just_written=True) == facts | Facts.JUST_WRITTEN
