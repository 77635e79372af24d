"""Names are found as people type them, in French and in the languages of their contacts."""

import re
import string
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from models.sealing.name_forms import asked_forms, stored_forms

DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"
FOUND = [
    # last, birth, first: asked
    ("Lefèvre", None, "Camille", "Lefèvre"),
    ("Lefèvre", None, "Camille", "LEFEVRE"),
    ("Lefèvre", None, "Camille", "lefe\N{COMBINING GRAVE ACCENT}vre"),
    ("Lefèvre", None, "Camille", "lef"),
    ("Lefèvre", None, "Camille", "  camille   lefèvre "),
    ("Lefèvre", None, "Camille", "Lefèvre, Camille"),
    ("Lefèvre", None, "Camille", "lef cam"),
    ("Lefèvre", None, "Camille", "lefèvre c"),
    ("Lefèvre", None, "Camille", "camille le"),
    ("Lefèvre", "Roux", "Camille", "roux camille"),
    ("Lefèvre", "Roux", "Camille", "Lefèvre Roux"),
    ("de La Tour", None, "Anne", "de la tour"),
    ("de La Tour", None, "Anne", "la tour"),
    ("de La Tour", None, "Anne", "latour"),
    ("de La Tour", None, "Anne", "delatour"),
    ("de La Tour", None, "Anne", "tour"),
    ("de La Tour", None, "Anne", "tour anne"),
    ("de La Tour", None, "Anne", "anne de la t"),
    ("d'Ormesson", None, "Jean", "dormesson"),
    ("d'Ormesson", None, "Jean", "d\N{RIGHT SINGLE QUOTATION MARK}ormesson"),
    ("d'Ormesson", None, "Jean", "ormesson"),
    ("Legoff", None, "Yann", "Le Goff"),
    ("Le Goff", None, "Yann", "legoff"),
    ("Le Goff", None, "Yann", "goff yann"),
    ("Dupont", None, "Luc", "du Pont"),
    ("Le Floc'h", None, "Anne", "floch"),
    ("Le Floc'h", None, "Anne", "le floc\N{MODIFIER LETTER APOSTROPHE}h"),
    ("van den Berg", None, "Jan", "van den berg"),
    ("van den Berg", None, "Jan", "vandenberg"),
    ("van den Berg", None, "Jan", "berg jan"),
    ("von Stein", None, "Eva", "stein"),
    ("El Khoury", None, "Nour", "khoury"),
    ("El Khoury", None, "Nour", "elkhoury"),
    ("Ben Ali", None, "Sami", "benali"),
    ("Ben Ali", None, "Sami", "ali sami"),
    ("O'Connor", None, "Sean", "oconnor"),
    ("O'Connor", None, "Sean", "o connor"),
    ("O'Connor", None, "Sean", "O'Co"),
    ("O'Connor", None, "Sean", "connor"),
    ("Martin", None, "Jean-Pierre", "jean pierre martin"),
    ("Martin", None, "Jean-Pierre", "jeanpierre"),
    ("Martin", None, "Jean-Pierre", "martin jean-pi"),
    ("Martin", None, "Jean-Pierre", "pierre"),
    ("Saint-Exupéry", None, "Léa", "St Exupery"),
    ("St-Exupéry", None, "Léa", "saint exupéry"),
    ("Ste-Marie", None, "Léa", "sainte marie"),
    ("Sainte-Marie", None, "Léa", "Ste Marie"),
    ("Roux", None, "Stéphane", "sté"),
    ("Marie Ste", None, "Léa", "marie ste lea"),
    ("Nguyễn", None, "Thị Bé", "nguyen"),
    ("Nguyễn", None, "Thị Bé", "thi be"),
    ("Đặng", None, "Văn", "dang van"),
    ("Müller", None, "Jörg", "muller"),
    ("Müller", None, "Jörg", "Mueller"),
    ("Müller", None, "Jörg", "joerg mue"),
    ("Mu\N{COMBINING DIAERESIS}ller", None, None, "mueller"),
    ("Mueller", None, "Joerg", "müller jörg"),
    ("Groß", None, "Änne", "GROSS aenne"),
    ("Sørensen", None, "Åse", "soerensen ase"),
    ("Sørensen", None, "Åse", "sorensen"),
    ("Œuvrard", None, "Zoé", "oeuvrard"),
    ("Œuvrard", None, "Zoé", "œuv"),
    ("Oeuvrard", None, "Zoé", "ŒUVRARD"),
    ("İpek", None, f"Iş{DOTLESS}l", "ipek isil"),
    ("ipek", None, f"{DOTLESS}ş{DOTLESS}l", "İPEK IŞIL"),
    ("Muñoz", None, "Íñigo", "munoz inigo"),
    ("Łukasiewicz", None, "Zbigniew", "lukasiewicz"),
    ("Li", None, "Na", "li na"),
    ("Li", None, "Na", "Na Li"),
    ("Li", None, "Na", "li"),
    ("Li", None, "Camille", "li camille"),
    ("Li", None, "Camille", "camille li"),
    ("Ng", None, "Ah Anh", "ng ah anh"),
    ("Le Goff", None, "Jean A", "jean a le goff"),
    ("王", None, "伟", "王伟"),
    ("Иванова", None, "Анна", "анна ИВАН"),
    ("Παπαδόπουλος", None, "Νίκος", "ΠΑΠΑΔΟΠΟΥΛΟΣ νικ"),
    (None, None, "Camille", "camille"),
    (None, "Roux", None, "rou"),
]
MISSED = [
    ("Lefèvre", None, "Camille", "le"),
    ("Lefèvre", None, "Camille", "fevre"),
    ("Lefèvre", None, "Camille", "lefèvres"),
    ("Lefèvre", None, "Camille", "lefèvre sophie"),
    ("Lefèvre", None, "Camille", "lefèvre so"),
    ("Joly", None, "Anne", "Joël"),
    ("Li", None, "Na", "lin camille"),
    ("Marie", None, "Anne", "marianne"),
    (None, None, None, "anne"),
]
LETTERS = string.ascii_letters + "éèêëàâäçîïôöùûüÿœæÉÈÀÇÖÜŒñÑøØłđßİŞşğ" + DOTLESS + " '-"
NAMES = st.text(st.sampled_from(LETTERS), max_size=30)


