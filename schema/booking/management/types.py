"""What those who manage agendas see of their rules."""

from datetime import date
from typing import Any

import strawberry

from models.booking.slots.calendar import Closure, ExtraOpening, WeeklyHours, Weeks
from models.storage.dialect import Row
from models.words import Category, Channel, Mode
from resolvers.booking.management.rules import RULES, RuleName
from resolvers.booking.management.view import ManagedView
from schema.directory.place import Place, place_of
from schema.node import Node
from schema.scalars import Day, Duration, Instant, LocalTime
from schema.words import DataCategory

strawberry.enum(RuleName, description="A rule of a visit type that an agenda may answer for itself.")
strawberry.enum(Weeks, description="The weeks in which weekly hours apply, by ISO week number.")


@strawberry.type(description="The rules of a visit type; a limit that is null is none.")
class VisitRuleSet:
    duration: Duration
    buffer_before: Duration
    buffer_after: Duration
    grid_step: Duration = strawberry.field(description="Starts are offered each so many minutes of the day.")
    notice: Duration = strawberry.field(description="The least time between booking and visit.")
    horizon: Duration | None = strawberry.field(description="The longest time between booking and visit.")
    per_day: int | None
    per_week: int | None
    open_appointments: int | None
    accepts_new: bool
    accepts_known: bool
    channels: list[Channel]
    modes: list[Mode]
    capacity: int = strawberry.field(description="How many contacts share one visit.")
    needs_approval: bool
    approval_minutes: int
    cancellation_window: Duration

    @classmethod
    def of(cls, row: Row, prefix: str = "") -> "VisitRuleSet":
        own = {name: row[prefix + name] if prefix else None for name in RULES}
        values: dict[str, Any] = {name: row[name] if own[name] is None else own[name] for name in RULES}
        values["channels"] = [Channel(word) for word in values["channels"].split()]
        values["modes"] = [Mode(word) for word in values["modes"].split()]
        for name in ("accepts_new", "accepts_known", "needs_approval"):
            values[name] = bool(values[name])
        return cls(**values)


@strawberry.type(description="A room or a device.")
class Resource(Node):
    name: str
    active: bool


@strawberry.type(description="Rooms or devices of which a visit needs one.")
class ResourcePool(Node):
    name: str
    shared: bool = strawberry.field(description="Whether the whole practice uses it.")
    resources: list[Resource]


@strawberry.type(description="A visit type as those see it who manage it.")
class ManagedVisitType(Node):
    name: str
    position: int
    active: bool
    reason_required: bool
    version: int = strawberry.field(description="Grows with each write; give it as expectedVersion.")
    offered: bool = strawberry.field(description="Whether this agenda offers it.")
    rules: VisitRuleSet = strawberry.field(description="The rules in force on this agenda.")
    inherited: VisitRuleSet = strawberry.field(description="The visit type's own rules.")
    overridden: list[RuleName] = strawberry.field(
        description="The rules this agenda sets; the visit type sets all others."
    )
    pools: list[ResourcePool]


@strawberry.type(description="Hours that come back each week.")
class WeeklyOpening(Node):
    weekday: int = strawberry.field(description="1 Monday to 7 Sunday (ISO 8601).")
    starts_at: LocalTime
    ends_at: LocalTime
    first_day: Day | None
    last_day: Day | None
    weeks: Weeks
    every: int = strawberry.field(description="Each so many weeks, counted from that of firstDay.")

    @classmethod
    def of(cls, hours: WeeklyHours) -> "WeeklyOpening":
        return cls(
            id=strawberry.ID(hours.id),
            weekday=hours.weekday + 1,
            starts_at=LocalTime(hours.start_minute),
            ends_at=LocalTime(hours.end_minute),
            first_day=_day(hours.first_day),
            last_day=_day(hours.last_day),
            weeks=hours.weeks,
            every=hours.every,
        )


@strawberry.type(description="Hours of one day beside the weekly ones.")
class ExtraHours(Node):
    day: Day
    starts_at: LocalTime
    ends_at: LocalTime

    @classmethod
    def of(cls, extra: ExtraOpening) -> "ExtraHours":
        times = (LocalTime(extra.start_minute), LocalTime(extra.end_minute))
        return cls(id=strawberry.ID(extra.id), day=Day(extra.day), starts_at=times[0], ends_at=times[1])


@strawberry.type(description="Time that is closed, on the clock of the place.")
class ClosedSpan(Node):
    first_day: Day
    last_day: Day
    starts_at: LocalTime
    ends_at: LocalTime

    @classmethod
    def of(cls, closure: Closure) -> "ClosedSpan":
        return cls(
            id=strawberry.ID(closure.id),
            first_day=Day(closure.first_day),
            last_day=Day(closure.last_day),
            starts_at=LocalTime(closure.start_minute),
            ends_at=LocalTime(closure.end_minute),
        )


