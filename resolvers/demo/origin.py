"""Who wrote a record of the demo world down: the party, its function and, where it has one, its account."""

from typing import NamedTuple

from models.ids import Kind
from models.words import Channel, Function
from resolvers.demo.callers import demo_callers
from resolvers.demo.named import demo_id
from resolvers.demo.organisations import OPERATOR_ID, PARTNERS
from resolvers.demo.person import Person
from resolvers.demo.professionals import PROFESSIONALS


class Origin(NamedTuple):
    """The function and the party that wrote, and the account it wrote with."""

    function: Function
    party_id: str
    account_id: str | None


_ACCOUNTS = {(each.function, each.party_id): each.account_id for each in demo_callers()}
_PARTNER_IDS = {partner.key: partner.id for partner in PARTNERS}


def origin_of(person: Person, channel: Channel, professional: str | None) -> Origin:
    """Return who wrote down what concerns a person by a channel for a professional's key."""
    if channel is Channel.PHONE:
        return _origin(Function.DESK_AGENT, OPERATOR_ID)
    if channel is Channel.AGENDA and professional:
        return _origin(Function.PROFESSIONAL, PROFESSIONALS[professional].id)
    if person.partner:
        return _origin(Function.PARTNER_SITE, _PARTNER_IDS[person.partner])
    return _origin(Function.CONTACT, demo_id(Kind.CONTACT, person.source or person.key))


def partner_id(person: Person, channel: Channel) -> str | None:
    """Return the partner that wrote, if one did."""
    return _PARTNER_IDS[person.partner] if person.partner and channel is Channel.ONLINE else None


def _origin(function: Function, party_id: str) -> Origin:
    return Origin(function, party_id, _ACCOUNTS.get((function, party_id)))
