"""What is kept and shown in clear has no number or address by which somebody is known."""

import pytest

from resolvers.writing.impersonal import has_number_of_somebody, tells_who

TELLING = [
    "Rappeler au 06 12 34 56 78.",
    "0612345678",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "06_12_34_56_78",
    "06 12 34 56 78".replace(" ", "\N{EN DASH}"),
    "06·12·34·56·78",
    "06 / 12 / 34 / 56 / 78",
    "+33 (0)6 12 34 56 78",
    "".join(chr(0xFF10 + int(figure)) for figure in "0612345678"),
    "\N{ARABIC-INDIC DIGIT ZERO}\N{ARABIC-INDIC DIGIT SIX}12345678",
    "1 80 02 21 054 001 23",
    "RPPS 10001234565",
    "zoe@example.org",
    "zoe\N{FULLWIDTH COMMERCIAL AT}example.org",
    "zoe\N{SMALL COMMERCIAL AT}example.org",
    "zoe @ example . org",
]
HARMLESS = [
    "Lire le motif.",
    "Du 01/01/2027 au 31/12/2027, de 8 h 30 à 12 h",
    "Du 2027-01-01 au 2027-12-31",
    "du 1.2.2027 au 28.2.2027",
    "RGPD art. 28(3)(a) et 9(2)(h), code civil 371-1 et 414",
    "séance 4 sur 10, salle 12, poste 4512",
    "RG 24/00123 du 12/03/2024",
]


@pytest.mark.parametrize("text", TELLING)
def test_a_number_or_an_address_tells_who(text: str) -> None:
    assert tells_who(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_dates_articles_and_small_numbers_tell_nobody(text: str) -> None:
    assert not tells_who(text)
    assert not has_number_of_somebody(text)


@pytest.mark.parametrize("text", TELLING)
def test_what_a_proof_may_not_hold_either(text: str) -> None:
    assert has_number_of_somebody(text)


@pytest.mark.parametrize(
    "text",
    ["Acte notarié n° 2024-0153, étude de Dijon", "minute 2024/123456", "Jugement du 3 mai, n° 24/01234"],
)
def test_a_judgment_or_a_mandate_has_a_number_of_its_own(text: str) -> None:
    assert not has_number_of_somebody(text)
