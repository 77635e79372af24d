"""What one caller saw, or will see, of a record at another instant."""

from dataclasses import dataclass

from models.booking.record import AppointmentRecord
from models.words import Function, PartyRole
from permissions.decision import Decision
from permissions.judge import Judge
from permissions.moment import Moment
from permissions.policy import Standing
from permissions.scope import DAILY
from permissions.standing import Record
from permissions.viewpoint import Viewpoint


class Hindsight(Judge):
    """A judge at another instant: by the policy, the rules and the instructions that count then."""

    def __init__(self, view: Viewpoint, moment: Moment) -> None:
        """Judge from a viewpoint at the moment's instant; nothing has to be learnt any more."""
        super().__init__(view, moment.controllership.operator_id)
        self._controllership = moment.controllership
        self._instructions = dict(moment.instructions)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one function sees of a record; no decisions where the record does not exist for it."""

    function: Function
    party_id: str
    standing: Standing
    role: PartyRole
    articles: tuple[str, ...]
    exists: bool
    decisions: tuple[Decision, ...]


def sight_of(view: Viewpoint, record: Record, moment: Moment) -> Sight:
    """Return what one caller sees of a record at a moment."""
    judge = Hindsight(view, moment)
    standing = judge.standing(record)
    exists = exists_for(view, moment)
    row = judge.policy.table[standing]
    return Sight(
        function=view.caller.function,
        party_id=view.caller.party_id,
        standing=standing,
        role=row.role,
        articles=row.articles,
        exists=exists,
        decisions=tuple(judge.decisions(record)) if exists else (),
    )


def exists_for(view: Viewpoint, moment: Moment) -> bool:
    """Return whether a record exists for a caller at a moment, whatever a minor asked to keep secret."""
    caller = view.caller
    match caller.function:
        case Function.PROFESSIONAL | Function.ASSISTANT:
            found = not caller.professional_ids.isdisjoint(moment.professionals)
        case Function.PARTNER_SITE:
            found = moment.record.partner_id == caller.party_id and moment.guaranteed
        case Function.CONTACT:
            found = _concerns(view, moment)
        case other:
            found = other is not Function.ANONYMOUS
    away = moment.archived and caller.function in DAILY
    return found and (not away or caller.account_id in moment.opened)


def _concerns(view: Viewpoint, moment: Moment) -> bool:
    record, contact_id = moment.record, view.contact_id
    if isinstance(record, AppointmentRecord):
        return contact_id in {record.contact_id, record.booked_by_contact_id, *moment.represented_by}
    return contact_id in {record.contact_id, record.source_contact_id, *moment.related_to}
