"""Only the controller orders its processor, in writing, for what it may order, from now on."""

from dataclasses import replace
from typing import Any

import pytest

from models.words import Category, Channel, FieldState, Function, Purpose
from permissions.policy import INSTRUCTABLE
from resolvers.privacy.give_instruction import NewInstruction, give_instruction
from resolvers.privacy.withdraw_instruction import withdraw_instruction
from resolvers.writing.fault import ErrorCode
from tests.factories import (
    DAY,
    NOW,
    World,
    appointment_row,
    contact,
    instruction,
    rows_of,
)
from tests.support.writes import codes, nothing_written, write, written

ORDER = NewInstruction([Category.REASON], [Purpose.APPOINTMENT], "Lire le motif.")


async def entry(world: World) -> str:
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    return await world.visit(await contact(world.here, **mine))


async def desk_reads(world: World, entry_id: str, now: int = NOW) -> FieldState:
    desk = await world.asked_by(Function.DESK_AGENT, now=now)
    record = await appointment_row(entry_id)
    await desk.lens.focus([record], {Category.REASON})
    return desk.lens.decide(record, Category.REASON).state


async def refused(
    world: World, order: NewInstruction, function: Function = Function.PROFESSIONAL
) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    async with nothing_written():
        return codes(await give_instruction(await world.asked_by(function), write(), order))


async def test_an_instruction_is_written_as_it_was_ordered(world: World) -> None:
    order = NewInstruction(
        [Category.REASON, Category.IDENTITY, Category.REASON],
        [Purpose.REMINDER, Purpose.APPOINTMENT],
        "  Lire le motif\r\npour rappeler. ",
        NOW + DAY,
        NOW + 2 * DAY,
    )
    caller = world.caller(Function.PROFESSIONAL)
    given = written(await give_instruction(await world.request(caller), write(), order))
    [row] = await rows_of("instruction")
    assert row == {
        "id": given,
        "professional_id": world.doctor,
        "processor_id": world.here.operator_id,
        "categories": "IDENTITY REASON",
        "purposes": "APPOINTMENT REMINDER",
        "text": "Lire le motif\npour rappeler.",
        "valid_from": NOW + DAY,
        "valid_until": NOW + 2 * DAY,
        "signed_by": caller.account_id,
        "given_at": NOW,
        "withdrawn_at": None,
        "withdrawn_by": None,
    }


async def test_it_opens_at_once_and_closes_at_once(world: World) -> None:
    entry_id = await entry(world)
    assert await desk_reads(world, entry_id) is FieldState.WITHHELD
    doctor = await world.asked_by(Function.PROFESSIONAL)
    given = written(await give_instruction(doctor, write(), ORDER))
    assert await desk_reads(world, entry_id) is FieldState.CLEAR
    written(await withdraw_instruction(doctor, write(), given))
    assert await desk_reads(world, entry_id) is FieldState.WITHHELD


async def test_it_opens_and_closes_on_the_second_of_its_period(world: World) -> None:
    entry_id = await entry(world)
    period = replace(ORDER, valid_from=NOW + 10, valid_until=NOW + 20)
    written(await give_instruction(await world.asked_by(Function.PROFESSIONAL), write(), period))
    states = [await desk_reads(world, entry_id, NOW + after) for after in (9, 10, 19, 20)]
    assert states == [FieldState.WITHHELD, FieldState.CLEAR, FieldState.CLEAR, FieldState.WITHHELD]


async def test_it_opens_nothing_of_anothers_records(world: World) -> None:
    entry_id = await entry(world)
    colleague = await world.asked_by(Function.PROFESSIONAL, world.colleague)
    written(await give_instruction(colleague, write(), ORDER))
    assert await desk_reads(world, entry_id) is FieldState.WITHHELD


@pytest.mark.parametrize("function", sorted(set(Function) - {Function.PROFESSIONAL}))
async def test_nobody_orders_in_the_controllers_place(world: World, function: Function) -> None:
    assert await refused(world, ORDER, function) == {(ErrorCode.NOT_ALLOWED, ())}


@pytest.mark.parametrize("category", sorted(set(Category) - INSTRUCTABLE))
async def test_what_stays_with_the_controller_is_not_opened(world: World, category: Category) -> None:
    order = replace(ORDER, categories=[Category.REASON, category])
    async with nothing_written():
        outcome = await give_instruction(await world.asked_by(Function.PROFESSIONAL), write(), order)
    assert codes(outcome) == {(ErrorCode.NOT_ALLOWED, ("categories",))}
    assert outcome.faults[0].details == {"articles": ["28(3)(a)"]}


