"""Directory entries with what stands around them, fetched once for many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.directory.record import AgendaRecord, ProfessionalRecord, VisitTypeRecord
from resolvers.directory.parties import agendas_of, professionals_by_id, visit_types_of
from resolvers.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Entries:
    """Professionals by id; their agendas and visit types by professional, where asked for."""

    professionals: Mapping[str, ProfessionalRecord] = field(default_factory=dict)
    agendas: Mapping[str, Sequence[AgendaRecord]] = field(default_factory=dict)
    visit_types: Mapping[str, Sequence[VisitTypeRecord]] = field(default_factory=dict)


async def entries_by_id(ids: Iterable[str], wanted: Wanted) -> Entries:
    """Return the entries of these professionals, in at most three statements."""
    return await around_professionals((await professionals_by_id(ids)).values(), wanted)


async def around_professionals(records: Iterable[ProfessionalRecord], wanted: Wanted) -> Entries:
    """Return professionals with their agendas and visit types, where asked for."""
    found = {record.id: record for record in records}
    if not found:
        return Entries()
    return Entries(
        found,
        await agendas_of(found) if wanted.names & {"agendas", "places"} else {},
        await visit_types_of(found) if "visitTypes" in wanted else {},
    )
