"""The contacts of the demo world: two hundred, invented, and reached nowhere."""

import re
from datetime import date

from models.ids import Kind, kind_of
from models.words import Category, Channel, LegalPower
from resolvers.contacts import checks
from resolvers.demo.named import demo_id
from resolvers.demo.people import bonds, people
from resolvers.demo.person import Person
from resolvers.demo.professionals import PROFESSIONALS

MONDAY = date(2026, 11, 23)
PEOPLE = people(MONDAY)
FICTION = re.compile(r"\+33(19900|26191|35301|46571|53649)\d{4}")


def test_there_are_two_hundred_and_each_has_an_id_of_its_own() -> None:
    assert len(PEOPLE) == 200
    assert len({person.id for person in PEOPLE.values()}) == 200
    assert {kind_of(person.id) for person in PEOPLE.values()} == {Kind.CONTACT}


def test_an_id_follows_from_the_name_alone() -> None:
    assert demo_id(Kind.CONTACT, "contact") == "con_suorvzcfd4ray5xa3e2q"
    assert demo_id(Kind.ACCOUNT, "contact") != demo_id(Kind.CONTACT, "contact")


def test_nobody_can_be_called_or_written_to() -> None:
    for person in PEOPLE.values():
        assert person.reach.phone
        assert FICTION.fullmatch(person.reach.phone)
        if person.reach.email:
            assert re.fullmatch(r"[a-z.]+@example\.(org|com|net)", person.reach.email)


def test_everything_said_of_them_could_be_written_back() -> None:
    for person in PEOPLE.values():
        identity, reach = person.identity, person.reach
        for given in (identity.last_name, identity.birth_name, identity.first_name):
            assert given is None or checks.name(given) == given
        assert reach.phone is None or checks.phone(reach.phone) == reach.phone
        assert reach.email is None or checks.email(reach.email) == reach.email
        assert reach.address is None or checks.address(reach.address) == reach.address
        assert person.physician is None or checks.physician(person.physician) == person.physician


def test_they_came_by_all_three_channels() -> None:
    by_channel = {
        channel: [person for person in PEOPLE.values() if person.channel is channel] for channel in Channel
    }

    assert all(len(found) >= 30 for found in by_channel.values())


def test_nothing_is_held_that_the_professional_does_not_collect() -> None:
    for person in PEOPLE.values():
        collects = PROFESSIONALS[person.professional].collects if person.professional else set(Category)
        assert person.birth is None or Category.BIRTH in collects
        assert person.physician is None or Category.PHYSICIAN in collects


def test_parents_act_for_minors_whose_data_they_gave() -> None:
    parents = [bond for bond in bonds(MONDAY) if bond.power is LegalPower.PARENTAL_AUTHORITY]

    assert len(parents) >= 20
    for bond in parents:
        assert _age(PEOPLE[bond.contact]) >= 19
        assert _age(PEOPLE[bond.relative]) < 18
        assert PEOPLE[bond.relative].source == bond.contact


def test_some_act_by_guardianship_by_mandate_and_by_no_power_at_all() -> None:
    assert {bond.power for bond in bonds(MONDAY)} == set(LegalPower)


def test_nobody_shows_in_a_repr() -> None:
    assert repr(PEOPLE["contact"]) == "Person(…)"


def test_the_same_people_are_drawn_again() -> None:
    people.cache_clear()

    assert people(MONDAY) == PEOPLE


def test_a_week_later_they_are_the_same_people() -> None:
    later = people(date(2026, 11, 30))

    assert [(each.key, each.identity, each.reach) for each in later.values()] == [
        (each.key, each.identity, each.reach) for each in PEOPLE.values()
    ]


def _age(person: Person) -> int:
    assert person.birth
    return (MONDAY - person.birth.birth_date).days // 365