async def test_an_order_that_names_nothing_is_none_and_every_fault_is_told(world: World) -> None:
    empty = NewInstruction([], [], "", NOW - DAY, NOW - 2 * DAY)
    assert await refused(world, empty) == {
        (ErrorCode.MISSING_REQUIRED_DATA, ("categories",)),
        (ErrorCode.MISSING_REQUIRED_DATA, ("purposes",)),
        (ErrorCode.INVALID_TEXT, ("text",)),
        (ErrorCode.INVALID_PERIOD, ("validFrom",)),
        (ErrorCode.INVALID_PERIOD, ("validUntil",)),
    }


@pytest.mark.parametrize(
    "text",
    [
        " \n ",
        "x" * 2001,
        "🚑 12",
        "Dites-le au 06 12 34 56 78.",
        "zoe@example.org",
        "a\x00b",
        "a\N{RIGHT-TO-LEFT OVERRIDE}b",
        "a\ud800b",
    ],
)
async def test_a_text_that_says_nothing_says_too_much_or_hides_is_refused(world: World, text: str) -> None:
    assert await refused(world, replace(ORDER, text=text)) == {(ErrorCode.INVALID_TEXT, ("text",))}


@pytest.mark.parametrize(
    ("period", "faulty"),
    [
        ({"valid_from": NOW - 61}, "validFrom"),
        ({"valid_until": NOW}, "validUntil"),
        ({"valid_from": NOW + DAY, "valid_until": NOW + DAY}, "validUntil"),
        ({"valid_from": NOW - 60, "valid_until": NOW - 30}, "validUntil"),
    ],
)
async def test_a_period_starts_before_it_ends_and_not_in_the_past(
    world: World, period: dict[str, Any], faulty: str
) -> None:
    assert await refused(world, replace(ORDER, **period)) == {(ErrorCode.INVALID_PERIOD, (faulty,))}


async def test_a_slow_clock_is_forgiven_and_nothing_is_backdated(world: World) -> None:
    request = await world.asked_by(Function.PROFESSIONAL)
    written(await give_instruction(request, write(), replace(ORDER, valid_from=NOW - 60)))
    [row] = await rows_of("instruction")
    assert row["valid_from"] == NOW


async def test_the_same_key_orders_once(world: World) -> None:
    request = await world.asked_by(Function.PROFESSIONAL)
    first = await give_instruction(request, write("k"), ORDER)
    assert await give_instruction(request, write("k"), ORDER) == first
    assert len(await rows_of("instruction")) == 1


async def test_earlier_orders_stand_beside_it(world: World) -> None:
    await instruction(world.doctor, world.here.operator_id)
    written(await give_instruction(await world.asked_by(Function.PROFESSIONAL), write(), ORDER))
    assert len(await rows_of("instruction")) == 2


@pytest.mark.parametrize("category", [Category.REASON, Category.PHYSICIAN, Category.BIRTH])
@pytest.mark.parametrize("purpose", [Purpose.MATCHING, Purpose.REMINDER, Purpose.OPERATION])
async def test_no_category_is_opened_for_a_purpose_that_does_not_need_it(
    world: World, category: Category, purpose: Purpose
) -> None:
    order = replace(ORDER, categories=[category], purposes=[purpose])
    async with nothing_written():
        outcome = await give_instruction(await world.asked_by(Function.PROFESSIONAL), write(), order)
    assert codes(outcome) == {
        (ErrorCode.NOT_ALLOWED, ("categories",)),
        (ErrorCode.NOT_ALLOWED, ("purposes",)),
    }
    assert [fault.details["articles"] for fault in outcome.faults] == [["5(1)(c)", "9(2)", "28(3)"]] * 2


async def test_every_category_and_every_purpose_of_an_order_needs_another(world: World) -> None:
    excess = replace(ORDER, purposes=[Purpose.APPOINTMENT, Purpose.REMINDER])
    assert await refused(world, excess) == {(ErrorCode.NOT_ALLOWED, ("purposes",))}
    reminding = replace(ORDER, categories=[Category.REACH, Category.REASON], purposes=[Purpose.REMINDER])
    assert await refused(world, reminding) == {(ErrorCode.NOT_ALLOWED, ("categories",))}
    enough = replace(reminding, purposes=[Purpose.REMINDER, Purpose.CARE])
    written(await give_instruction(await world.asked_by(Function.PROFESSIONAL), write(), enough))


async def test_what_is_backdated_or_names_no_purpose_is_refused_with_the_article(world: World) -> None:
    order = replace(ORDER, purposes=[], valid_from=NOW - DAY)
    async with nothing_written():
        outcome = await give_instruction(await world.asked_by(Function.PROFESSIONAL), write(), order)
    assert {(fault.path, tuple(fault.details["articles"])) for fault in outcome.faults} == {
        (("purposes",), ("28(3)", "5(1)(b)")),
        (("validFrom",), ("28(3)(a)", "5(2)")),
    }
