"""May this caller see this category of this record? The table first, then the states that override it."""

from enum import IntFlag
from functools import lru_cache

from models.words import Category, FieldState, UnlockWay
from permissions.decision import Decision, MaskCode, silent
from permissions.policy import CURRENT, INSTRUCTABLE, TABLE, Cell, Policy, Row, Standing


class Facts(IntFlag):
    """The few facts about a record that the conditional cells and the states depend on."""

    NONE = 0
    OPEN = 1
    OWN_NOTE = 2
    JUST_WRITTEN = 4
    SECRET = 8
    TYPED_BY_CALLER = 16
    THIRD_PARTY = 32
    RESTRICTED = 64
    ERASED = 128
    PURPOSE_OUTSIDE = 256
    AHEAD = 512
    NO_PURPOSE = 1024
    OBJECTED = 2048
    CONSENT_WITHDRAWN = 4096
    OPPOSED = 8192
    HIDDEN = 16384
    BROKEN_GLASS = 32768


_CONDITIONS: dict[Cell, tuple[Facts, Facts, MaskCode]] = {
    # cell: (facts that must hold, facts that must not, why it is withheld otherwise)
    Cell.WHILE_OPEN: (Facts.OPEN, Facts.NONE, MaskCode.VISIT_OVER),
    Cell.OWN: (Facts.OWN_NOTE, Facts.NONE, MaskCode.NOT_THE_AUTHOR),
    Cell.ON_WRITE: (Facts.JUST_WRITTEN, Facts.NONE, MaskCode.WRITTEN_ONCE),
    Cell.AS_TYPED: (Facts.TYPED_BY_CALLER, Facts.NONE, MaskCode.CHANGED_SINCE),
    Cell.AS_TYPED_OPEN: (Facts.TYPED_BY_CALLER | Facts.AHEAD, Facts.NONE, MaskCode.VISIT_OVER),
    Cell.NO_THIRD_PARTY: (Facts.NONE, Facts.THIRD_PARTY, MaskCode.THIRD_PARTY),
}

_CLOSED: tuple[tuple[Facts, MaskCode, tuple[str, ...]], ...] = (
    # fact that closes what the table opens, why, and the articles that say so
    (Facts.OPPOSED, MaskCode.OPPOSED, ("CSP L1110-4",)),
    (Facts.NO_PURPOSE, MaskCode.PURPOSE_OUTSIDE, ("5(1)(b)",)),
    (Facts.OBJECTED, MaskCode.OBJECTED, ("21",)),
    (Facts.CONSENT_WITHDRAWN, MaskCode.CONSENT_WITHDRAWN, ("7(3)",)),
)
_CLOSING = Facts.OPPOSED | Facts.NO_PURPOSE | Facts.OBJECTED | Facts.CONSENT_WITHDRAWN | Facts.HIDDEN

_VITAL = ("6(1)(d)", "9(2)(c)")
_GLASS_BEFORE = frozenset({Standing.CONTROLLER_PROFESSIONAL, Standing.RECIPIENT_PROFESSIONAL})
_BREAKABLE = frozenset(
    {
        MaskCode.PROCESSING_RESTRICTED,
        MaskCode.OPPOSED,
        MaskCode.OBJECTED,
        MaskCode.CONSENT_WITHDRAWN,
    }
)

_WHY: dict[Standing, MaskCode] = {
    Standing.PROCESSOR: MaskCode.NO_INSTRUCTION,
    Standing.PROTECTION_OFFICER: MaskCode.MEANS_NOT_CONTENT,
    Standing.TECHNICAL_ADMIN: MaskCode.RUNS_NOT_READS,
}

_UNLOCK: dict[MaskCode, tuple[UnlockWay, ...]] = {
    MaskCode.NO_INSTRUCTION: (UnlockWay.ASK_INSTRUCTION,),
    MaskCode.PURPOSE_OUTSIDE: (UnlockWay.DECLARE_PURPOSE,),
    MaskCode.CHANGED_SINCE: (UnlockWay.ASK_SUBJECT,),
    MaskCode.OPPOSED: (UnlockWay.ASK_SUBJECT,),
    MaskCode.OBJECTED: (UnlockWay.ASK_SUBJECT,),
    MaskCode.CONSENT_WITHDRAWN: (UnlockWay.ASK_SUBJECT,),
}


