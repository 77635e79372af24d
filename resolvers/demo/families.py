"""The contacts that examples speak of, and who acts for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.sealing.values import Birth, Identity, Physician, PostalAddress, Reach
from models.words import Channel, LegalPower, RelationshipKind
from resolvers.demo.organisations import EXPIRED_PARTNER
from resolvers.demo.person import Person


@dataclass(frozen=True, slots=True)
class Bond:
    """The contact of key `contact` acts for the one of key `relative`."""

    contact: str
    relative: str
    kind: RelationshipKind
    power: LegalPower
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class _Home:
    """What the people of one home share."""

    last_name: str
    phone: str
    channel: Channel
    days_known: int
    professional: str | None = None
    partner: str | None = None
    address: PostalAddress | None = None


@dataclass(frozen=True, slots=True)
class _Member:
    key: str
    first_name: str
    age: int
    visits: tuple[str, ...] = ()
    source: str | None = None
    physician: str | None = None
    birth_name: str | None = None


_GP: Final = "professional"
_DOCTOR: Final = "Dr Hélène Vasselin"
_STREET: Final = PostalAddress(("6 passage des Hirondelles",), "21000", "Dijon", "FR")

_HOMES: Final = {
    _Home("Delacombe", "+33353010142", Channel.ONLINE, 420, address=_STREET): (
        _Member("contact", "Nora", 38, physician=_DOCTOR, birth_name="Sauvageot"),
        _Member("child", "Milo", 8, source="contact"),
        _Member("teenager", "Jade", 16, source="contact", physician=_DOCTOR),
        _Member("grandmother", "Ginette", 71, source="contact"),
    ),
    _Home("Hurtevent", "+33199001742", Channel.PHONE, 300, _GP): (
        _Member("guardian", "Bastien", 52),
        _Member("ward", "Gustave-Lucien", 84, (_GP,), source="guardian", physician=_DOCTOR),
    ),
    _Home("Aubrespin", "+33353011860", Channel.PHONE, 210, _GP): (
        _Member("mandatary", "Colette", 49),
        _Member("mandator", "Roland", 79, (_GP,), source="mandatary", physician=_DOCTOR),
    ),
    _Home("Ferrandon", "+33353012377", Channel.PHONE, 150, "dentist"): (
        _Member("spouse", "Pascal", 61, ("dentist",)),
        _Member("other-spouse", "Mireille", 59, ("dentist",), source="spouse"),
    ),
    _Home("Malvoisine", "+33199004410", Channel.ONLINE, 90, "dentist", EXPIRED_PARTNER.key): (
        _Member("expired-partner 1", "Gervaise", 33, ("dentist",)),
    ),
    _Home("Tourangelle", "+33199004411", Channel.ONLINE, 88, "dentist", EXPIRED_PARTNER.key): (
        _Member("expired-partner 2", "Anselme", 45, ("dentist",)),
    ),
    _Home("Beauvallon", "+33199004412", Channel.ONLINE, 85, "dentist", EXPIRED_PARTNER.key): (
        _Member("expired-partner 3", "Hortense", 68, ("dentist",)),
    ),
}

BONDS: Final = (
    Bond("contact", "child", RelationshipKind.PARENT, LegalPower.PARENTAL_AUTHORITY, "Livret de famille"),
    Bond("contact", "teenager", RelationshipKind.PARENT, LegalPower.PARENTAL_AUTHORITY, "Livret de famille"),
    Bond("contact", "grandmother", RelationshipKind.CHILD, LegalPower.NONE),
    Bond("guardian", "ward", RelationshipKind.GUARDIAN, LegalPower.GUARDIANSHIP, "Jugement de tutelle"),
    Bond(
        "mandatary", "mandator", RelationshipKind.GUARDIAN, LegalPower.MANDATE, "Mandat de protection future"
    ),
    Bond("spouse", "other-spouse", RelationshipKind.SPOUSE, LegalPower.NONE),
)
"""The bonds between these contacts; the parents of the crowd have theirs besides."""


def families(today: date) -> Iterator[Person]:
    """Yield the contacts that examples speak of, as old as they are today."""
    for home, members in _HOMES.items():
        for member in members:
            yield _person(home, member, today)


def _person(home: _Home, member: _Member, today: date) -> Person:
    identity = Identity(home.last_name, member.birth_name, member.first_name)
    email = None if member.source else f"{member.first_name.lower()}.{home.last_name.lower()}@example.org"
    return Person(
        key=member.key,
        channel=home.channel,
        identity=identity,
        reach=Reach(home.phone, email, home.address),
        days_known=home.days_known,
        professional=home.professional,
        partner=home.partner,
        source=member.source,
        birth=Birth(_born(member, today)),
        physician=Physician(member.physician, "Dijon") if member.physician else None,
        visits=member.visits,
    )


def _born(member: _Member, today: date) -> date:
    """Return a day about the middle between two birthdays, so that no age changes soon."""
    return today - timedelta(days=int((member.age + 0.4) * 365.25))
