"""The invented company that runs the demo world, its partners, and the practices and places it serves."""

from dataclasses import dataclass
from typing import Final

from models.ids import Kind
from resolvers.demo.named import demo_id


@dataclass(frozen=True, slots=True)
class DemoPartner:
    """A booking site; its guarantee ends so many days from today, or ended."""

    key: str
    name: str
    guarantee_days: int

    @property
    def id(self) -> str:
        """Its identifier."""
        return demo_id(Kind.PARTNER, self.key)


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where professionals receive, in France."""

    key: str
    name: str
    street: str
    postcode: str
    city: str
    latitude: float
    longitude: float

    @property
    def id(self) -> str:
        """Its identifier."""
        return demo_id(Kind.PLACE, self.key)


OPERATOR_NAME: Final = "Standard Chantefable"
OPERATOR_ID: Final = demo_id(Kind.OPERATOR, "operator")

PARTNER: Final = DemoPartner("partner", "Rendezvous-Demo", 365)
EXPIRED_PARTNER: Final = DemoPartner("expired-partner", "Agenda-Express-Demo", -20)
PARTNERS: Final = (PARTNER, EXPIRED_PARTNER)

PRACTICES: Final = {
    "tilleuls": "Maison de santé des Tilleuls",
    "ursulines": "Cabinet médical des Ursulines",
}
"""The names of the practices by key."""

PLACES: Final = {
    place.key: place
    for place in (
        DemoPlace("tilleuls", "Maison de santé", "12 allée des Tilleuls", "21000", "Dijon", 47.3301, 5.0312),
        DemoPlace("ursulines", "Cabinet médical", "3 cour des Ursulines", "21200", "Beaune", 47.0242, 4.8386),
        DemoPlace(
            "rehabilitation", "Salle du Cap", "8 rue du Cap Vert", "21800", "Quetigny", 47.3162, 5.1051
        ),
        DemoPlace("chambers", "Cabinet d'avocat", "41 quai des Brumes", "69002", "Lyon", 45.7551, 4.8322),
        DemoPlace(
            "books", "Cabinet comptable", "5 impasse du Grand Livre", "21000", "Dijon", 47.3216, 5.0415
        ),
        DemoPlace("workshop", "Atelier", "17 rue des Robinets", "21800", "Quetigny", 47.3128, 5.1134),
        DemoPlace(
            "animals", "Clinique vétérinaire", "2 chemin du Berger", "21200", "Beaune", 47.0311, 4.8462
        ),
        DemoPlace("calm", "Cabinet", "9 montée du Silence", "69005", "Lyon", 45.7589, 4.8239),
        DemoPlace("keys", "Agence", "28 place du Trousseau", "21000", "Dijon", 47.3249, 5.0371),
    )
}
"""The places by key."""


def practice_id(key: str) -> str:
    """Return the identifier of a practice."""
    return demo_id(Kind.PRACTICE, key)
