"""The directory of the demo world: invented, and yet everything in it passes its checks."""

from itertools import combinations

from stdnum import luhn
from stdnum.fr import siret

from models.words import Category, Sector
from resolvers.demo.organisations import PLACES
from resolvers.demo.professional import DemoProfessional
from resolvers.demo.professionals import PROFESSIONALS
from resolvers.demo.talk import REASONS

EVERYBODY = list(PROFESSIONALS.values())


def test_there_are_twelve_professionals_in_seven_sectors_and_four_towns() -> None:
    towns = {PLACES[place].city for each in EVERYBODY for place in each.places}

    assert len(EVERYBODY) == 12
    assert len({each.sector for each in EVERYBODY}) == 7
    assert towns == {"Dijon", "Beaune", "Lyon", "Quetigny"}


def test_slugs_numbers_and_ids_are_each_given_once() -> None:
    for names in ("slug", "number", "id"):
        assert len({getattr(each, names) for each in EVERYBODY}) == 12


def test_health_professionals_have_an_rpps_and_all_others_a_siret() -> None:
    for each in EVERYBODY:
        if each.sector is Sector.HEALTH:
            assert len(each.number) == 11
            assert luhn.is_valid(each.number)
        else:
            assert siret.is_valid(each.number)


def test_only_health_collects_the_physician_and_the_plumber_collects_no_birth_date() -> None:
    with_physician = {each.sector for each in EVERYBODY if Category.PHYSICIAN in each.collects}

    assert with_physician == {Sector.HEALTH}
    assert Category.BIRTH not in PROFESSIONALS["plumber"].collects
    assert Category.REASON in PROFESSIONALS["lawyer"].collects


def test_a_reason_is_required_only_of_those_who_collect_reasons() -> None:
    requiring = {each.key for each in EVERYBODY if any(one.reason_required for one in each.visit_types)}
    collecting = {each.key for each in EVERYBODY if Category.REASON in each.collects}

    assert requiring
    assert requiring <= collecting == set(REASONS)


def test_nobody_receives_at_two_places_at_once() -> None:
    for each in EVERYBODY:
        assert not [pair for pair in combinations(each.stretches(), 2) if _overlap(*pair)]


def test_somebody_receives_at_two_places() -> None:
    assert [each.key for each in EVERYBODY if len(each.places) == 2] == ["physiotherapist"]


def _overlap(one: tuple[str, int, tuple[int, int]], other: tuple[str, int, tuple[int, int]]) -> bool:
    same_day = one[1] == other[1]
    return same_day and one[2][0] < other[2][1] and other[2][0] < one[2][1]


def test_every_practice_has_several_professionals() -> None:
    practices: dict[str | None, list[DemoProfessional]] = {}
    for each in EVERYBODY:
        practices.setdefault(each.practice, []).append(each)

    assert {key: len(members) for key, members in practices.items() if key} == {"tilleuls": 3, "ursulines": 3}
