"""How invented people are reached, when they were born, and who treats them."""

import random
from datetime import date, timedelta
from typing import Final
from zlib import crc32

from models.directory.keys import key_of
from models.sealing.values import Birth, Identity, Physician, PostalAddress, Reach
from models.words import Category
from resolvers.demo.names import MAIL_DOMAINS, PHONES, PHYSICIANS, STREETS, TOWNS
from resolvers.demo.professionals import PROFESSIONALS

_YEAR: Final = 365
CHILDREN: Final = (1 * _YEAR, 15 * _YEAR)
"""How many days old children are, at least and at most."""
ADULTS: Final = (19 * _YEAR, 88 * _YEAR)
"""How many days old adults are, at least and at most."""

_NUMBERS: Final = 10_000
_WITH_EMAIL: Final = 0.8
_WITH_ADDRESS: Final = 0.7
_WITH_PHYSICIAN: Final = 0.66


def reach(rng: random.Random, identity: Identity, key: str) -> Reach:
    """Return a number from the ranges kept for fiction, and mostly an e-mail and a postal address."""
    phone = f"{rng.choice(PHONES)}{crc32(key.encode()) % _NUMBERS:04d}"
    letters = key_of(f"{identity.first_name} {identity.last_name}").replace(" ", ".").replace("ø", "o")
    email = f"{letters}@{rng.choice(MAIL_DOMAINS)}" if rng.random() < _WITH_EMAIL else None
    return Reach(phone=phone, email=email, address=_address(rng) if rng.random() < _WITH_ADDRESS else None)


def birth(rng: random.Random, professional: str, today: date, ages: tuple[int, int]) -> Birth | None:
    """Return a birth date, or None where the professional does not collect it."""
    born = today - timedelta(days=rng.randint(*ages))
    return Birth(born) if Category.BIRTH in PROFESSIONALS[professional].collects else None


def physician(rng: random.Random, professional: str) -> Physician | None:
    """Return a treating physician for two of three whose professional collects it."""
    if Category.PHYSICIAN not in PROFESSIONALS[professional].collects or rng.random() > _WITH_PHYSICIAN:
        return None
    return Physician(name=rng.choice(PHYSICIANS), city="Dijon")


def _address(rng: random.Random) -> PostalAddress:
    postcode, city = rng.choice(TOWNS)
    street = f"{rng.randint(1, 90)} {rng.choice(STREETS)}"
    return PostalAddress(lines=(street,), postcode=postcode, city=city, country="FR")
