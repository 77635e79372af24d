"""The rows of one professional's world, sealed and plain."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from benchmarks.people import Person, person, reason
from models.ids import Kind, new_id
from models.sealing.cipher import Binding, DataKey, seal
from models.sealing.values import Reason, Value, encode

DAY: Final = 24 * 3600
DAYS: Final = 20
VISITS_A_DAY: Final = 20
VISIT: Final = 20 * 60
CONTACTS: Final = 80
APPOINTMENTS: Final = DAYS * VISITS_A_DAY
"""Of one professional."""

Row = dict[str, Any]


class Agenda:
    """One professional with one agenda at one place, three visit types, 80 contacts and 400 visits."""

    def __init__(self, tenant: str, number: int, keys: Mapping[str, DataKey], first: int) -> None:
        """Take the contacts by their keys; visits start at `first`, in epoch seconds."""
        self.professional_id = new_id(Kind.PROFESSIONAL)
        self._tenant = tenant
        self._keys = keys
        self._people = {each: person(number * CONTACTS + place) for place, each in enumerate(keys)}
        self._place_id, self._agenda_id = new_id(Kind.PLACE), new_id(Kind.AGENDA)
        self._visit_types = [new_id(Kind.VISIT_TYPE) for _ in range(3)]
        self._first = first
        self._collected = first - 30 * DAY
        self._visits = list(self._each_visit())

    def rows(self) -> Iterator[tuple[str, list[Row]]]:
        """Yield each table with its rows, in an order that the references between them allow."""
        yield "professional", [self._professional()]
        yield "place", [self._place()]
        yield "agenda", [self._here("id", self._agenda_id) | {"place_id": self._place_id}]
        yield "visit_type", [self._visit_type(each) for each in self._visit_types]
        yield "contact", [self._contact(*each) for each in self._people.items()]
        yield "plain_contact", [self._plain_contact(*each) for each in self._people.items()]
        yield "appointment", [self._appointment(*each) for each in self._visits]
        yield "plain_appointment", [self._plain_appointment(*each) for each in self._visits]

    def _each_visit(self) -> Iterator[tuple[int, Row]]:
        contacts = list(self._people)
        for number in range(DAYS * VISITS_A_DAY):
            day, place = divmod(number, VISITS_A_DAY)
            starts_at = self._first + day * DAY + place * VISIT
            yield (
                number,
                {
                    "id": new_id(Kind.APPOINTMENT),
                    "professional_id": self.professional_id,
                    "visit_type_id": self._visit_types[number % len(self._visit_types)],
                    "contact_id": contacts[number % len(contacts)],
                    "starts_at": starts_at,
                    "ends_at": starts_at + VISIT,
                    "status": "BOOKED",
                },
            )

    def _here(self, name: str, identifier: str) -> Row:
        return {name: identifier, "professional_id": self.professional_id}

    def _professional(self) -> Row:
        return {
            "id": self.professional_id,
            "slug": self.professional_id,
            "sector": "HEALTH",
            "profession": "médecin",
            "profession_key": "medecin",
            "display_name": "Dr Camille Roux",
            "name_key": "dr camille roux",
            "languages": "fr",
            "collects": "BIRTH IDENTITY REACH REASON",
            "created_at": 0,
        }

    def _place(self) -> Row:
        return {
            "id": self._place_id,
            "name": "Maison de santé",
            "street": "5 rue du golf",
            "postcode": "21800",
            "city": "Quétigny",
            "city_key": "quetigny",
            "country": "FR",
            "time_zone": "Europe/Paris",
        }

    def _visit_type(self, identifier: str) -> Row:
        return self._here("id", identifier) | {"name": "Consultation", "duration": VISIT // 60}

    def _contact(self, contact_id: str, who: Person) -> Row:
        sealed = {
            column: self._sealed("contact", column, contact_id, contact_id, value)
            for column, value in who.sealed_values().items()
        }
        return self._here("id", contact_id) | {
            "channel": "AGENDA",
            "entered_by": self.professional_id,
            "collected_at": self._collected,
            "updated_at": self._collected,
            **sealed,
        }

    def _plain_contact(self, contact_id: str, who: Person) -> Row:
        return self._here("id", contact_id) | {
            "last_name": who.last_name,
            "first_name": who.first_name,
            "birth_date": who.birth_date.isoformat(),
            "phone": who.phone,
            "email": who.email,
        }

    def _appointment(self, number: int, visit: Row) -> Row:
        text = Reason(reason(number))
        return visit | {
            "agenda_id": self._agenda_id,
            "channel": "AGENDA",
            "origin_function": "PROFESSIONAL",
            "origin_party_id": self.professional_id,
            "created_at": self._collected,
            "updated_at": self._collected,
            "reason": self._sealed("appointment", "reason", visit["id"], visit["contact_id"], text),
        }

    def _plain_appointment(self, number: int, visit: Row) -> Row:
        return visit | {"reason": reason(number)}

    def _sealed(self, table: str, column: str, row_id: str, contact_id: str, value: Value) -> bytes:
        return seal(encode(value), self._keys[contact_id], Binding(self._tenant, table, column, row_id))
