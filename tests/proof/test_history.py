"""Random use by many at once leaves a history without fault; with a fault planted, the checker finds it."""

from collections.abc import Callable
from typing import Any

import pytest

import resolvers.booking.cancel
import resolvers.booking.take_time
import resolvers.writing.once
import schema.refetch
from models.storage.transaction import in_transaction
from resolvers.booking import changing, move
from resolvers.booking.asked import questions_about
from resolvers.booking.by_id import appointments_by_id
from tests.factories import NOW, small_world
from tests.proof.audit import audit
from tests.proof.checker import faults_of
from tests.proof.crowd import PATIENT, elsewhere
from tests.proof.guard import drop_guard
from tests.proof.history import recorded
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

SEEDS = [range(3), pytest.param(range(3, 100), marks=pytest.mark.prove)]
Patch = pytest.MonkeyPatch


@pytest.mark.parametrize("seeds", SEEDS, ids=["short", "long"])
async def test_no_history_shows_a_fault(seeds: range) -> None:
    world, done = await small_world(), set[str]()
    for seed in seeds:
        client = Client(await elsewhere(world), settings=PATIENT)

        history = await recorded(client, seed)

        assert faults_of(history) == [], seed
        assert {op.code for op in history} <= {"ok", "SLOT_TAKEN", "WRONG_STATE", "VERSION_CONFLICT"}, seed
        done |= {op.verb for op in history if op.code == "ok"}
        assert await audit(NOW) == {}, seed
    assert done == {"book", "move", "cancel", "read"}


def _look_at_nothing(patch: Patch) -> None:
    async def blind(_: Any, *given: Any, **named: Any) -> Any:
        async def nothing(*_: Any) -> list[Any]:
            return []  # as if no time were taken

        return await questions_about(nothing, *given, **named)

    patch.setattr(resolvers.booking.take_time, "questions_about", blind)


def _keep_the_seat(patch: Patch) -> None:
    async def kept(*_: Any) -> None:
        """Leave the seat where it is."""

    patch.setattr(resolvers.booking.cancel, "leave", kept)


def _forget_the_answer(patch: Patch) -> None:
    async def unknown(*_: Any) -> None:
        """Know no key."""

    patch.setattr(resolvers.writing.once, "_claim_key", unknown)


def _take_any_version(patch: Patch) -> None:
    async def any_version(*_: Any) -> None:
        """Refuse nothing."""

    for module in (resolvers.booking.cancel, move, changing):
        patch.setattr(module, "check_state", any_version)


def _read_from_memory(patch: Patch) -> None:
    remembered: dict[str, Any] = {}

    async def stale(context: Any, ids: Any) -> dict[str, Any]:
        wanted = list(ids)
        if not set(wanted) <= remembered.keys():
            remembered.update(await appointments_by_id(context, wanted))
        return {each: remembered[each] for each in wanted if each in remembered}

    patch.setattr(schema.refetch, "appointments_by_id", stale)


PLANTED: dict[str, tuple[Callable[[Patch], None], str]] = {
    "a take that looks at nothing": (_look_at_nothing, "overlap"),
    "a cancel that keeps the seat": (_keep_the_seat, "taken by nobody"),
    "an answer that is lost": (_forget_the_answer, "unequal answers"),
    "a write in any version": (_take_any_version, "lost update"),
    "a read from memory": (_read_from_memory, "stale read"),
}


@pytest.mark.parametrize(("plant", "kind"), PLANTED.values(), ids=PLANTED)
async def test_a_planted_fault_is_found(
    plant: Callable[[Patch], None], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await small_world()
    await in_transaction(drop_guard)
    plant(monkeypatch)
    found: set[str] = set()
    for seed in range(5):
        history = await recorded(Client(await elsewhere(world), settings=PATIENT), seed)
        found |= {fault.split(":")[0] for fault in faults_of(history)}
        if kind in found:
            break
    assert kind in found
