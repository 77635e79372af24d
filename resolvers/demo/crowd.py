"""The many contacts of the demo world: drawn, and always the same."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from models.sealing.values import Identity
from models.words import Channel
from resolvers.demo.drawn import ADULTS, CHILDREN, birth, physician, reach
from resolvers.demo.names import CHILD_NAMES, FIRST_NAMES, SURNAMES
from resolvers.demo.organisations import PARTNER
from resolvers.demo.person import Person

POOLS: Final = {
    # professional: contacts by AGENDA, PHONE and ONLINE; each how manieth is a child of the one before
    "professional": (22, 17, 12, 4),
    "paediatrician": (8, 6, 4, 2),
    "physiotherapist": (7, 5, 3, 0),
    "other-professional": (8, 6, 5, 3),
    "dentist": (7, 6, 3, 3),
    "gynaecologist": (6, 5, 3, 0),
    "lawyer": (6, 4, 0, 0),
    "accountant": (4, 3, 2, 0),
    "plumber": (4, 5, 0, 0),
    "veterinary": (4, 4, 2, 0),
    "sophrologist": (3, 3, 2, 0),
    "estate-agent": (3, 3, 2, 0),
}
ONLY_CHILDREN: Final = frozenset({"paediatrician"})
"""Whom only children go to see; their parents bring them."""

_CHANNELS: Final = (Channel.AGENDA, Channel.PHONE, Channel.ONLINE)
_OWN_ACCOUNT: Final = (
    3  # each third of those online has an account of his own, the others came by the partner
)
_ALSO_SEES: Final = "other-professional"
_NAMES: Final = 250
_MARRIED: Final = 0.2  # the share of those who bear another name than at birth

Names = list[tuple[str, str]]


def crowd(today: date) -> Iterator[Person]:
    """Yield the contacts of every professional, as old as they are today."""
    rng = random.Random("crowd")  # noqa: S311 - a world to look at, always the same
    names = rng.sample([(last, first) for last in SURNAMES for first in FIRST_NAMES], _NAMES)
    for professional, (*counts, rhythm) in POOLS.items():
        for channel, count in zip(_CHANNELS, counts, strict=True):
            yield from _pool(rng, names, (professional, channel, count, rhythm), today)


def _pool(
    rng: random.Random, names: Names, pool: tuple[str, Channel, int, int], today: date
) -> Iterator[Person]:
    professional, channel, count, rhythm = pool
    parent: Person | None = None
    for rank in range(count):
        key = f"{professional} {channel} {rank}"
        if parent and rhythm and rank % rhythm == rhythm - 1:
            yield _child(rng, parent, key, professional, today)
        else:
            adult = _adult(rng, names.pop(), key, professional, today)
            parent = _collected(adult, professional, channel, rank)
            yield parent


def _adult(rng: random.Random, name: tuple[str, str], key: str, professional: str, today: date) -> Person:
    last_name, first_name = name
    married = rng.choice(SURNAMES) if rng.random() < _MARRIED else None
    identity = Identity(
        last_name=married or last_name, birth_name=married and last_name, first_name=first_name
    )
    return Person(
        key=key,
        channel=Channel.AGENDA,
        identity=identity,
        reach=reach(rng, identity, key),
        days_known=rng.randint(60, 700),
        professional=professional,
        birth=birth(rng, professional, today, ADULTS),
        physician=physician(rng, professional),
        visits=() if professional in ONLY_CHILDREN else (professional,),
    )


def _collected(adult: Person, professional: str, channel: Channel, rank: int) -> Person:
    if channel is not Channel.ONLINE:
        return replace(adult, channel=channel)
    if rank % _OWN_ACCOUNT < _OWN_ACCOUNT - 1:
        return replace(adult, channel=channel, partner=PARTNER.key)
    visits = (
        tuple(dict.fromkeys((*adult.visits, _ALSO_SEES))) if professional == "professional" else adult.visits
    )
    return replace(adult, channel=channel, professional=None, visits=visits)


def _child(rng: random.Random, parent: Person, key: str, professional: str, today: date) -> Person:
    """Return a child whose data the parent gave, and who is reached through the parent."""
    return replace(
        parent,
        key=key,
        identity=Identity(last_name=parent.identity.last_name, first_name=rng.choice(CHILD_NAMES)),
        birth=birth(rng, professional, today, CHILDREN),
        physician=None,
        source=parent.key,
        visits=(professional,),
    )
