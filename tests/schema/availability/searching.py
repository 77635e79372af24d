"""Searching through the API, in tests."""

from typing import Any

from models.storage.dialect import Value
from permissions.caller import ANONYMOUS
from schema.http.settings import EndpointSettings
from tests.factories import (
    HOUR,
    NOW,
    agenda,
    claim,
    place,
    professional,
    visit_type,
)
from tests.support.client import Client

ARGUMENTS = """$sector: Sector, $profession: String, $specialty: String, $near: Position, $radiusKm: Float,
  $city: String, $language: String, $mode: Mode, $newContact: Boolean! = false, $visitTypeName: String,
  $from: DateTime, $before: DateTime, $first: Int! = 50"""
SEARCH = f"""
query ({ARGUMENTS}) {{
  searchAvailability(sector: $sector, profession: $profession, specialty: $specialty, near: $near,
    radiusKm: $radiusKm, city: $city, language: $language, mode: $mode, newContact: $newContact,
    visitTypeName: $visitTypeName, from: $from, before: $before, first: $first) {{
    professional {{ id }} agenda {{ id place {{ city }} }} visitType {{ id name }}
    slot {{ slotId startsAt endsAt remaining agenda {{ id }} }} distanceKm
  }}
}}
"""
DIJON: dict[str, Value] = {"latitude": 47.322, "longitude": 5.041}
BEAUNE: dict[str, Value] = {"latitude": 47.024, "longitude": 4.839}
ROOMY = EndpointSettings(usual_rate=100_000, page=500)


async def search(client: Client, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client.data(ANONYMOUS, SEARCH, **given))["searchAvailability"]
    return found


async def ids(client: Client, **given: Any) -> list[str]:
    return [each["professional"]["id"] for each in await search(client, **given)]


async def practising(
    visit: dict[str, Value] | None = None, where: dict[str, Value] | None = None, **given: Value
) -> str:
    """A professional with an agenda and a visit type, in Dijon unless said otherwise."""
    found = await professional(**given)
    await agenda(found, place_id=await place(**{"city": "Dijon", **DIJON, **(where or {})}))
    await visit_type(found, **(visit or {}))
    return found


async def take(professional_id: str, hours: int) -> None:
    """Leave no time free before some hours from now."""
    await claim(professional_id, starts_at=NOW, ends_at=NOW + hours * HOUR)
