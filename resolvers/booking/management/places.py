"""Places where professionals receive."""

from collections.abc import Mapping
from typing import Any, Final

from models.directory.keys import key_of
from models.ids import Kind, new_id
from models.storage.dialect import Row
from resolvers.booking.management.change import (
    Change,
    Changed,
    Done,
    ManagementReason,
    change,
    check_version,
    touch,
)
from resolvers.booking.management.hours import hit_by
from resolvers.booking.management.owners import Target
from resolvers.booking.management.values import (
    Check,
    between,
    checked,
    country,
    holiday_region,
    label,
    time_zone,
)
from resolvers.booking.management.visit_types import Versioned
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Write

_CHECKS: Final[Mapping[str, Check]] = {
    "name": label,
    "street": label,
    "postcode": label,
    "city": label,
    "country": country,
    "latitude": between(-90, 90),
    "longitude": between(-180, 180),
    "time_zone": time_zone,
    "holiday_region": str,
}
_NULLABLE: Final = frozenset({"latitude", "longitude", "holiday_region"})
_NOW: Final = "SELECT country, holiday_region, latitude, longitude FROM place WHERE id = ?"


async def create_place(
    context: Context,
    write: Write,
    professional_id: str,
    given: Mapping[str, Any],
    reason: ManagementReason | None = None,
) -> Changed:
    """Found a place, which its founder and whoever receives there may change."""

    async def work(opened: Change) -> Done:
        place_id = new_id(Kind.PLACE)
        row = {"id": place_id, "founded_by": opened.owner, **_checked(given, None)}
        await opened.transaction.execute(
            f"INSERT INTO place ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", *row.values()
        )
        return Done(place_id)

    target = Target(Kind.PROFESSIONAL, professional_id, "professionalId")
    return await change(context, write, target, work, reason)


async def update_place(
    context: Context,
    write: Write,
    place: Versioned,
    given: Mapping[str, Any],
    reason: ManagementReason | None = None,
) -> Changed:
    """Change a place that nobody else receives at; a new zone or new holidays tell the appointments they hit.

    Appointments keep their instants: in another zone the clock on the wall shows another time for them.
    """

    async def work(opened: Change) -> Done:
        await check_version(opened, "place", place.id, place.expected)
        [current] = await opened.transaction.fetch(_NOW, place.id)
        columns = _checked(given, current)
        rows = await opened.transaction.fetch("SELECT id FROM agenda WHERE place_id = ?", place.id)

        async def rewrite() -> None:
            await touch(opened, "place", place.id, **columns)

        conflicts = await hit_by(opened, [row["id"] for row in rows], rewrite)
        return Done(place.id, None, conflicts)

    return await change(context, write, Target(Kind.PLACE, place.id), work, reason)


def _checked(given: Mapping[str, Any], current: Row | None) -> dict[str, Any]:
    if not given:
        raise refuse(ErrorCode.NOTHING_TO_CHANGE)
    faults = Gathered()
    columns = checked(given, _CHECKS, _NULLABLE, faults)
    after = {**(current or {}), **columns}
    if after.get("country") and after.get("holiday_region") and {"country", "holiday_region"} & set(columns):
        faults.take(
            lambda code: holiday_region(code, after["country"]), after["holiday_region"], "holidayRegion"
        )
    point = {**(current or {}), **given}
    missing = [name for name in ("latitude", "longitude") if point.get(name) is None]
    if len(missing) == 1:
        faults.add(ErrorCode.MISSING_REQUIRED_DATA, *missing)
    faults.settle()
    if "city" in columns:
        columns["city_key"] = key_of(columns["city"])
    return columns