@lru_cache(maxsize=8192)
def decide(standing: Standing, category: Category, facts: Facts, policy: Policy = CURRENT) -> Decision:
    """Return what a caller of this standing is shown of a category: the most protective answer wins.

    What the table opens the person's own acts close; a broken glass opens that again to a professional.
    """
    row = policy.table.get(standing)
    cell = row.cells.get(category) if row else None
    if row is None or cell is None:
        return _withheld(category, TABLE[Standing.ANONYMOUS], standing, MaskCode.NO_RULE)
    if Facts.ERASED in facts:
        return _overlaid(category, row, standing, FieldState.ERASED, MaskCode.ERASED, ("17",))
    glass = Facts.BROKEN_GLASS in facts and standing in _GLASS_BEFORE
    limited = Facts.RESTRICTED in facts and standing is not Standing.DATA_SUBJECT
    if limited and not glass:
        why = MaskCode.PROCESSING_RESTRICTED
        return _overlaid(category, row, standing, FieldState.RESTRICTED, why, ("18",))
    plain = _by_cell(cell, category, row, standing, facts)
    closed = plain.opens and facts & _CLOSING and standing is not Standing.DATA_SUBJECT
    if glass and plain.opens:  # whatever was closed before: else the rule would tell what is hidden
        return Decision(category, FieldState.CLEAR, row.role, f"break-glass/{category.lower()}", _VITAL)
    return _closed(plain, row, standing, facts) if closed else plain


def _closed(plain: Decision, row: Row, standing: Standing, facts: Facts) -> Decision:
    """Return what is left of an opening that the person closed: declared before silent."""
    for fact, why, articles in _CLOSED:
        if fact in facts:
            return _overlaid(plain.category, row, standing, FieldState.WITHHELD, why, articles)
    return silent(plain)


def _by_cell(cell: Cell, category: Category, row: Row, standing: Standing, facts: Facts) -> Decision:
    rule = _rule(standing, category)
    if cell in _CONDITIONS:
        needed, barred, why = _CONDITIONS[cell]
        if needed not in facts or barred & facts:
            return _withheld(category, row, standing, why)
        cell = Cell.CLEAR
    if cell is Cell.UNLESS_SECRET:
        cell = Cell.SILENT if Facts.SECRET in facts else Cell.CLEAR
    clear = Decision(category, FieldState.CLEAR, row.role, rule, row.articles)
    if cell is Cell.CLEAR:
        return clear
    if cell is Cell.SILENT:
        return silent(clear)
    why = _why(standing, category, facts)
    if cell is Cell.PARTIAL:
        return Decision(category, FieldState.PARTIAL, row.role, rule, row.articles, why, _unlock(why))
    return _withheld(category, row, standing, why)


def _why(standing: Standing, category: Category, facts: Facts) -> MaskCode:
    if standing is Standing.PROCESSOR and category not in INSTRUCTABLE:
        return MaskCode.NEED_TO_KNOW  # to ask for an instruction would be in vain
    if Facts.PURPOSE_OUTSIDE in facts:
        return MaskCode.PURPOSE_OUTSIDE
    return _WHY.get(standing, MaskCode.NEED_TO_KNOW)


def _withheld(category: Category, row: Row, standing: Standing, why: MaskCode) -> Decision:
    return _overlaid(category, row, standing, FieldState.WITHHELD, why, row.articles)


def _overlaid(
    category: Category,
    row: Row,
    standing: Standing,
    state: FieldState,
    why: MaskCode,
    articles: tuple[str, ...],
) -> Decision:
    unlock = _unlock(why)
    if why in _BREAKABLE and standing in _GLASS_BEFORE:
        unlock = (*(each for each in unlock if each is not UnlockWay.NONE), UnlockWay.BREAK_GLASS)
    return Decision(category, state, row.role, _rule(standing, category), articles, why, unlock)


def _rule(standing: Standing, category: Category) -> str:
    return f"{standing}/{category.lower()}"


def _unlock(why: MaskCode) -> tuple[UnlockWay, ...]:
    return _UNLOCK.get(why, (UnlockWay.NONE,))
