"""Points on Earth."""

import strawberry

from resolvers.directory.near import USUAL_KM, Circle


@strawberry.input(description="A point on Earth, in degrees (WGS 84).")
class Position:
    latitude: float
    longitude: float


def circle_of(near: Position | None, radius_km: float | None) -> Circle | None:
    """Return the circle around a point, 20 km wide unless said otherwise; None without a point."""
    if near is None:
        return None
    return Circle(near.latitude, near.longitude, USUAL_KM if radius_km is None else radius_km)
