"""What others see of a record, now or at another instant: for who answers for it, and for the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from models.words import Category, Function
from permissions.controllership import Controller
from permissions.decision import Decision
from permissions.hindsight import Sight, sight_of
from permissions.judge import Judge
from permissions.moment import Moment, moment_of
from permissions.onlookers import sights_of
from permissions.policy import Standing, policy_at
from permissions.refusal import Refusal
from permissions.standing import Record
from permissions.viewpoint import viewpoint_of
from resolvers.context import Context
from resolvers.privacy.explain import record_by_id
from resolvers.privacy.restriction import SUBJECTS

ANSWERABLE: Final = frozenset({Standing.PROTECTION_OFFICER, Standing.CONTROLLER_PROFESSIONAL})
"""Who may ask what others see, and what would change."""
_MIRRORED: Final = ANSWERABLE | SUBJECTS

ACCOUNTABLE: Final = ("5(2)", "15(1)(c)", "39(1)(b)")
"""The controller answers for it, the person is told of recipients, and the officer monitors."""
SUPPOSING: Final = ("5(2)", "24", "39(1)(b)")


@dataclass(frozen=True, slots=True)
class RecordSight:
    """Who controls a record, by which policy it is judged, and what every function sees of it."""

    record: Record
    instant: int
    policy_version: str
    controller: Controller
    sights: list[Sight]


class Explained(NamedTuple):
    """Decisions, and the version of the policy that they were made by."""

    decisions: Sequence[Decision]
    policy_version: str


async def explain_access(
    context: Context, record_id: str, function: Function | None = None, at: int | None = None
) -> Explained:
    """Return the decision on each category of a record, for this caller or for another function.

    Nothing is opened. There are no decisions where the record did not exist for who is asked about.

    Raises Refusal: NOT_FOUND alike for an unknown id and for a record outside the caller's scope, FORBIDDEN
    for asking about others' sight of it, BAD_USER_INPUT for an instant before the record or any policy.
    """
    record = await _known(context, record_id)
    if function is not None:
        _check(context.lens, record, _MIRRORED, "others_sight", ACCOUNTABLE)
        moment = await moment_at(context, record, at)
        seen = (each.decisions for each in _sights(context, moment) if each.function is function)
        return Explained(next(seen, ()), policy_at(moment.instant).version)
    if at is None:
        return Explained(context.lens.decisions(record), policy_at(context.now).version)
    moment = await moment_at(context, record, at)
    view = await viewpoint_of(context.caller, at)
    return Explained(sight_of(view, moment.record, moment).decisions, policy_at(at).version)


async def who_sees(context: Context, record_id: str, at: int | None = None) -> RecordSight:
    """Return what every function sees of a record at an instant; raises Refusal as `explain_access` does."""
    record = await _known(context, record_id)
    _check(context.lens, record, _MIRRORED, "others_sight", ACCOUNTABLE)
    moment = await moment_at(context, record, at)
    return RecordSight(
        record,
        moment.instant,
        policy_at(moment.instant).version,
        context.lens.controller(record),
        _sights(context, moment),
    )


async def answerable_for(context: Context, record_id: str) -> Record:
    """Return a record for whoever may ask what would change; raises Refusal NOT_FOUND or FORBIDDEN."""
    record = await _known(context, record_id)
    _check(context.lens, record, ANSWERABLE, "supposing", SUPPOSING)
    return record


async def moment_at(context: Context, record: Record, at: int | None) -> Moment:
    """Return a record at an instant, now unless one is given.

    Of the future only what is dated already is known. Raises Refusal BAD_USER_INPUT before the record was
    collected, and before any policy was in force.
    """
    instant = context.now if at is None else at
    if instant < record.collected_at:
        raise Refusal("before_record", code="BAD_USER_INPUT")
    try:
        policy_at(instant)
    except LookupError:
        raise Refusal("before_policy", code="BAD_USER_INPUT") from None
    controllership = await context.lens.controllership()
    represents = context.lens.standing(record) is Standing.REPRESENTATIVE
    return await moment_of(record, instant, controllership, to_representative=represents)


def _sights(context: Context, moment: Moment) -> list[Sight]:
    """Return what every function sees; the person, or who represents it, is told too what it keeps silent."""
    return sights_of(moment, disclosing=context.lens.standing(moment.record) in SUBJECTS)


async def _known(context: Context, record_id: str) -> Record:
    record = await record_by_id(context, record_id)
    if record is None:
        raise Refusal("not_found", code="NOT_FOUND")
    await context.lens.focus([record], frozenset[Category]())
    return record


def _check(
    judge: Judge, record: Record, allowed: frozenset[Standing], key: str, articles: tuple[str, ...]
) -> None:
    if judge.standing(record) not in allowed:
        raise Refusal(key, code="FORBIDDEN", articles=articles)
