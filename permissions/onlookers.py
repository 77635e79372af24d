"""Who may stand before a record: every function with its party, as callers that nobody has to be."""

from collections.abc import Iterator
from dataclasses import replace

from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.words import Function
from permissions.caller import DEFAULT_PURPOSES, PARTY_KIND_OF, Caller
from permissions.decision import disclosed
from permissions.hindsight import Sight, sight_of
from permissions.moment import Moment
from permissions.policy import Standing, policy_at
from permissions.standing import Record
from permissions.viewpoint import Viewpoint

_STRANGERS = (
    (Function.PROFESSIONAL, Standing.OTHER_PROFESSIONAL),
    (Function.PARTNER_SITE, Standing.SUB_PROCESSOR_OTHER),
    (Function.ANONYMOUS, Standing.ANONYMOUS),
)
"""For whom a record of others never exists."""


def sights_of(moment: Moment, *, disclosing: bool = False) -> list[Sight]:
    """Return what every function sees of a record at a moment, who holds the record first.

    What is silent is told as if it were not, unless `disclosing` to the person whose will it is, or to who
    represents it: nobody else learns here what a function is not to notice.
    """
    record = moment.record if disclosing else moment.without_silence()
    table = policy_at(moment.instant).table
    absent = [
        Sight(function, "", standing, table[standing].role, table[standing].articles, False, ())  # noqa: FBT003 - absent
        for function, standing in _STRANGERS
    ]
    return [*(_sight(view, record, moment) for view in _views(moment)), *absent]


def _sight(view: Viewpoint, record: Record, moment: Moment) -> Sight:
    """Return what one caller sees, silence and all that `record` has of it disclosed."""
    seen = sight_of(view, record, moment)
    if _is_secret_to(view, record):
        return replace(seen, exists=False, decisions=())
    return replace(seen, decisions=tuple(map(disclosed, seen.decisions)))


def _is_secret_to(view: Viewpoint, record: Record) -> bool:
    """Whether a minor keeps this visit from one who represents it (CSP L1111-5)."""
    if not isinstance(record, AppointmentRecord) or view.contact_id is None:
        return False
    return record.secret and view.contact_id != record.contact_id


def _views(moment: Moment) -> Iterator[Viewpoint]:
    """Yield one viewpoint for each function and standing that there is before a record."""
    record, operator_id = moment.record, moment.controllership.operator_id
    yield from _staff(moment)
    yield _view(moment, Function.DESK_AGENT, operator_id)
    if record.partner_id is not None:
        yield _view(moment, Function.PARTNER_SITE, record.partner_id)
    yield from _persons(moment)
    yield _view(moment, Function.PROTECTION_OFFICER, operator_id)
    yield _view(moment, Function.TECHNICAL_ADMIN, operator_id)


def _staff(moment: Moment) -> Iterator[Viewpoint]:
    holder = moment.record.professional_id
    order = sorted(moment.professionals, key=lambda each: (each != holder, each))
    for each in order:
        yield _view(moment, Function.PROFESSIONAL, each, professional_ids=frozenset({each}))
    practices = dict.fromkeys(practice for each in order if (practice := moment.professionals[each]))
    for practice in practices:
        own = frozenset(each for each in order if moment.professionals[each] == practice)
        yield _view(moment, Function.ASSISTANT, practice, professional_ids=own)


def _persons(moment: Moment) -> Iterator[Viewpoint]:
    """Yield the data subject, one who represents it, and one who acts for it without a power."""
    subject = moment.record.contact_id
    yield _view(moment, Function.CONTACT, subject)
    with_power = moment.represented_by - {subject}
    if with_power:
        yield _view(moment, Function.CONTACT, min(with_power), represented=frozenset({subject}))
    without = {_giver(moment), *_linked(moment)} - {None, subject} - with_power
    if without:
        yield _view(moment, Function.CONTACT, min(filter(None, without)))


def _giver(moment: Moment) -> str | None:
    record = moment.record
    return record.source_contact_id if isinstance(record, ContactRecord) else record.booked_by_contact_id


def _linked(moment: Moment) -> frozenset[str]:
    """Who is told of a contact by a link alone; an appointment is not told by one."""
    return moment.related_to if isinstance(moment.record, ContactRecord) else frozenset()


def _view(
    moment: Moment,
    function: Function,
    party_id: str,
    *,
    professional_ids: frozenset[str] = frozenset(),
    represented: frozenset[str] = frozenset(),
) -> Viewpoint:
    caller = Caller(
        function=function,
        party_kind=PARTY_KIND_OF[function],
        party_id=party_id,
        account_id=moment.accounts.get((function, party_id), ""),
        credential_id="",
        purposes=DEFAULT_PURPOSES[function],
        professional_ids=professional_ids,
    )
    return Viewpoint(caller, moment.instant, represented=represented)
