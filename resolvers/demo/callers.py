"""The people who look at the demo world, each with an account for which tokens can be issued."""

from dataclasses import dataclass

from models.ids import Kind
from models.words import Function, PartyKind
from permissions.caller import PARTY_KIND_OF
from resolvers.demo.named import demo_id
from resolvers.demo.organisations import OPERATOR_ID, OPERATOR_NAME, PARTNER, PRACTICES, practice_id
from resolvers.demo.professionals import PROFESSIONALS


@dataclass(frozen=True, slots=True)
class DemoCaller:
    """Somebody who may be spoken for in the demo world; `party_name` names no contact."""

    name: str
    function: Function
    party_kind: PartyKind
    party_id: str
    party_name: str
    account_id: str


def demo_callers() -> list[DemoCaller]:
    """Return the demo callers, the same in every run; nothing is read."""
    return [
        _professional("professional"),
        _caller("assistant", Function.ASSISTANT, practice_id("tilleuls"), PRACTICES["tilleuls"]),
        _professional("other-professional"),
        _professional("lawyer"),
        _caller("desk", Function.DESK_AGENT, OPERATOR_ID, OPERATOR_NAME),
        _caller("partner", Function.PARTNER_SITE, PARTNER.id, PARTNER.name),
        _caller("contact", Function.CONTACT, demo_id(Kind.CONTACT, "contact"), "A contact with a child"),
        _caller("dpo", Function.PROTECTION_OFFICER, OPERATOR_ID, OPERATOR_NAME),
        _caller("admin", Function.TECHNICAL_ADMIN, OPERATOR_ID, OPERATOR_NAME),
    ]


def account_id(name: str) -> str:
    """Return the identifier of a demo caller's account."""
    return demo_id(Kind.ACCOUNT, name)


def _professional(key: str) -> DemoCaller:
    professional = PROFESSIONALS[key]
    return _caller(key, Function.PROFESSIONAL, professional.id, professional.name)


def _caller(name: str, function: Function, party_id: str, party_name: str) -> DemoCaller:
    return DemoCaller(name, function, PARTY_KIND_OF[function], party_id, party_name, account_id(name))
