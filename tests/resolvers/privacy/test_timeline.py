"""The timeline of states: the truth, and the short text beside the record that says the same."""

import pytest

from models.privacy.states import read
from models.storage.errors import ConstraintBroken
from models.storage.transaction import Transaction, in_transaction
from models.words import Function, StateKind
from resolvers.privacy.timeline import NewState, end_state, holds, lock_record, set_state
from tests.factories import HOUR, NOW, World, contact, contact_row, rows_of, small_world

pytestmark = pytest.mark.usefixtures("databases")


async def set_now(world: World, state: NewState, now: int = NOW) -> None:
    context = await world.asked_by(Function.PROFESSIONAL, now=now)

    async def work(transaction: Transaction) -> None:
        await lock_record(transaction, state.record_id)
        await set_state(context, transaction, state)

    await in_transaction(work)


async def test_what_is_in_force_stands_beside_the_record_and_no_more() -> None:
    world = await small_world()
    person = await contact(world.here)
    await set_now(world, NewState(person, person, StateKind.OBJECTED, "REMINDER"))
    await set_now(world, NewState(person, person, StateKind.HIDDEN, world.doctor))
    await set_now(world, NewState(person, person, StateKind.LEGAL_HOLD, ground="CLAIM"))

    before = (await contact_row(person)).states

    async def work(transaction: Transaction) -> list[bool]:
        ended = [
            await end_state(transaction, person, StateKind.OBJECTED, NOW + 1, target)
            for target in ("REMINDER", "REMINDER", "CARE")
        ]
        return [*ended, await holds(transaction, person, StateKind.HIDDEN, NOW + 1, world.doctor)]

    assert before == f"HIDDEN:{world.doctor} OBJECTED:REMINDER"
    assert await in_transaction(work) == [True, False, False, True]
    assert [each.kind for each in read((await contact_row(person)).states)] == [StateKind.HIDDEN]
    assert [row["ended_at"] for row in await rows_of("record_state") if row["kind"] == "OBJECTED"] == [
        NOW + 1
    ]


async def test_a_state_is_in_force_once_and_may_be_set_again_when_it_has_ended_by_itself() -> None:
    world = await small_world()
    person = await contact(world.here)
    glass = NewState(person, person, StateKind.BREAK_GLASS, "acc_1", until=NOW + HOUR)
    await set_now(world, glass)

    with pytest.raises(ConstraintBroken):
        await set_now(world, glass, NOW + HOUR - 1)
    await set_now(
        world, NewState(person, person, StateKind.BREAK_GLASS, "acc_1", until=NOW + 2 * HOUR), NOW + HOUR
    )

    ends = sorted((row["ended_at"] or 0) for row in await rows_of("record_state"))
    assert ends == [0, NOW + HOUR]
    assert (await contact_row(person)).states == f"BREAK_GLASS:acc_1:{NOW + 2 * HOUR}"