def _found(last: str | None, birth: str | None, first: str | None, asked: str) -> bool:
    forms = asked_forms(asked)
    return bool(forms) and forms <= stored_forms(last, birth, first)


@pytest.mark.parametrize(("last", "birth", "first", "asked"), FOUND)
def test_a_name_is_found_as_it_is_typed(
    last: str | None, birth: str | None, first: str | None, asked: str
) -> None:
    assert _found(last, birth, first, asked)


@pytest.mark.parametrize(("last", "birth", "first", "asked"), MISSED)
def test_another_name_is_not_found(
    last: str | None, birth: str | None, first: str | None, asked: str
) -> None:
    assert not _found(last, birth, first, asked)


@pytest.mark.parametrize("blank", ["", " ", "'", " - ", "\N{COMBINING ACUTE ACCENT}", "\ud800"])
def test_a_text_without_letters_asks_for_nothing(blank: str) -> None:
    assert asked_forms(blank) == set()
    assert stored_forms(blank, blank, blank) == set()


def test_the_forms_of_a_name_are_these() -> None:
    assert stored_forms("Li", None, "Zoé") == (
        {"li", "liz", "lizo", "lizoe", "zoe", "zoel", "zoeli"}  # as written
        | {"zo", "zol", "zoli"}  # as if the o had an umlaut
    )


def test_a_long_name_has_a_bounded_number_of_forms() -> None:
    assert len(stored_forms("a b " * 500, "c" * 500, "d" * 500)) < 1000
    assert _found("c" * 500, None, None, "c" * 400)


@given(last=NAMES, birth=NAMES, first=NAMES, data=st.data())
def test_every_name_is_found_by_each_beginning_of_three_letters(
    last: str, birth: str, first: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([last, birth, first, f"{last} {first}", f"{first} {last}"]))
    beginning = name[: data.draw(st.integers(0, len(name)))]
    assume(sum(map(len, asked_forms(beginning))) >= 3)
    assert _found(last, birth, first, beginning)


@example(last="ST", first="ST")
@given(last=NAMES, first=NAMES)
def test_every_name_is_found_without_its_case_and_marks(last: str, first: str) -> None:
    typed = f"{first} {last}"
    bare = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", typed))
    for each in (typed.upper(), typed.lower(), bare, bare.upper()):
        assert _found(last, None, first, each) == bool(asked_forms(each))


@given(name=NAMES)
def test_what_is_asked_does_not_depend_on_case(name: str) -> None:
    assert asked_forms(name) == asked_forms(name.upper()) == asked_forms(name.lower())
