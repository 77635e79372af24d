"""What was decided for one caller, one record and one category."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from models.words import Category, FieldState, PartyRole, UnlockWay

HIDING: Final = ("EHDS 8",)
"""What lets a person hide data from providers (Regulation (EU) 2025/327, art. 8)."""


class MaskCode(StrEnum):
    """Why a value is not shown clear."""

    NO_INSTRUCTION = "NO_INSTRUCTION"
    NEED_TO_KNOW = "NEED_TO_KNOW"
    VISIT_OVER = "VISIT_OVER"
    NOT_THE_AUTHOR = "NOT_THE_AUTHOR"
    WRITTEN_ONCE = "WRITTEN_ONCE"
    CHANGED_SINCE = "CHANGED_SINCE"
    THIRD_PARTY = "THIRD_PARTY"
    PURPOSE_OUTSIDE = "PURPOSE_OUTSIDE"
    MEANS_NOT_CONTENT = "MEANS_NOT_CONTENT"
    RUNS_NOT_READS = "RUNS_NOT_READS"
    OBJECTED = "OBJECTED"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    OPPOSED = "OPPOSED"
    PROCESSING_RESTRICTED = "PROCESSING_RESTRICTED"
    ERASED = "ERASED"
    HIDDEN_BY_PERSON = "HIDDEN_BY_PERSON"
    NO_RULE = "NO_RULE"


@dataclass(frozen=True, slots=True)
class Decision:
    """A state with its reasons.

    A `silent` decision looks exactly like an empty value; `instead` is the decision it keeps silent about,
    which explanations tell in its place.
    """

    category: Category
    state: FieldState
    role: PartyRole
    rule: str
    articles: tuple[str, ...]
    code: MaskCode | None = None
    unlock: tuple[UnlockWay, ...] = ()
    instead: "Decision | None" = None

    @property
    def opens(self) -> bool:
        """Whether the sealed value may be opened, to be shown whole or in part."""
        return self.state is FieldState.CLEAR or self.state is FieldState.PARTIAL

    @property
    def silent(self) -> bool:
        """Whether nobody may learn from it that there is anything to be silent about."""
        return self.instead is not None

    @property
    def explained(self) -> "Decision":
        """The decision as explanations tell it."""
        return self.instead or self

    @property
    def told(self) -> FieldState:
        """The state as explanations tell it: a silent decision tells of itself what an open one would."""
        return self.explained.state


def disclosed(decision: Decision) -> Decision:
    """Return a decision as the person may be told it who hid the value: what it shows, and by whose will."""
    if not decision.silent:
        return decision
    return replace(decision, articles=HIDING, code=MaskCode.HIDDEN_BY_PERSON, instead=None)


def silent(plain: Decision) -> Decision:
    """Return the decision that keeps silent about what a plain one would open."""
    return Decision(plain.category, FieldState.EMPTY, plain.role, plain.rule, plain.articles, instead=plain)
