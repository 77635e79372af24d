"""An instruction is withdrawn once, by who gave it."""

import asyncio

import pytest

from models.words import Function
from resolvers.context import Context
from resolvers.privacy.withdraw_instruction import withdraw_instruction
from resolvers.writing.fault import ErrorCode
from tests.factories import DAY, NOW, World, instruction, rows_of
from tests.support.writes import codes, nothing_written, write, written


async def refused(request: Context, given: str) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    async with nothing_written():
        return codes(await withdraw_instruction(request, write(), given))


async def test_who_and_when_is_written_down(world: World) -> None:
    given = await instruction(world.doctor, world.here.operator_id)
    caller = world.caller(Function.PROFESSIONAL)
    assert written(await withdraw_instruction(await world.request(caller), write(), given)) == given
    [row] = await rows_of("instruction")
    assert (row["withdrawn_at"], row["withdrawn_by"]) == (NOW, caller.account_id)


async def test_one_that_has_not_begun_never_begins(world: World) -> None:
    given = await instruction(world.doctor, world.here.operator_id, valid_from=NOW + DAY)
    written(await withdraw_instruction(await world.asked_by(Function.PROFESSIONAL), write(), given))


async def test_anothers_and_an_unknown_one_are_the_same(world: World) -> None:
    theirs = await instruction(world.colleague, world.here.operator_id)
    doctor = await world.asked_by(Function.PROFESSIONAL)
    absent = {(ErrorCode.NOT_FOUND, ("id",))}
    assert await refused(doctor, theirs) == absent
    assert await refused(doctor, "ins_aaaaaaaaaaaaaaaaaaaa") == absent


@pytest.mark.parametrize("function", sorted(set(Function) - {Function.PROFESSIONAL}))
async def test_nobody_withdraws_in_the_controllers_place(world: World, function: Function) -> None:
    given = await instruction(world.doctor, world.here.operator_id)
    assert await refused(await world.asked_by(function), given) == {(ErrorCode.NOT_ALLOWED, ())}


async def test_what_is_withdrawn_stays_withdrawn_as_it_was(world: World) -> None:
    given = await instruction(world.doctor, world.here.operator_id, withdrawn_at=NOW - DAY)
    assert await refused(await world.asked_by(Function.PROFESSIONAL), given) == {
        (ErrorCode.WRONG_STATE, ("id",))
    }


async def test_of_two_withdrawals_at_the_same_moment_one_counts(world: World) -> None:
    given = await instruction(world.doctor, world.here.operator_id)
    requests = [await world.asked_by(Function.PROFESSIONAL) for _ in range(3)]
    outcomes = await asyncio.gather(*(withdraw_instruction(each, write(), given) for each in requests))
    assert sorted(len(outcome.faults) for outcome in outcomes) == [0, 1, 1]


async def test_the_same_key_withdraws_once_and_answers_the_same(world: World) -> None:
    given = await instruction(world.doctor, world.here.operator_id)
    first = await withdraw_instruction(await world.asked_by(Function.PROFESSIONAL), write("k"), given)
    later = await world.asked_by(Function.PROFESSIONAL, now=NOW + 60)
    assert await withdraw_instruction(later, write("k"), given) == first
    [row] = await rows_of("instruction")
    assert row["withdrawn_at"] == NOW
