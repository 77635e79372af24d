"""Who makes this request, for which party, in which function."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.words import Function, PartyKind, Purpose

PARTY_KIND_OF: Mapping[Function, PartyKind] = MappingProxyType(
    {
        Function.PROFESSIONAL: PartyKind.PROFESSIONAL,
        Function.ASSISTANT: PartyKind.PRACTICE,
        Function.DESK_AGENT: PartyKind.OPERATOR,
        Function.PARTNER_SITE: PartyKind.PARTNER,
        Function.CONTACT: PartyKind.CONTACT,
        Function.PROTECTION_OFFICER: PartyKind.OPERATOR,
        Function.TECHNICAL_ADMIN: PartyKind.OPERATOR,
        Function.ANONYMOUS: PartyKind.NOBODY,
    }
)
"""The one kind of party each function acts for."""

_BOOKING = frozenset({Purpose.APPOINTMENT, Purpose.RELATIVE_APPOINTMENT})

DEFAULT_PURPOSES: Mapping[Function, frozenset[Purpose]] = MappingProxyType(
    {
        Function.PROFESSIONAL: _BOOKING | {Purpose.REMINDER, Purpose.CARE},
        Function.ASSISTANT: _BOOKING | {Purpose.REMINDER},
        Function.DESK_AGENT: _BOOKING | {Purpose.REMINDER, Purpose.MATCHING},
        Function.PARTNER_SITE: _BOOKING | {Purpose.MATCHING},
        Function.CONTACT: _BOOKING | {Purpose.RIGHTS},
        Function.PROTECTION_OFFICER: frozenset({Purpose.RIGHTS}),
        Function.TECHNICAL_ADMIN: frozenset({Purpose.OPERATION}),
        Function.ANONYMOUS: frozenset(),
    }
)
"""The purposes a function serves unless the request declares fewer (GDPR art. 5(1)(b))."""


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated caller, or ANONYMOUS; its repr names ids and never a person.

    `professional_ids` are the professionals this caller's staff function acts for: oneself for a
    professional, the practice's professionals for its staff, nobody for everyone else. `account_id`
    is the API client's id for a partner that came with an API key. `credential_id` is the token's
    id or the API client's. `strong` says that the credential proves more than one factor;
    `in_care_team` that one of the professionals was named into the care team of a contact. `label` is
    what staff screens show.
    """

    function: Function
    party_kind: PartyKind
    party_id: str
    account_id: str
    credential_id: str
    purposes: frozenset[Purpose]
    professional_ids: frozenset[str] = frozenset()
    strong: bool = False
    in_care_team: bool = False
    label: str = field(default="", repr=False)


ANONYMOUS = Caller(
    function=Function.ANONYMOUS,
    party_kind=PartyKind.NOBODY,
    party_id="",
    account_id="",
    credential_id="",
    purposes=DEFAULT_PURPOSES[Function.ANONYMOUS],
)
"""The caller of a request without a credential."""


def granted(function: Function, purposes: frozenset[Purpose] | None) -> frozenset[Purpose]:
    """Return the purposes of a function, or those of them that a credential was granted."""
    served = DEFAULT_PURPOSES[function]
    return served if purposes is None else served & purposes
