"""Every road that takes time raced against every other, at the instant when what was kept expires."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from random import Random
from typing import Any

import pytest

import resolvers.booking.book
import resolvers.booking.take_time
from models.ids import Kind, new_id
from models.storage.transaction import in_transaction
from resolvers.booking.hold import SELECT_HOLD
from resolvers.booking.management import blocks
from resolvers.booking.series import book as series_book
from resolvers.booking.waitlist import offering
from tests.factories import DAY, World, insert, small_world
from tests.proof import roads
from tests.proof.audit import audit
from tests.proof.crowd import all_at_once
from tests.proof.guard import drop_guard
from tests.proof.roads import TEN, Stage, staged
from tests.support.booking import book
from tests.support.client import Client
from tests.support.slots import epoch
from tests.support.waiting import series

pytestmark = pytest.mark.usefixtures("databases")

SEEDS = [range(4), pytest.param(range(4, 100), marks=pytest.mark.prove)]
EXPECTED = {
    "ok", "SLOT_TAKEN", "HOLD_EXPIRED", "HOLD_NOT_YOURS", "WRONG_STATE", "VERSION_CONFLICT", "LIMIT_REACHED",
}  # fmt: skip
LATE_S = 0.3
Patch = pytest.MonkeyPatch


Late = Callable[[Stage], Awaitable[dict[str, Any]]]


async def _raced(world: World, seed: int, late: Late | None = None) -> tuple[Stage, Counter[str]]:
    draw = Random(seed)  # noqa: S311 - a repeatable draw
    stage = await staged(world, draw)
    race = list(stage.taking())
    draw.shuffle(race)
    spread = draw.choice([0.0, 0.05])  # all in one moment, or so that whoever reads least does not always win
    asked = [_in_a_while(draw.random() * spread, each) for each in race]
    crowd = await all_at_once([*asked, _in_a_while(LATE_S, late(stage))] if late else asked)
    return stage, crowd.codes


async def _in_a_while(pause: float, asked: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    await asyncio.sleep(pause)
    return await asked


async def _breaches(stage: Stage) -> dict[int, dict[str, int]]:
    now = stage.after.now
    found = {at: await audit(at) for at in (now - 1, now, now + DAY)}
    return {at: breaches for at, breaches in found.items() if breaches}


@pytest.mark.parametrize("seeds", SEEDS, ids=["short", "long"])
async def test_whatever_road_wins_no_time_is_taken_twice(
    seeds: range, record_property: Callable[[str, object], None]
) -> None:
    world, total = await small_world(), Counter[str]()
    for seed in seeds:
        stage, codes = await _raced(world, seed)
        total += codes

        assert set(codes) <= EXPECTED, (seed, codes)
        assert codes["ok"] >= 1, seed
        assert await _breaches(stage) == {}, (seed, codes)
    record_property("answers", dict(total))


def _blind(patch: Patch, module: Any, name: str, *, from_hold: bool = False) -> None:
    """Let one road look at its agenda as if nobody had taken any of it, or only when it comes from a hold."""
    questions, looked = vars(resolvers.booking.take_time)["questions_about"], vars(module)[name]
    blind = ContextVar("blind", default=False)

    async def nothing(*_: Any) -> list[Any]:
        return []

    async def asked(fetch: Any, *given: Any, **named: Any) -> Any:
        return await questions(nothing if blind.get() else fetch, *given, **named)

    async def look(*given: Any, **named: Any) -> Any:
        blind.set(not from_hold or bool(named.get("ignored")))
        try:
            return await looked(*given, **named)
        finally:
            blind.set(False)

    patch.setattr(resolvers.booking.take_time, "questions_about", asked)
    patch.setattr(module, name, look)


def _series(patch: Patch) -> None:
    _blind(patch, series_book, "place_for")


def _waiting_list(patch: Patch) -> None:
    _blind(patch, offering, "look_around")


def _late_offer(patch: Patch) -> None:
    """Book offers however late, and without a look."""

    async def still_live(_: Any, transaction: Any, hold_id: str, *__: Any) -> Any:
        [found] = await transaction.fetch(SELECT_HOLD, hold_id)
        return found

    patch.setattr(resolvers.booking.book, "live_hold", still_live)
    _blind(patch, resolvers.booking.book, "place_for", from_hold=True)
    for kept in ("_held", "_pending"):
        patch.setattr(roads, kept, roads._offered)


def _block(patch: Patch) -> None:
    patch.setattr(blocks, "_OVERLAP", f"{blocks._OVERLAP} AND 1 = 0")


def _import_beside(patch: Patch) -> None:
    """An import that writes its time by itself, and asks nobody."""

    async def beside(client: Client, _: str, starts_at: str) -> dict[str, Any]:
        begins = epoch(starts_at)
        number = new_id(Kind.CLAIM)
        await insert(
            "claim",
            id=number,
            owner_id=client.world.doctor,
            starts_at=begins,
            ends_at=begins + 60,
            state="TAKEN",
        )
        return {"errors": []}

    patch.setattr(roads, "imported", beside)


def _wants_ten(stage: Stage) -> Awaitable[dict[str, Any]]:
    return series(stage.after, stage.desk, stage.person, startsAt=[TEN])


def _takes_the_offer(stage: Stage) -> Awaitable[dict[str, Any]]:
    return book(stage.after, stage.desk, contactId=stage.person, holdId=stage.kept)


PLANTED: dict[str, tuple[Callable[[Patch], None], Late]] = {
    "a series that looks at nothing": (_series, _wants_ten),
    "a waiting list that looks at nothing": (_waiting_list, lambda stage: roads.swept(stage.after)),
    "a block that looks at nothing": (_block, lambda stage: roads.blocked(stage.after)),
    "an offer that is booked however late": (_late_offer, _takes_the_offer),
    "an import beside the road": (
        _import_beside,
        lambda stage: roads.imported(stage.after, stage.person, TEN),
    ),
}


@pytest.mark.parametrize(("plant", "late"), PLANTED.values(), ids=PLANTED)
async def test_a_fault_planted_in_one_road_is_found(
    plant: Callable[[Patch], None], late: Late, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await small_world()
    await in_transaction(drop_guard)
    plant(monkeypatch)
    found: set[str] = set()
    for seed in range(20):
        stage, _ = await _raced(world, seed, late)
        found |= {breach for breaches in (await _breaches(stage)).values() for breach in breaches}
        if found:
            break
    assert found & {"two claims on one lane", "two appointments at one time"}, found
