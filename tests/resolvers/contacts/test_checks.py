"""What may be written of a person has one form; what is no such value is refused where it stands."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from models.sealing.values import Physician, PostalAddress
from resolvers.contacts import checks
from resolvers.writing.fault import ErrorCode, Refused
from tests.factories import NOW


def refusal(check: Callable[..., Any], *values: Any) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    with pytest.raises(Refused) as refused:
        check(*values)
    return {(fault.code, fault.path) for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Lefèvre", "Lefèvre"),
        ("  Jean-Luc  ", "Jean-Luc"),
        ("de  La\N{NO-BREAK SPACE}Tour", "de La Tour"),
        ("D\N{RIGHT SINGLE QUOTATION MARK}Angelo", "D\N{RIGHT SINGLE QUOTATION MARK}Angelo"),
        ("O'Neil Jr.", "O'Neil Jr."),
        ("Zoe\N{COMBINING DIAERESIS}", "Zoë"),
        ("Nguyễn", "Nguyễn"),
        ("李", "李"),
        ("محمد", "محمد"),
        ("x" * 100, "x" * 100),
    ],
)
def test_a_name_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert checks.name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        ". .",
        "x" * 101,
        "R2D2",
        "Anne@home",
        "<b>Anne</b>",
        "Anne\nMarie",
        "Anne\tMarie",
        "Anne\x00",
        "Anne\N{RIGHT-TO-LEFT OVERRIDE}eiraM",
        "Anne\N{ZERO WIDTH SPACE}",
        "Anne\N{LINE SEPARATOR}Marie",
        "Anne\ud800",
        "😀",
    ],
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    assert refusal(checks.name, typed) == {(ErrorCode.INVALID_NAME, ())}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("+590 590 12 34 56", "+590590123456"),
        ("+41 44 668 18 00", "+41446681800"),
    ],
)
def test_a_phone_is_kept_in_e164(typed: str, kept: str) -> None:
    assert checks.phone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "12", "0612", "+999 612345678", "0123456789 ext 4", "call me", "1" * 300]
)
def test_what_is_no_phone_is_refused(typed: str) -> None:
    assert refusal(checks.phone, typed) == {(ErrorCode.INVALID_PHONE, ())}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" Zoe@Example.ORG ", "Zoe@example.org"), ("zoé@exämple.org", "zoé@exämple.org")],
)
def test_an_email_is_kept_normalised(typed: str, kept: str) -> None:
    assert checks.email(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "zoe", "zoe@", "@example.org", "zoe@localhost", "a@b@c.org", "a\n@b.org"]
)
def test_what_is_no_email_is_refused(typed: str) -> None:
    assert refusal(checks.email, typed) == {(ErrorCode.INVALID_EMAIL, ())}


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2026, 11, 23), date(1980, 2, 29)])
def test_a_birth_date_lies_between_1900_and_today(day: date) -> None:
    assert checks.birth_date(day, NOW) == day


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2026, 11, 24), date(9999, 1, 1)])
def test_a_birth_date_beyond_is_refused(day: date) -> None:
    assert refusal(checks.birth_date, day, NOW) == {(ErrorCode.INVALID_BIRTH_DATE, ())}


def test_whoever_is_born_where_tomorrow_has_begun_is_born() -> None:
    in_the_evening = NOW + 3 * 3600  # 11:00 UTC: the 24th has begun in Kiribati
    assert checks.birth_date(date(2026, 11, 24), in_the_evening) == date(2026, 11, 24)


def test_an_address_is_kept_with_its_country() -> None:
    typed = PostalAddress((" 5 rue du golf ", "", "Bât. 2"), " 21800", "Quétigny", None)
    assert checks.address(typed) == PostalAddress(("5 rue du golf", "Bât. 2"), "21800", "Quétigny", "FR")


def test_a_country_is_written_in_capitals() -> None:
    assert checks.address(PostalAddress((), None, "Bâle", "ch")) == PostalAddress((), None, "Bâle", "CH")


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        (PostalAddress((), None, None, None), {"city"}),
        (PostalAddress((), None, " ", None), {"city"}),
        (PostalAddress((), None, "x" * 101, None), {"city"}),
        (PostalAddress(("line",) * 6, None, "Dijon", None), {"lines"}),
        (PostalAddress(("x" * 101,), None, "Dijon", None), {"lines"}),
        (PostalAddress(("a\nb",), None, "Dijon", None), {"lines"}),
        (PostalAddress((), "1" * 17, "Dijon", None), {"postcode"}),
        (PostalAddress((), None, "Dijon", "XX"), {"country"}),
        (PostalAddress((), None, "Dijon", "France"), {"country"}),
        (PostalAddress(("x" * 101,), " ", "", "?"), {"lines", "postcode", "city", "country"}),
    ],
)
def test_every_fault_of_an_address_is_told_at_once(typed: PostalAddress, faulty: set[str]) -> None:
    assert refusal(checks.address, typed) == {(ErrorCode.INVALID_ADDRESS, (part,)) for part in faulty}


def test_a_physician_is_kept_with_the_register_number() -> None:
    typed = Physician(" Dr Roux ", " Dijon ", "1000 1234 565")
    assert checks.physician(typed) == Physician("Dr Roux", "Dijon", "10001234565")


@pytest.mark.parametrize(
    "rpps",
    ["10001234566", "1000123456", "100012345650", "1000123456A", "", "1000123456\N{FULLWIDTH DIGIT FIVE}"],
)
def test_a_wrong_register_number_is_refused(rpps: str) -> None:
    assert refusal(checks.physician, Physician("Dr Roux", None, rpps)) == {
        (ErrorCode.INVALID_RPPS, ("rpps",))
    }


def test_every_fault_of_a_physician_is_told_at_once() -> None:
    assert refusal(checks.physician, Physician("", "\x00", "1")) == {
        (ErrorCode.INVALID_NAME, ("name",)),
        (ErrorCode.INVALID_ADDRESS, ("city",)),
        (ErrorCode.INVALID_RPPS, ("rpps",)),
    }
