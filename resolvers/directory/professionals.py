"""The public directory: who can be booked, filtered and in pages."""

from dataclasses import dataclass

from models.directory.keys import key_of
from models.directory.record import ProfessionalRecord
from models.storage.dialect import Value, among, listed
from models.storage.reading import fetch
from models.words import Mode, Sector
from resolvers.context import Context
from resolvers.directory.near import Circle, places_in
from resolvers.directory.parties import SELECT_PROFESSIONAL
from resolvers.directory.words import check_words
from resolvers.paging import Page, cut_of, page_of


@dataclass(frozen=True, slots=True)
class DirectoryFilter:
    """What narrows the directory; names and towns are compared without accents or case."""

    sector: Sector | None = None
    profession: str | None = None
    specialty: str | None = None
    city: str | None = None
    language: str | None = None
    name: str | None = None
    accepts_new_contacts: bool | None = None
    mode: Mode | None = None
    circle: Circle | None = None

    def __post_init__(self) -> None:
        """Refuse texts without a letter or digit."""
        check_words(
            profession=self.profession,
            specialty=self.specialty,
            city=self.city,
            language=self.language,
            name=self.name,
        )


_AT_CITY = """
EXISTS (SELECT 1 FROM agenda g JOIN place l ON l.id = g.place_id
    WHERE g.professional_id = p.id AND g.active AND l.city_key = ?)
"""
_AT_PLACES = f"""
EXISTS (SELECT 1 FROM agenda g WHERE g.professional_id = p.id AND g.active AND {among("g.place_id")})
"""
_IN_MODE = """
EXISTS (SELECT 1 FROM agenda g
    JOIN visit_type t ON t.professional_id = g.professional_id
    LEFT JOIN visit_type_override o ON o.agenda_id = g.id AND o.visit_type_id = t.id
    WHERE g.professional_id = p.id AND g.active AND t.active AND COALESCE(o.offered, t.active)
        AND ' ' || COALESCE(o.modes, t.modes) || ' ' LIKE ?)
"""
_AFTER = "(p.name_key > ? OR p.name_key = ? AND p.id > ?)"


async def professionals_page(
    context: Context, narrowed: DirectoryFilter, first: int | None, after: str | None
) -> Page[ProfessionalRecord]:
    """Return a page of the directory, by name."""
    cut = cut_of(context, ("professionals", narrowed), first, after)
    conditions = _conditions(narrowed)
    if narrowed.circle:
        conditions.append((_AT_PLACES, (listed(await places_in(narrowed.circle)),)))
    if cut.after:
        name_key, last_id = cut.after
        conditions.append((_AFTER, (name_key, name_key, last_id)))
    where = " AND ".join(each for each, _ in conditions)
    sql = f"{SELECT_PROFESSIONAL} WHERE {where} ORDER BY p.name_key, p.id LIMIT ?"
    values = [value for _, bound in conditions for value in bound]
    found = [ProfessionalRecord(*row.values()) for row in await fetch(sql, *values, cut.first + 1)]
    return page_of(context, cut, found, lambda each: [key_of(each.display_name), each.id])


def _conditions(narrowed: DirectoryFilter) -> list[tuple[str, tuple[Value, ...]]]:
    texts: list[tuple[str, str, str | None]] = [
        ("p.profession_key = ?", "{}", narrowed.profession),
        ("p.specialty_key = ?", "{}", narrowed.specialty),
        (_AT_CITY, "{}", narrowed.city),
        ("' ' || p.languages || ' ' LIKE ?", "% {} %", narrowed.language),
        ("' ' || p.name_key LIKE ?", "% {}%", narrowed.name),
    ]
    conditions: list[tuple[str, tuple[Value, ...]]] = [("p.active", ())]
    conditions += [(sql, (like.format(key_of(text)),)) for sql, like, text in texts if text]
    if narrowed.sector:
        conditions.append(("p.sector = ?", (narrowed.sector.value,)))
    if narrowed.mode:
        conditions.append((_IN_MODE, (f"% {narrowed.mode.value} %",)))
    if narrowed.accepts_new_contacts is not None:
        conditions.append((f"p.accepts_new_contacts = {narrowed.accepts_new_contacts}", ()))
    return conditions


async def professional_by(column: str, value: str) -> ProfessionalRecord | None:
    """Return the active professional of an id, slug, RPPS or SIRET."""
    rows = await fetch(f"{SELECT_PROFESSIONAL} WHERE p.active AND p.{LOOKUPS[column]} = ?", value)
    return ProfessionalRecord(*rows[0].values()) if rows else None


LOOKUPS = {"id": "id", "slug": "slug", "rpps": "rpps", "siret": "siret"}
"""The columns by which one professional is looked up."""
