"""Who is free first: professionals by their earliest free time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.directory.record import AgendaRecord, VisitTypeRecord
from models.words import Channel
from permissions.acting import CHANNEL_OF
from permissions.refusal import Refusal
from resolvers.booking.availability.candidates import Wish, candidates
from resolvers.booking.availability.earliest import Earliest, race
from resolvers.booking.availability.free_times import FreeTime, free_time
from resolvers.booking.availability.window import ahead, check_window
from resolvers.booking.kept_offers import kept_offers
from resolvers.context import Context
from resolvers.directory.entries import Entries, entries_by_id
from resolvers.directory.parties import agendas_by_id, visit_types_by_id
from resolvers.wanted import Wanted

MOST_RESULTS = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One professional's earliest free time, and how far away it is where a point was given."""

    professional_id: str
    time: FreeTime
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Search:
    """Professionals in order of their earliest free time, with the rows that were asked for around them."""

    found: Sequence[Found] = ()
    entries: Entries = field(default_factory=Entries)
    agendas: Mapping[str, AgendaRecord] = field(default_factory=dict)
    visit_types: Mapping[str, VisitTypeRecord] = field(default_factory=dict)


async def search(context: Context, wish: Wish, start: int, end: int, first: int, wanted: Wanted) -> Search:
    """Return who is free first between two instants: equal times by distance, then by professional.

    At most seventeen statements, however many professionals there are.

    Raises Refusal BAD_USER_INPUT for a window or a page out of bounds, and where more than 1,000
    professionals fit.
    """
    check_window(start, end)
    if not 1 <= first <= MOST_RESULTS:
        raise Refusal("list_size", code="BAD_USER_INPUT", most=MOST_RESULTS)
    window = ahead(start, end, context.now)
    found = await _found(context, wish, window, first) if window else []
    if not found:
        return Search()
    return Search(
        found,
        await entries_by_id({each.professional_id for each in found}, wanted),
        await agendas_by_id({each.time.agenda_id for each in found}) if "agenda" in wanted else {},
        await visit_types_by_id({each.time.visit_type_id for each in found}) if "visitType" in wanted else {},
    )


async def _found(context: Context, wish: Wish, window: tuple[int, int], first: int) -> list[Found]:
    channel = CHANNEL_OF.get(context.caller.function, Channel.ONLINE)
    pairs = await candidates(wish, channel)
    agendas, visit_types = {agenda for agenda, _ in pairs}, {visit_type for _, visit_type in pairs}
    offers = {
        (each.agenda_id, each.visit_type_id): each
        for each in await kept_offers(agendas, visit_types, context.now)
    }
    ordered = [offers[pair] for pair in pairs if pair in offers]
    if not ordered:
        return []
    earliest = await race(ordered, channel, context.now, window, first)
    return [_told(each, pairs) for each in earliest]


def _told(earliest: Earliest, pairs: Mapping[tuple[str, str], float | None]) -> Found:
    offer = earliest.offer
    [time] = [each for each in [free_time(earliest.question, earliest.start)] if each]
    return Found(offer.professional_id, time, pairs[offer.agenda_id, offer.visit_type_id])
