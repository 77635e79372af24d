"""Who might be found by a search: each pair of an agenda and a visit type that fits what is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

from models.directory.keys import key_of
from models.storage.dialect import Row, Value
from models.storage.reading import fetch
from models.words import Channel, Mode, Sector
from permissions.refusal import Refusal
from resolvers.directory.near import IN_BOX, Circle
from resolvers.directory.words import check_words

MOST_PROFESSIONALS = 1000
_MOST_PAIRS = 20 * MOST_PROFESSIONALS

_RULES = ("duration", "buffer_before", "buffer_after", "grid_step", "notice", "horizon", "capacity")
_PAIRS = f"""
SELECT p.id AS professional_id, g.id AS agenda_id, t.id AS visit_type_id, t.name, t.position,
    l.latitude, l.longitude, {", ".join(f"COALESCE(o.{rule}, t.{rule}) AS {rule}" for rule in _RULES)},
    EXISTS (SELECT 1 FROM visit_type_pool v WHERE v.visit_type_id = t.id) AS needs_resource
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

    def __post_init__(self) -> None:
        """Refuse texts without a letter or digit."""
        check_words(
            profession=self.profession,
            specialty=self.specialty,
            city=self.city,
            language=self.language,
            visitTypeName=self.visit_type_name,
        )


async def candidates(wish: Wish, channel: Channel) -> dict[tuple[str, str], float | None]:
    """Return every agenda and visit type worth looking at, with the distance in km, in one statement.

    They come in the order in which equal times are told: by distance, by professional, the shorter visit.

    Raises Refusal BAD_USER_INPUT where more than 1,000 professionals fit: the earliest of all is then not
    told rather than the earliest of some.
    """
    conditions = list(_conditions(wish, channel))
    sql = "".join((_PAIRS, *(f" AND {each}" for each, _ in conditions), " LIMIT ?"))
    rows = await fetch(sql, *(value for _, bound in conditions for value in bound), _MOST_PAIRS + 1)
    fitting = [(row, distance) for row, distance in _near(rows, wish.circle) if _is_named(row, wish)]
    if len(rows) > _MOST_PAIRS or len({row["professional_id"] for row, _ in fitting}) > MOST_PROFESSIONALS:
        raise Refusal("narrow_search", code="BAD_USER_INPUT", most=MOST_PROFESSIONALS)
    ordered = sorted(fitting, key=lambda each: (each[1] or 0, *_order(each[0])))
    kept = undominated(row for row, _ in ordered)
    return {pair: distance for row, distance in ordered if (pair := _pair(row)) in kept}


def undominated(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """Return the pairs that can be the earliest of their agenda; of equals the first.

    A visit type cannot while another on the same agenda may start whenever it may.
    """
    kept: dict[str, list[Row]] = {}
    for row in rows:
        rivals = kept.setdefault(row["agenda_id"], [])
        if not any(_covers(rival, row) for rival in rivals):
            rivals[:] = [rival for rival in rivals if not _covers(row, rival)] + [row]
    return {_pair(row) for rivals in kept.values() for row in rivals}


def _covers(wide: Row, narrow: Row) -> bool:
    """Whether one visit type may start at each time at which the other may, whatever is taken."""
    return bool(
        narrow["capacity"] == 1
        and not wide["needs_resource"]
        and wide["duration"] <= narrow["duration"]
        and wide["buffer_before"] <= narrow["buffer_before"]
        and wide["duration"] + wide["buffer_after"] <= narrow["duration"] + narrow["buffer_after"]
        and wide["notice"] <= narrow["notice"]
        and narrow["grid_step"] % wide["grid_step"] == 0
        and _far(wide["horizon"]) >= _far(narrow["horizon"])
    )


def _far(horizon: int | None) -> float:
    return inf if horizon is None else horizon


def _order(row: Row) -> tuple[str, str, int, int, str]:
    return row["professional_id"], row["agenda_id"], row["duration"], row["position"], row["visit_type_id"]


def _pair(row: Row) -> tuple[str, str]:
    return row["agenda_id"], row["visit_type_id"]


def _near(rows: Iterable[Row], circle: Circle | None) -> Iterator[tuple[Row, float | None]]:
    for row in rows:
        distance = circle.distance_km(row["latitude"], row["longitude"]) if circle else None
        if circle is None or distance is None or distance <= circle.radius_km:
            yield row, distance


def _is_named(row: Row, wish: Wish) -> bool:
    return wish.visit_type_name is None or key_of(wish.visit_type_name) in key_of(row["name"])


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
