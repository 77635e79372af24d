"""The life of an appointment after it is booked: one step at a time, each by who may take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from models.booking.record import AppointmentRecord
from models.storage.transaction import Transaction
from models.words import AppointmentStatus as Status
from models.words import Function
from resolvers.booking.changing import check_may_change, check_state, find_appointment
from resolvers.booking.freed import time_freed
from resolvers.booking.take_time import leave, lock_owners
from resolvers.booking.told import tell_of
from resolvers.booking.wish import DESK_AND_STAFF, STAFF
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Write, write_once


class Step(StrEnum):
    """A step, named as its mutation."""

    CONFIRM = "confirmAppointment"
    ARRIVE = "markArrived"
    MISS = "markNoShow"
    COMPLETE = "completeAppointment"
    APPROVE = "approveAppointment"
    DECLINE = "declineAppointment"


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a step leads, who may take it, and whether the visit must have begun."""

    leads_to: Status
    functions: frozenset[Function]
    begun: bool = False


STEPS: Mapping[Step, Rule] = MappingProxyType(
    {
        Step.CONFIRM: Rule(Status.CONFIRMED, DESK_AND_STAFF | {Function.CONTACT, Function.PARTNER_SITE}),
        Step.ARRIVE: Rule(Status.ARRIVED, DESK_AND_STAFF),
        Step.MISS: Rule(Status.NO_SHOW, STAFF, begun=True),
        Step.COMPLETE: Rule(Status.COMPLETED, STAFF),
        Step.APPROVE: Rule(Status.BOOKED, STAFF),
        Step.DECLINE: Rule(Status.DECLINED, STAFF),
    }
)


_KEEP = "UPDATE seat SET held_until = NULL WHERE holder_id = ?"


@dataclass(frozen=True, slots=True)
class Advance:
    """Which appointment takes which step, in which version."""

    step: Step
    appointment_id: str
    expected_version: int


async def advance(context: Context, write: Write, asked: Advance) -> Outcome:
    """Take a step in the life of an appointment; the outcome names it, or says why it stays."""
    known = await find_appointment(context, asked.appointment_id)
    rule = STEPS[asked.step]

    async def work(transaction: Transaction) -> str:
        found = check_may_change(context, known)
        if context.caller.function not in rule.functions:
            raise refuse(ErrorCode.NOT_ALLOWED, "id", articles=["5(1)(b)"])
        if rule.begun and found.starts_at > context.now:
            raise refuse(ErrorCode.WRONG_STATE, "id")
        await lock_owners(transaction, [found.professional_id], [], context.now)
        await check_state(context, transaction, found, asked.expected_version, rule.leads_to)
        await _step(context, transaction, found, asked.step, rule)
        return found.id

    return await write_once(context, write, work)


async def _step(
    context: Context, transaction: Transaction, found: AppointmentRecord, step: Step, rule: Rule
) -> None:
    await transaction.execute(
        "UPDATE appointment SET status = ?, pending_until = NULL, version = version + 1, updated_at = ?"
        " WHERE id = ?",
        rule.leads_to.value,
        context.now,
        found.id,
    )
    if step is Step.APPROVE and not await transaction.execute(_KEEP, found.id):
        raise refuse(ErrorCode.WRONG_STATE, "id")  # its time was swept away, and may be taken
    await record_act(context, transaction, step.value, found.id, professional_id=found.professional_id)
    if step is Step.DECLINE:
        await leave(transaction, found.id)
        await time_freed(context, transaction, step.value, found)
    else:
        await tell_of(context, transaction, step.value, found)