@strawberry.type(description="Time taken for nobody, on all agendas of the professional.")
class TimeBlock(Node):
    starts_at: Instant
    ends_at: Instant


@strawberry.type(description="An agenda with all that decides when and what can be booked on it.")
class AgendaRules(Node):
    place: Place
    place_version: int
    holiday_region: str | None = strawberry.field(description="The region whose public holidays count.")
    lanes: int = strawberry.field(description="How many visits may run side by side.")
    closes_on_holidays: bool
    active: bool
    version: int = strawberry.field(description="Grows with each write; give it as expectedVersion.")
    weekly_hours: list[WeeklyOpening]
    extra_openings: list[ExtraHours]
    closures: list[ClosedSpan] = strawberry.field(description="Of this agenda alone.")
    absences: list[ClosedSpan] = strawberry.field(description="Of the professional, on all agendas.")
    visit_types: list[ManagedVisitType]

    @classmethod
    def of(cls, view: ManagedView, agenda_id: str) -> "AgendaRules":
        row = next(each for each in view.agendas if each["id"] == agenda_id)
        calendar = view.calendar(agenda_id)
        return cls(
            id=strawberry.ID(agenda_id),
            place=place_of(view.places[agenda_id]),
            place_version=row["place_version"],
            holiday_region=row["holiday_region"],
            lanes=row["lanes"],
            closes_on_holidays=bool(row["closes_on_holidays"]),
            active=bool(row["active"]),
            version=row["version"],
            weekly_hours=[WeeklyOpening.of(each) for each in calendar.weekly],
            extra_openings=[ExtraHours.of(each) for each in calendar.extra],
            closures=[ClosedSpan.of(each) for each in calendar.closures],
            absences=[ClosedSpan.of(each) for each in calendar.absences],
            visit_types=[visit_type_of(view, each) for each in view.visit_types],
        )


@strawberry.type(description="A professional as those see it who manage its agendas.")
class ManagedProfessional(Node):
    version: int = strawberry.field(description="Grows with each write; give it as expectedVersion.")
    accepts_new_contacts: bool
    languages: list[str]
    collects: list[DataCategory]  # type: ignore[valid-type]
    agenda_ids: list[strawberry.ID] = strawberry.field(
        description="Of all agendas; ask agendaRules for each."
    )
    visit_types: list[ManagedVisitType]
    pools: list[ResourcePool]
    blocks: list[TimeBlock] = strawberry.field(description="That are not over.")
    blocked_contact_ids: list[strawberry.ID]

    @classmethod
    def of(cls, view: ManagedView) -> "ManagedProfessional":
        row = view.professional
        return cls(
            id=strawberry.ID(row["id"]),
            version=row["version"],
            accepts_new_contacts=bool(row["accepts_new_contacts"]),
            languages=row["languages"].split(),
            collects=[Category(word) for word in row["collects"].split()],
            agenda_ids=[strawberry.ID(each["id"]) for each in view.agendas],
            visit_types=[visit_type_of(view, each) for each in view.visit_types],
            pools=[pool_of(view, pool_id) for pool_id in view.pools],
            blocks=[block_of(each) for each in view.blocks],
            blocked_contact_ids=[strawberry.ID(each) for each in view.blocked_contacts],
        )


def visit_type_of(view: ManagedView, row: Row) -> ManagedVisitType:
    """Return a visit type as the agenda of a view sees it."""
    offered = bool(row["active"]) and row["own_offered"] in {None, True}
    return ManagedVisitType(
        id=strawberry.ID(row["id"]),
        name=row["name"],
        position=row["position"],
        active=bool(row["active"]),
        reason_required=bool(row["reason_required"]),
        version=row["version"],
        offered=offered,
        rules=VisitRuleSet.of(row, "own_"),
        inherited=VisitRuleSet.of(row),
        overridden=[each for each in RuleName if row[f"own_{each.value}"] is not None],
        pools=[pool_of(view, pool_id) for pool_id in view.needed.get(row["id"], ())],
    )


def pool_of(view: ManagedView, pool_id: str) -> ResourcePool:
    """Return a pool with its resources."""
    rows = view.pools[pool_id]
    return ResourcePool(
        id=strawberry.ID(pool_id),
        name=rows[0]["name"],
        shared=rows[0]["practice_id"] is not None,
        resources=[
            Resource(
                id=strawberry.ID(row["resource_id"]), name=row["resource_name"], active=bool(row["active"])
            )
            for row in rows
            if row["resource_id"]
        ],
    )


def block_of(row: Row) -> TimeBlock:
    """Return a block of time."""
    times = (Instant(row["starts_at"]), Instant(row["ends_at"]))
    return TimeBlock(id=strawberry.ID(row["id"]), starts_at=times[0], ends_at=times[1])


def _day(day: date | None) -> Day | None:
    return Day(day) if day else None
