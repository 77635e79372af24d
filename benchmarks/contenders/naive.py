"""Booking as the usual application does it: Tortoise models, a query for each thing it needs to know.

It knows opening hours, length, grid, and what is taken. It has no holds, rooms, groups, limits, holidays or
exceptions, writes no journal, seals nothing and remembers no answer.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.booking.appointment import Appointment
from models.booking.claim import Claim
from models.directory.agenda import Agenda
from models.directory.opening import Opening
from models.directory.professional import Professional
from models.directory.visit_type import VisitType
from models.ids import Kind, new_id
from models.storage.transaction import Transaction, in_transaction
from models.words import AppointmentStatus, Channel, Function
from tests.support.rows import DAY

_ZONE: Final = ZoneInfo("Europe/Paris")
_STEP: Final = timedelta(minutes=15)


class Taken(Exception):
    """Somebody else has the time."""


async def naive_times(agenda_id: str, visit_type_id: str, start: int, end: int) -> list[int]:
    """Return the free starts of a window: each start there may be, and a query whether it is taken."""
    agenda, kind = await Agenda.get(id=agenda_id), await VisitType.get(id=visit_type_id)
    openings = await Opening.filter(agenda_id=agenda_id)
    return [
        at
        for at in _starts(openings, kind.duration, start, end)
        if not await _taken(agenda.professional_id, at, at + kind.duration * 60)
    ]


async def naive_search(profession_key: str, start: int, end: int, first: int) -> list[tuple[int, str]]:
    """Return who is free first: for each professional day after day until something is free, then sorted."""
    found = []
    for professional in await Professional.filter(profession_key=profession_key, active=True):
        kind = await VisitType.filter(professional_id=professional.id).order_by("duration").first()
        for agenda in await Agenda.filter(professional_id=professional.id):
            openings = await Opening.filter(agenda_id=agenda.id)
            at = await _earliest(professional.id, openings, kind.duration if kind else 0, start, end)
            if at is not None:
                found.append((at, professional.id))
    return sorted(found)[:first]


async def naive_booking(agenda_id: str, visit_type_id: str, contact_id: str, starts_at: int, now: int) -> str:
    """Look whether a time is taken, then write the appointment and take the time, in one transaction."""
    agenda, kind = await Agenda.get(id=agenda_id), await VisitType.get(id=visit_type_id)
    ends_at = starts_at + kind.duration * 60

    async def work(_: Transaction) -> str:
        if await _taken(agenda.professional_id, starts_at, ends_at):
            raise Taken
        booked = await Appointment.create(
            id=new_id(Kind.APPOINTMENT),
            agenda_id=agenda_id,
            professional_id=agenda.professional_id,
            visit_type_id=visit_type_id,
            contact_id=contact_id,
            channel=Channel.PHONE,
            origin_function=Function.DESK_AGENT,
            origin_party_id=agenda.professional_id,
            starts_at=starts_at,
            ends_at=ends_at,
            status=AppointmentStatus.BOOKED,
            created_at=now,
            updated_at=now,
        )
        await Claim.create(
            id=new_id(Kind.CLAIM),
            owner_id=agenda.professional_id,
            starts_at=starts_at,
            ends_at=ends_at,
            state="TAKEN",
        )
        return str(booked.id)

    return await in_transaction(work)


async def _taken(owner_id: str, start: int, end: int) -> bool:
    return await Claim.filter(owner_id=owner_id, state="TAKEN", starts_at__lt=end, ends_at__gt=start).exists()


async def _earliest(
    owner_id: str, openings: Sequence[Opening], duration: int, start: int, end: int
) -> int | None:
    for day in range(start, end, DAY):
        until = min(day + DAY, end)
        claims = await Claim.filter(
            owner_id=owner_id, state="TAKEN", starts_at__lt=until + duration * 60, ends_at__gt=day
        )
        for at in _starts(openings, duration, day, until):
            if not any(each.starts_at < at + duration * 60 and at < each.ends_at for each in claims):
                return at
    return None


def _starts(openings: Sequence[Opening], duration: int, start: int, end: int) -> Iterator[int]:
    day = datetime.fromtimestamp(start, _ZONE).date()
    while day <= datetime.fromtimestamp(end, _ZONE).date():
        for each in openings:
            if each.weekday == day.isoweekday():
                yield from (at for at in _of_day(day, each, duration) if start <= at < end)
        day += timedelta(days=1)


def _of_day(day: date, opening: Opening, duration: int) -> Iterator[int]:
    midnight = datetime.combine(day, time(), _ZONE)
    at = midnight + timedelta(minutes=opening.starts_minute)
    while at + timedelta(minutes=duration) <= midnight + timedelta(minutes=opening.ends_minute):
        yield int(at.astimezone(UTC).timestamp())
        at += _STEP
