"""What was decided for one caller, one record and one category."""

from dataclasses import dataclass
from enum import StrEnum

from models.words import Category, FieldState, PartyRole, UnlockWay


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
    NO_RULE = "NO_RULE"


@dataclass(frozen=True, slots=True)
class Decision:
    """A state with its reasons; `silent` decisions look exactly like an empty value."""

    category: Category
    state: FieldState
    role: PartyRole
    rule: str
    articles: tuple[str, ...]
    code: MaskCode | None = None
    unlock: tuple[UnlockWay, ...] = ()
    silent: bool = False

    @property
    def opens(self) -> bool:
        """Whether the sealed value may be opened, to be shown whole or in part."""
        return self.state is FieldState.CLEAR or self.state is FieldState.PARTIAL

    @property
    def told(self) -> FieldState:
        """The state as explanations tell it: a silent decision tells of itself what an open one would."""
        return FieldState.CLEAR if self.silent else self.state
