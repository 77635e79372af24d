"""The page about booking: its examples exist, and each refusal has its next step."""

import re
from typing import Final

import pytest

import app
from models.booking.slots.rules import Refused
from resolvers.writing.fault import ErrorCode

PAGE: Final = (app.HERE / "docs" / "booking.md").read_text(encoding="utf-8")
CLOSED_SET: Final = (
    "SLOT_TAKEN HOLD_EXPIRED HOLD_NOT_YOURS OFF_GRID OUTSIDE_HOURS CLOSED TOO_SOON TOO_FAR LIMIT_REACHED"
    " CONTACT_BLOCKED NEW_CONTACTS_REFUSED CATEGORY_NOT_COLLECTED MISSING_REQUIRED_DATA"
    " OUTSIDE_CANCELLATION_WINDOW WRONG_STATE VERSION_CONFLICT IDEMPOTENCY_MISMATCH NOT_ALLOWED"
    " BUSY_TRY_AGAIN"
)


def test_every_example_it_links_to_exists() -> None:
    links = re.findall(r"\]\(\.\./(examples/[^)]+)\)", PAGE)

    assert len(links) > 10
    assert [link for link in links if not (app.HERE / link).exists()] == []


@pytest.mark.parametrize("code", sorted({*CLOSED_SET.split(), *(each.value for each in Refused)}))
def test_every_refusal_has_its_next_step(code: str) -> None:
    assert f"`{code}`" in PAGE


def test_it_names_no_code_that_does_not_exist() -> None:
    table = PAGE.split("## Refusals")[1]
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+|CLOSED)`", table))

    assert named <= {each.value for each in ErrorCode}
