"""What one caller saw of every record, field by field, beside what the matrix allows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.words import FieldState
from tests.schema.reading.matrix import CATEGORIES
from tests.schema.reading.planted import FIELDS, Planted, Raw

OF_APPOINTMENT: Final = ("visitReason", "note")
OF_CONTACT: Final = tuple(name for name in FIELDS if name not in OF_APPOINTMENT)

SIGHT: Final = """
query Sight($contacts: [ID!]!) {
  appointments(first: 100) {
    nodes { id startsAt visitReason { ...Text } note { ...Text } contact { ...Person } }
    pageInfo { hasNextPage }
  }
  nodes(ids: $contacts) { ...Person }
}
fragment Text on PersonalText { id state value display }
fragment Person on Contact {
  id
  lastName { ...Text } birthName { ...Text } firstName { ...Text }
  phone { ...Text } email { ...Text } treatingPhysician { ...Text }
  birthDate { id state value display year }
  address { id state value { lines postcode city country } display city }
}
"""

_STATES: Final = {
    "C": FieldState.CLEAR,
    "P": FieldState.PARTIAL,
    "W": FieldState.WITHHELD,
    "R": FieldState.RESTRICTED,
    "E": FieldState.ERASED,
    "-": FieldState.EMPTY,
}
_WITHOUT_VALUE: Final = {"W": "Withheld", "R": "Processing restricted", "E": "Erased", "-": ""}


@dataclass(frozen=True)
class Sight:
    """One answer to SIGHT: the rows that exist for its caller, by id."""

    text: str
    appointments: Mapping[str, Any]
    contacts: Mapping[str, Any]

    def of(self, record: Planted) -> dict[str, Any]:
        """Return each field of a record as it was answered; None where its row is absent."""
        visit = self.appointments.get(record.appointment_id)
        person = self.contacts.get(record.contact_id)
        seen = {name: visit[name] if visit else None for name in OF_APPOINTMENT}
        return seen | {name: person[name] if person else None for name in OF_CONTACT}

    def same_person_on_both_roads(self, record: Planted) -> bool:
        """Whether the contact of a visit is the contact of its id: the same bytes, or absent on both."""
        visit = self.appointments.get(record.appointment_id)
        return visit is None or visit["contact"] == self.contacts.get(record.contact_id)


def sight_of(answer: dict[str, Any], text: str) -> Sight:
    """Read an answer that must have succeeded."""
    assert "errors" not in answer, json.dumps(answer["errors"])
    data = answer["data"]
    assert data["appointments"]["pageInfo"] == {"hasNextPage": False}
    return Sight(
        text,
        {each["id"]: each for each in data["appointments"]["nodes"]},
        {each["id"]: each for each in data["nodes"] if each},
    )


def differences(sight: Sight, record: Planted, cells: str) -> Iterator[str]:
    """Tell every field of a record that was not answered as its cell asks, and every value that got out."""
    allowed = dict(zip(CATEGORIES, cells, strict=True))
    seen = sight.of(record)
    for name, category in FIELDS.items():
        raw, letter = record.raw.get(name), allowed[category]
        if raw is None and letter in "CP":
            letter = "-"
        wanted = _answer(record, name, raw, letter)
        if seen[name] != wanted:
            yield f"{name}: {json.dumps(wanted)} wanted, {json.dumps(seen[name])} seen"
        if raw is not None and letter != "C":
            yield from (f"{name}: {each} got out" for each in raw.betraying if each in sight.text)
            if letter != "P" and name == "address" and raw.value["city"] in sight.text:
                yield f"{name}: the town got out"
    if not sight.same_person_on_both_roads(record):
        yield "the contact of the visit is not the contact of its id"


def _answer(record: Planted, name: str, raw: Raw | None, letter: str) -> dict[str, Any] | None:
    """Return the whole JSON value that a cell asks for."""
    if letter == ".":
        return None
    owner = record.appointment_id if name in OF_APPOINTMENT else record.contact_id
    value = raw.value if raw and letter == "C" else None
    part = raw.partial if raw and letter in "CP" else None
    display = raw.display if raw and letter == "C" else part if letter == "P" else _WITHOUT_VALUE[letter]
    answer = {"id": f"{owner}.{name}", "state": _STATES[letter].value, "value": value, "display": display}
    if name == "birthDate":
        answer["year"] = int(part) if part else None
    if name == "address":
        answer["city"] = part
    return answer
