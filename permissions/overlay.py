"""The states that lie over the table: which of them bear on a caller, on a category?"""

from dataclasses import dataclass
from functools import lru_cache

from models.privacy.states import StateInForce, read
from models.words import Category, StateKind
from permissions.decide import Facts
from permissions.policy import Standing
from permissions.purposes import (
    ALL,
    CARE,
    NEEDING,
    ON_CONSENT,
    SPECIAL,
    SPECIAL_ON_CONSENT,
    mask,
    of_standing,
    served_by,
)
from permissions.standing import Record
from permissions.viewpoint import Viewpoint

EVERYBODY = "*"
"""The target of a restriction against every provider."""

RECIPIENTS = frozenset({Standing.RECIPIENT_PROFESSIONAL, Standing.RECIPIENT_STAFF})
PROFESSIONALS = frozenset({Standing.CONTROLLER_PROFESSIONAL, Standing.RECIPIENT_PROFESSIONAL})
PROVIDERS_ONLY = SPECIAL | {Category.NOTE}
"""What a person may hide from providers (Regulation (EU) 2025/327, art. 8)."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What lies over the table for one caller and one record; `stopped` and `withdrawn` are purposes."""

    stopped: int = 0
    withdrawn: int = 0
    serves: int = ALL
    opposed: bool = False
    hidden: bool = False
    opened: bool = False


NOTHING = Overlay()


def overlay_of(view: Viewpoint, record: Record, standing: Standing) -> Overlay:
    """Return what of a record's states bears on this caller now."""
    if record.states is None and record.person_states is None:
        return NOTHING
    person, own = _states(record.person_states), _states(record.states)
    mine = view.caller.professional_ids | {EVERYBODY}
    receives = standing in RECIPIENTS
    return Overlay(
        stopped=_purposes(person, StateKind.OBJECTED),
        withdrawn=_purposes(person, StateKind.CONSENT_WITHDRAWN),
        serves=served_by(record),
        opposed=receives and any(each.target in mine for each in person if each.kind is StateKind.OPPOSED),
        hidden=receives and any(each.target in mine for each in person if each.kind is StateKind.HIDDEN),
        opened=standing in PROFESSIONALS and any(_opened(each, view) for each in own),
    )


def _opened(state: StateInForce, view: Viewpoint) -> bool:
    """Whether this very account broke the glass before this record, and the time is not over."""
    is_glass = state.kind is StateKind.BREAK_GLASS
    return is_glass and state.target == view.caller.account_id and state.holds_at(view.now)


_states = lru_cache(maxsize=4096)(read)


def _purposes(states: tuple[StateInForce, ...], kind: StateKind) -> int:
    return mask(each.target for each in states if each.kind is kind)


def facts_over(standing: Standing, category: Category, purposes: int, overlay: Overlay) -> Facts:
    """Return the facts that the states and the purposes of a request add about one category."""
    if standing is Standing.DATA_SUBJECT:
        return Facts.NONE
    facts = _about_purposes(standing, category, purposes, overlay)
    if overlay.opposed:
        facts |= Facts.OPPOSED
    if overlay.hidden and category in PROVIDERS_ONLY:
        facts |= Facts.HIDDEN
    if overlay.opened:
        facts |= Facts.BROKEN_GLASS
    return facts


@lru_cache(maxsize=4096)
def _about_purposes(standing: Standing, category: Category, purposes: int, overlay: Overlay) -> Facts:
    """Weigh the purposes one by one: what the person stopped must be justified by what is left."""
    needing = ALL if standing is Standing.CONTROLLER_PROFESSIONAL else NEEDING[category]
    left = purposes & needing
    if not left:
        return Facts.NO_PURPOSE
    if not overlay.stopped | overlay.withdrawn:
        return Facts.NONE
    if category in SPECIAL and standing in SPECIAL_ON_CONSENT and overlay.withdrawn & CARE:
        return Facts.CONSENT_WITHDRAWN
    left &= NEEDING[category] & overlay.serves & of_standing(standing)
    withdrawn = overlay.withdrawn & ON_CONSENT.get(standing, 0)
    if left & ~overlay.stopped & ~withdrawn:
        return Facts.NONE
    return Facts.OBJECTED if left & overlay.stopped else Facts.CONSENT_WITHDRAWN
