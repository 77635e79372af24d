"""What would change if this instruction were given or withdrawn, or that preset had been in force?

Nothing is opened and nothing is written: the same judge judges twice.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from models.privacy.record import InstructionRecord
from models.words import Category, Function, Preset, Purpose
from permissions.decision import Decision
from permissions.hindsight import Sight
from permissions.moment import Moment
from permissions.onlookers import sights_of
from permissions.policy import INSTRUCTABLE
from permissions.refusal import Refusal
from resolvers.context import Context
from resolvers.privacy.instructions import instructions_by_id
from resolvers.privacy.sight import answerable_for, moment_at


class Order(NamedTuple):
    """An instruction of the controller that nobody has given."""

    categories: Collection[Category]
    purposes: Collection[Purpose]


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed: an instruction, the end of one that was given, another preset."""

    order: Order | None = None
    withdraw: str | None = None
    preset: Preset | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one function is shown of one category before and after."""

    function: Function
    party_id: str
    category: Category
    before: Decision
    after: Decision

    @property
    def changes(self) -> bool:
        """Whether anything of the decision would be another."""
        return self.before != self.after

    @property
    def state_changes(self) -> bool:
        """Whether the function would be shown more or less, and not only for another reason."""
        return self.before.told is not self.after.told


async def what_if(
    context: Context, record_id: str, supposed: Supposition, at: int | None = None, *, every: bool = False
) -> list[Change]:
    """Return the decisions that would change, or all of them with `every`.

    A preset is judged as if it had been in force when the record was collected: chosen from now on it
    leaves this record to its controller.

    Raises Refusal: NOT_FOUND for the record or the instruction, FORBIDDEN for whoever does not answer for
    the record, BAD_USER_INPUT for an instant before it, for nothing supposed, and for what no instruction
    may open.
    """
    record = await answerable_for(context, record_id)
    _check(supposed)
    if supposed.withdraw is not None and not await instructions_by_id(context, [supposed.withdraw]):
        raise Refusal("not_found", code="NOT_FOUND")
    moment = await moment_at(context, record, at)
    after = sights_of(_supposing(moment, supposed))
    return [
        change
        for one, other in zip(sights_of(moment), after, strict=True)
        for change in _changes(one, other)
        if every or change.changes
    ]


def _check(supposed: Supposition) -> None:
    order = supposed.order
    if order is None and supposed.withdraw is None and supposed.preset is None:
        raise Refusal("nothing_supposed", code="BAD_USER_INPUT")
    if order and not (order.categories and order.purposes):
        raise Refusal("order_incomplete", code="BAD_USER_INPUT", articles=("28(3)(a)",))
    if order and not set(order.categories) <= INSTRUCTABLE:
        raise Refusal("not_instructable", code="BAD_USER_INPUT", articles=("28(3)(a)",))


def _supposing(moment: Moment, supposed: Supposition) -> Moment:
    preset, controllership = supposed.preset, moment.controllership
    return replace(
        moment,
        instructions=_instructions(moment, supposed),
        controllership=controllership.supposing(preset) if preset else controllership,
    )


def _instructions(moment: Moment, supposed: Supposition) -> Mapping[str, list[InstructionRecord]]:
    kept = {
        each: [order for order in given if order.id != supposed.withdraw]
        for each, given in moment.instructions.items()
    }
    holder = moment.record.professional_id
    if holder is not None and supposed.order:
        kept[holder] = [_given(supposed.order, moment, holder), *kept.get(holder, [])]
    return kept


def _given(order: Order, moment: Moment, holder: str) -> InstructionRecord:
    return InstructionRecord(
        id="",
        professional_id=holder,
        processor_id=moment.controllership.operator_id,
        categories=frozenset(order.categories),
        purposes=frozenset(order.purposes),
        text="",
        valid_from=moment.instant,
        valid_until=None,
        signed_by="",
        given_at=moment.instant,
        withdrawn_at=None,
    )


def _changes(before: Sight, after: Sight) -> list[Change]:
    return [
        Change(before.function, before.party_id, one.category, one, other)
        for one, other in zip(before.decisions, after.decisions, strict=True)
    ]
