"""What a role tries: what exists for it, what exists at all, and texts of either world."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from tests.schema.reading.planted import raw_of
from tests.worlds.diverging import APART
from tests.worlds.furnished import Furnished
from tests.worlds.roles import LIFTING, OF_VISIT, OPENING, STATES_OF, UNRESTRICTED, Role
from tests.worlds.values import Values
from tests.worlds.wishes import wishes_of


def values_for(role: Role, house: Furnished, turn: int, dice: Random) -> Values:
    """Return what a role tries: what exists for it, what exists at all, and texts of either world."""
    cabinet = house.cabinet
    own: dict[str, list[str]] = {"contact": [], "appointment": []}
    texts: dict[str, list[str]] = {}
    for name, record in cabinet.records.items():
        letters = role.letters(cabinet, name)
        if any(each != "." for key, each in letters.items() if key not in OF_VISIT):
            own["contact"].append(record.contact_id)
        if any(letters[each] != "." for each in OF_VISIT):
            own["appointment"].append(record.appointment_id)
        for number in (record.number, record.number + APART):
            _add_texts(texts, number)
    world = cabinet.world
    own |= {
        "agenda": [world.agenda],
        "professional": [world.doctor],
        "visit_type": [world.visit_type, *house.things["visit_type"][:2]],
    }
    every = {
        **house.things,
        "contact": [*house.things["contact"]],
        "cursor": [mark.decode() for mark in _CURSOR_MARKS],
    }
    barred = {name: _hidden_records(house) for name in OPENING}
    if turn % 2:
        del barred[LIFTING]
    return Values(_fixed(own), _fixed(every), _fixed(texts), dice, barred, wishes_of(role, house))


def _hidden_records(house: Furnished) -> frozenset[str]:
    """Return the records of which something is hidden that who may act on them could bring to light."""
    limited = {*UNRESTRICTED, *STATES_OF}
    records = [each for name, each in house.cabinet.records.items() if name in limited]
    return frozenset(each for it in records for each in (it.contact_id, it.appointment_id))


_CURSOR_MARKS: Final = tuple(f"§cursor{number}§".encode() for number in range(6))


def _fixed(given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(each) for name, each in given.items()}


def _add_texts(texts: dict[str, list[str]], number: int) -> None:
    raw = raw_of(number)
    for source, name in (
        ("last_name", "lastName"),
        ("birth_name", "birthName"),
        ("first_name", "firstName"),
        ("phone", "phone"),
        ("email", "email"),
        ("physician", "treatingPhysician"),
        ("free_text", "visitReason"),
        ("day", "birthDate"),
    ):
        texts.setdefault(source, []).append(str(raw[name].value))
    texts.setdefault("name", []).extend(str(raw[name].value) for name in ("lastName", "birthName"))
    texts.setdefault("city", []).append(raw["address"].value["city"])
    texts.setdefault("postcode", []).append(raw["address"].value["postcode"])
