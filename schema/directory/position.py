"""Points on Earth."""

import strawberry

from permissions.refusal import Refusal
from resolvers.directory.near import USUAL_KM, Circle


@strawberry.input(description="A point on Earth, in degrees (WGS 84).")
class Position:
    latitude: float
    longitude: float


def circle_of(near: Position | None, radius_km: float | None) -> Circle | None:
    """Return the circle around a point, 20 km wide unless said otherwise; None without a point.

    Raises Refusal BAD_USER_INPUT for a radius around nothing: it would narrow nothing.
    """
    if near is None and radius_km is not None:
        raise Refusal("radius_alone", code="BAD_USER_INPUT")
    if near is None:
        return None
    return Circle(near.latitude, near.longitude, USUAL_KM if radius_km is None else radius_km)
