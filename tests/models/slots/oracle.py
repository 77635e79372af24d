"""The same decisions by brute force: minute by minute, on datetimes, without an interval in sight."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from models.booking.slots.calendar import Calendar, Closure, ExtraOpening, WeeklyHours, Weeks
from models.booking.slots.claims import Claim
from models.booking.slots.question import Question
from models.booking.slots.rules import Rule

STEP = timedelta(minutes=1)
Hours = tuple[datetime, datetime]


@lru_cache(maxsize=100_000)
def wall(zone: str, instant: int) -> datetime:
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


class Oracle:
    """Answers for the whole minutes from `start` to `end` of one question."""

    def __init__(self, question: Question, start: int, end: int) -> None:
        self.question, self.zone = question, question.agenda.calendar.zone
        minutes = range(start, end + question.visit.duration * 60, 60)
        shown = {minute: wall(self.zone, minute) for minute in minutes}
        opens, closes = _opening(question.agenda.calendar), _closing(question.agenda.calendar)
        self.open = {m for m, at in shown.items() if any(low <= at < high for low, high in opens(at.date()))}
        self.closed = {m for m, at in shown.items() if any(low <= at < high for low, high in closes)}
        lanes = range(question.agenda.lanes)
        self.lanes = [
            self._taken(claim for claim in question.claims if claim.lane == lane or claim.lane not in lanes)
            for lane in lanes
        ]
        self.pools = [[self._taken(each.claims) for each in pool.resources] for pool in question.pools]

    def refused_by(self, start: int) -> set[Rule]:
        return set(self._refusals(start))

    def bookable(self, start: int) -> bool:
        return next(self._refusals(start), None) is None

    def places(self, start: int) -> int:
        visit = self.question.visit
        span = range(start - visit.buffer_before * 60, start + (visit.duration + visit.buffer_after) * 60, 60)
        fresh = sum(lane.isdisjoint(span) for lane in self.lanes)
        for pool in self.pools:
            fresh = min(fresh, sum(resource.isdisjoint(span) for resource in pool))
        joined = (
            max(0, min(claim.capacity, visit.capacity) - len(seats))
            for claim, seats in self._alive(self.question.claims)
            if (claim.start, claim.end, claim.visit_type_id) == (span.start, span.stop, visit.visit_type_id)
        )
        return fresh * visit.capacity + sum(joined)

    def _refusals(self, start: int) -> Iterator[Rule]:
        yield from self._who()
        yield from self._when(start)
        yield from self._how_often(start)
        if self.places(start) == 0:
            yield Rule.ROOM

    def _who(self) -> Iterator[Rule]:
        visit, contact = self.question.visit, self.question.contact
        if self.question.channel not in visit.channels:
            yield Rule.CHANNELS
        if contact and contact.known and not visit.accepts_known:
            yield Rule.ACCEPTS_KNOWN
        if contact and not contact.known and not visit.accepts_new:
            yield Rule.ACCEPTS_NEW

    def _when(self, start: int) -> Iterator[Rule]:
        visit, ahead = self.question.visit, start - self.question.now
        visiting = range(start, start + visit.duration * 60, 60)
        at = wall(self.zone, start)
        checks: dict[Rule, Callable[[], bool]] = {
            Rule.GRID: lambda: (at.hour * 60 + at.minute) % visit.grid_step != visit.grid_anchor,
            Rule.PAST: lambda: ahead < 0,
            Rule.NOTICE: lambda: ahead < visit.notice * 60,
            Rule.HORIZON: lambda: visit.horizon is not None and ahead > visit.horizon * 60,
            Rule.HOURS: lambda: not self.open.issuperset(visiting),
            Rule.CLOSURES: lambda: not self.closed.isdisjoint(visiting),
        }
        yield from (rule for rule, refuses in checks.items() if refuses())

    def _how_often(self, start: int) -> Iterator[Rule]:
        visit, contact = self.question.visit, self.question.contact
        visits = (
            [v.start for v in contact.visits if v.appointment_id not in self.question.ignored]
            if contact
            else []
        )
        day = wall(self.zone, start).date()
        days = [wall(self.zone, other).date() for other in visits]
        if visit.per_day and days.count(day) >= visit.per_day:
            yield Rule.PER_DAY
        weeks = [other.isocalendar()[:2] for other in days]
        if visit.per_week and weeks.count(day.isocalendar()[:2]) >= visit.per_week:
            yield Rule.PER_WEEK
        if visit.open_appointments and sum(v >= self.question.now for v in visits) >= visit.open_appointments:
            yield Rule.OPEN_APPOINTMENTS

    def _taken(self, claims: Iterable[Claim]) -> set[int]:
        return {minute for claim, _ in self._alive(claims) for minute in range(claim.start, claim.end, 60)}

    def _alive(self, claims: Iterable[Claim]) -> Iterator[tuple[Claim, list[str]]]:
        for claim in claims:
            seats = [
                seat.holder_id
                for seat in claim.seats
                if seat.holder_id not in self.question.ignored
                and not (seat.held_until is not None and self.question.now >= seat.held_until)
            ]
            if seats or not claim.seats:
                yield claim, seats


def _opening(calendar: Calendar) -> Callable[[date], list[Hours]]:
    @cache
    def opens(day: date) -> list[Hours]:
        found = []
        for begun in (day, day - timedelta(days=1)):
            found += [_span(begun, hours) for hours in calendar.weekly if _applies(hours, begun)]
            found += [_span(begun, extra) for extra in calendar.extra if extra.day == begun]
        return found

    return opens


def _span(day: date, hours: WeeklyHours | ExtraOpening) -> Hours:
    midnight = datetime.combine(day, time())
    return midnight + hours.start_minute * STEP, midnight + hours.end_minute * STEP


def _applies(hours: WeeklyHours, day: date) -> bool:
    week = day.isocalendar().week
    monday = day - timedelta(days=day.weekday())
    counted = hours.first_day or day
    return (
        day.weekday() == hours.weekday
        and (hours.first_day or date.min) <= day <= (hours.last_day or date.max)
        and week % 2 in {Weeks.ALL: (0, 1), Weeks.EVEN: (0,), Weeks.ODD: (1,)}[hours.weeks]
        and (monday - (counted - timedelta(days=counted.weekday()))) % timedelta(weeks=hours.every)
        == timedelta()
    )


def _closing(calendar: Calendar) -> list[Hours]:
    whole = [Closure("", day, day) for day in calendar.holidays]
    return [
        (
            datetime.combine(each.first_day, time()) + each.start_minute * STEP,
            datetime.combine(each.last_day, time()) + each.end_minute * STEP,
        )
        for each in (*calendar.closures, *calendar.absences, *whole)
    ]
