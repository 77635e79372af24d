"""Made-up people, the same at every run."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.sealing.values import Birth, Identity, Reach, Value

_FAMILIES: Final = ("Lefèvre", "Nguyen", "Garnier", "Benali", "Marchand", "Ribeiro", "Chevalier", "Kowalski")
_FIRST: Final = ("Zoé", "Louis", "Inès", "Gabriel", "Anne-Marie", "Yanis", "Élise")
_REASONS: Final = ("Vaccin", "Renouvellement d'ordonnance", "Douleur au genou droit depuis la chute de mardi")
_OLDEST: Final = date(1936, 1, 1)


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """What one contact's record holds."""

    last_name: str
    first_name: str
    birth_date: date
    phone: str
    email: str

    def sealed_values(self) -> dict[str, Value]:
        """Return the values by the column that seals them."""
        return {
            "identity": Identity(self.last_name, None, self.first_name),
            "reach": Reach(self.phone, self.email),
            "birth": Birth(self.birth_date),
        }


def person(number: int) -> Person:
    """Return the person of a number."""
    family, first = _FAMILIES[number % len(_FAMILIES)], _FIRST[number % len(_FIRST)]
    return Person(
        last_name=family,
        first_name=first,
        birth_date=_OLDEST + timedelta(days=number * 37 % 30_000),
        phone=f"+336{number % 10**8:08d}",
        email=f"p{number}@example.org",
    )


def reason(number: int) -> str:
    """Return why the appointment of a number is asked for."""
    return _REASONS[number % len(_REASONS)]
