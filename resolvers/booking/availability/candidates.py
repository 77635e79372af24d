"""Who might be found by a search: each pair of an agenda and a visit type that fits what is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from models.directory.keys import key_of
from models.storage.dialect import Row, Value
from models.storage.reading import fetch
from models.words import Channel, Mode, Sector
from permissions.refusal import Refusal
from resolvers.directory.near import IN_BOX, Circle

MOST_PROFESSIONALS = 1000
_MOST_PAIRS = 20 * MOST_PROFESSIONALS

_PAIRS = """
SELECT p.id AS professional_id, g.id AS agenda_id, t.id AS visit_type_id, t.name,
    l.latitude, l.longitude
FROM professional p
JOIN agenda g ON g.professional_id = p.id
JOIN place l ON l.id = g.place_id
JOIN visit_type t ON t.professional_id = p.id
LEFT JOIN visit_type_override o ON o.agenda_id = g.id AND o.visit_type_id = t.id
WHERE p.active AND g.active AND t.active AND COALESCE(o.offered, t.active)
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a search asks of professionals, places and visit types; texts without accents or case."""

    sector: Sector | None = None
    profession: str | None = None
    specialty: str | None = None
    city: str | None = None
    circle: Circle | None = None
    language: str | None = None
    mode: Mode | None = None
    new_contact: bool = False
    visit_type_name: str | None = None


class Candidate(NamedTuple):
    """One visit type on one agenda; `distance_km` where a point was given."""

    professional_id: str
    agenda_id: str
    visit_type_id: str
    distance_km: float | None


async def candidates(wish: Wish, channel: Channel) -> list[Candidate]:
    """Return every candidate, in one statement.

    Raises Refusal BAD_USER_INPUT where more than 1,000 professionals fit: the earliest of all is then not
    told rather than the earliest of some.
    """
    conditions = list(_conditions(wish, channel))
    sql = "".join((_PAIRS, *(f" AND {each}" for each, _ in conditions), " LIMIT ?"))
    rows = await fetch(sql, *(value for _, bound in conditions for value in bound), _MOST_PAIRS + 1)
    found = [each for each in _near(rows, wish.circle) if each is not None]
    if wish.visit_type_name is not None:
        asked, names = key_of(wish.visit_type_name), {row["visit_type_id"]: row["name"] for row in rows}
        found = [each for each in found if asked in key_of(names[each.visit_type_id])]
    if len(rows) > _MOST_PAIRS or len({each.professional_id for each in found}) > MOST_PROFESSIONALS:
        raise Refusal("narrow_search", code="BAD_USER_INPUT", most=MOST_PROFESSIONALS)
    return found


def _near(rows: list[Row], circle: Circle | None) -> Iterator[Candidate | None]:
    for row in rows:
        distance = circle.distance_km(row["latitude"], row["longitude"]) if circle else None
        if circle is None or (distance is not None and distance <= circle.radius_km):
            yield Candidate(row["professional_id"], row["agenda_id"], row["visit_type_id"], distance)


def _conditions(wish: Wish, channel: Channel) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield _has("COALESCE(o.channels, t.channels)", channel.value)
    for column, text in (
        ("p.profession_key", wish.profession),
        ("p.specialty_key", wish.specialty),
        ("l.city_key", wish.city),
    ):
        if text:
            yield f"{column} = ?", (key_of(text),)
    if wish.sector:
        yield "p.sector = ?", (wish.sector.value,)
    if wish.circle:
        yield f"({IN_BOX})", wish.circle.box()
    if wish.language:
        yield _has("p.languages", key_of(wish.language))
    if wish.mode:
        yield _has("COALESCE(o.modes, t.modes)", wish.mode.value)
    if wish.new_contact:
        yield "p.accepts_new_contacts AND COALESCE(o.accepts_new, t.accepts_new)", ()


def _has(column: str, word: str) -> tuple[str, tuple[Value, ...]]:
    return f"' ' || {column} || ' ' LIKE ?", (f"% {word} %",)
