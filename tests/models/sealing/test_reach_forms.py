"""Telephone numbers and e-mail addresses have one form however they are typed."""

import pytest

from models.sealing.reach_forms import email_form, phone_form


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("06.12.34.56.78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("+33612345678", "+33612345678"),
        ("tel:+33-6-12-34-56-78", "+33612345678"),
        ("+41 44 668 18 00", "+41446681800"),
        ("3639", "+333639"),
        ("1", "1"),
        ("n° 5", "5"),
        ("no telephone", ""),
        ("", ""),
    ],
)
def test_a_number_has_one_form(typed: str, form: str) -> None:
    assert phone_form(typed, "FR") == form


def test_a_number_without_prefix_belongs_to_the_region() -> None:
    assert phone_form("044 668 18 00", "CH") == "+41446681800"


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Zoe.Roux@Example.ORG", "zoe.roux@example.org"),
        ("  zoe@example.org\n", "zoe@example.org"),
        ("zoe@müller.example", "zoe@xn--mller-kva.example"),
        ("zoe@XN--MLLER-KVA.example", "zoe@xn--mller-kva.example"),
        ("ZOÉ@example.org", "zoé@example.org"),
        ("zoe\N{COMBINING ACUTE ACCENT}@example.org", "zoé@example.org"),
        ("\N{FULLWIDTH LATIN SMALL LETTER Z}oe@example.org", "zoe@example.org"),
        ("Not an Address", "not an address"),
        ("", ""),
    ],
)
def test_an_address_has_one_form(typed: str, form: str) -> None:
    assert email_form(typed) == form
