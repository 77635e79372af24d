"""What a professional changes while a booking is on its way decides: nobody is booked behind his back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from models.words import Function
from permissions.caller import Caller
from tests.factories import World, contact, insert, small_world
from tests.schema.management.managing import codes as told
from tests.schema.management.managing import doctor, kept, manage
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes, hold, move, step
from tests.support.client import Client
from tests.support.meanwhile import meanwhile
from tests.support.slots import at, booked, held, slot_id, traces
from tests.support.waiting import series

pytestmark = pytest.mark.usefixtures("databases")

DAY, TEN = "2026-11-24", at("10:00")
ROOMS = ("res_" + "a" * 20, "res_" + "b" * 20)


@dataclass
class Stage:
    """An agenda of two lanes and two rooms, of which one each is taken at ten; `hold` keeps the others."""

    client: Client
    person: str
    visit: str
    hold: str | None = None

    @property
    def world(self) -> World:
        return self.client.world

    @property
    def desk(self) -> Caller:
        return self.world.caller(Function.DESK_AGENT)


async def _stage(*, keeps: bool) -> Stage:
    client = Client(world := await small_world())
    pool = "poo_" + "p" * 20
    await insert("resource_pool", id=pool, professional_id=world.doctor, name="Salles")
    for room in ROOMS:
        await insert("resource", id=room, pool_id=pool, name=room[-1])
    await insert("visit_type_pool", visit_type_id=world.visit_type, pool_id=pool)
    await kept(client, doctor(world), "updateAgenda", id=world.agenda, expectedVersion=1, lanes=2)
    person = await contact(world.here)
    await booked(client, person, TEN)
    stage = Stage(client, person, (await booked(client, person, at("16:00")))["id"])
    if keeps:
        stage.hold = await held(client, stage.desk, TEN)
    return stage


def _changes(world: World) -> dict[str, tuple[str, dict[str, Any], str]]:
    """Return what may be changed meanwhile, and what a booking is told then."""
    versioned = {"agendaId": world.agenda, "expectedVersion": 2}
    days = {"firstDay": DAY, "lastDay": DAY}
    of_type = {"id": world.visit_type, "expectedVersion": 1}
    return {
        "the day is closed": ("closeAgenda", {"agendaId": world.agenda, **days}, "CLOSED"),
        "an absence": ("addAbsence", {"professionalId": world.doctor, **days}, "CLOSED"),
        "the hours end": ("setWeeklyHours", {**versioned, "hours": []}, "OUTSIDE_HOURS"),
        "a lane less": ("updateAgenda", {"id": world.agenda, "expectedVersion": 2, "lanes": 1}, "SLOT_TAKEN"),
        "a room less": ("deactivateResource", {"id": ROOMS[1]}, "SLOT_TAKEN"),
        "more notice": ("updateVisitType", {**of_type, "notice": "PT2880M"}, "TOO_SOON"),
        "a coarser grid": ("updateVisitType", {**of_type, "gridStep": "PT210M"}, "OFF_GRID"),
        "not offered": (
            "overrideVisitType",
            {**versioned, "visitTypeId": world.visit_type, "offered": False},
            "NOT_FOUND",
        ),
    }


Road = Callable[[Stage], Awaitable[dict[str, Any]]]
FRESH: dict[str, Road] = {
    "book": lambda on: book(on.client, on.desk, **booking(on.world, on.person, startsAt=TEN)),
    "hold": lambda on: hold(on.client, on.desk, slotId=slot_id(on.world, TEN)),
    "move": lambda on: move(
        on.client, on.desk, id=on.visit, expectedVersion=1, slotId=slot_id(on.world, TEN)
    ),
    "series": lambda on: series(on.client, on.desk, on.person, startsAt=[TEN]),
}
KEPT: dict[str, Road] = {
    "book a hold": lambda on: book(on.client, on.desk, contactId=on.person, holdId=on.hold),
    "move onto a hold": lambda on: move(on.client, on.desk, id=on.visit, expectedVersion=1, holdId=on.hold),
}
CHANGES = [
    "the day is closed", "an absence", "the hours end", "a lane less", "a room less", "more notice",
    "a coarser grid", "not offered",
]  # fmt: skip


@pytest.mark.parametrize("changed", CHANGES)
@pytest.mark.parametrize("road", [*FRESH, *KEPT])
async def test_a_change_made_meanwhile_decides(
    road: str, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = await _stage(keeps=road in KEPT)
    verb, given, refusal = _changes(stage.world)[changed]
    before: dict[str, Any] = {}

    async def changes() -> None:
        await kept(stage.client, doctor(stage.world), verb, **given)
        before.update(await traces())

    meanwhile(monkeypatch, changes)
    payload = await {**FRESH, **KEPT}[road](stage)

    assert (codes(payload) or [clash["code"] for clash in payload["clashes"]]) == [refusal]
    assert await traces() == before


async def test_a_cancelled_visit_is_not_reinstated_where_its_type_ended_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    stage = await _stage(keeps=False)
    verb, given, _ = _changes(stage.world)["not offered"]
    await cancel(stage.client, stage.desk, id=stage.visit, expectedVersion=1)
    meanwhile(monkeypatch, partial(kept, stage.client, doctor(stage.world), verb, **given))

    payload = await step(
        stage.client, doctor(stage.world), "reinstateAppointment", id=stage.visit, expectedVersion=2
    )

    assert codes(payload) == ["CLOSED"]


@pytest.mark.parametrize("verb", ["removeClosure", "removeExtraOpening"])
async def test_what_somebody_else_took_away_meanwhile_is_unknown(
    verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(world := await small_world())
    made = {
        "removeClosure": ("closeAgenda", {"firstDay": DAY, "lastDay": DAY}),
        "removeExtraOpening": (
            "addExtraOpening", {"day": "2026-12-06", "startsAt": "09:00", "endsAt": "10:00"},
        ),
    }  # fmt: skip
    before, given = made[verb]
    found = (await kept(client, doctor(world), before, agendaId=world.agenda, **given))["recordId"]
    meanwhile(monkeypatch, partial(kept, client, doctor(world), verb, id=found))

    assert told(await manage(client, doctor(world), verb, id=found)) == [("NOT_FOUND", "id")]
