"""Places around a point: a box on plain columns first, then the distance on the sphere."""

from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin, sqrt

from models.storage.dialect import Value
from models.storage.reading import fetch
from permissions.refusal import Refusal

FARTHEST_KM = 200.0
USUAL_KM = 20.0
_EARTH_KM = 6371.0088  # mean radius (IUGG)
_POLE, _WHOLE_TURN = 90.0, 360.0

IN_BOX = """
l.latitude BETWEEN ? AND ? AND (l.longitude BETWEEN ? AND ? OR l.longitude BETWEEN ? AND ?)
"""
"""Whether the place `l` lies in the box around a circle; bind what `box` gives."""


@dataclass(frozen=True, slots=True)
class Circle:
    """All that is at most `radius_km` from a point given in degrees (WGS 84)."""

    latitude: float
    longitude: float
    radius_km: float

    def __post_init__(self) -> None:
        """Refuse what is nowhere on Earth, and circles too wide to be near anything."""
        if not (-_POLE <= self.latitude <= _POLE and -180 <= self.longitude <= 180):  # noqa: PLR2004 - degrees
            raise Refusal("position", code="BAD_USER_INPUT")
        if not 0 < self.radius_km <= FARTHEST_KM:
            raise Refusal("radius", code="BAD_USER_INPUT", most=int(FARTHEST_KM))

    def distance_km(self, latitude: float, longitude: float) -> float:
        """Return how far a point is from the middle (haversine)."""
        here, there = radians(self.latitude), radians(latitude)
        turn = radians(longitude - self.longitude)
        part = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(turn / 2) ** 2
        return 2 * _EARTH_KM * asin(min(1.0, sqrt(part)))

    def box(self) -> tuple[Value, ...]:
        """Return south and north, then west and east twice: on either side of the date line."""
        angle = self.radius_km / _EARTH_KM
        high = degrees(angle)
        south, north = self.latitude - high, self.latitude + high
        if south <= -_POLE or north >= _POLE:
            return south, north, -180.0, 180.0, -180.0, 180.0
        wide = degrees(asin(min(1.0, sin(min(angle, pi / 2)) / cos(radians(self.latitude)))))
        west, east = self.longitude - wide, self.longitude + wide
        turn = _WHOLE_TURN if west < -180 else -_WHOLE_TURN  # noqa: PLR2004 - degrees
        return south, north, west, east, west + turn, east + turn


async def places_in(circle: Circle) -> list[str]:
    """Return the places at most so far from a point, in one statement."""
    rows = await fetch(f"SELECT l.id, l.latitude, l.longitude FROM place l WHERE {IN_BOX}", *circle.box())
    return [
        row["id"] for row in rows if circle.distance_km(row["latitude"], row["longitude"]) <= circle.radius_km
    ]
