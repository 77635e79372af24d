"""The policy table: what each standing is shown of each category, and the law that says so.

One row per standing of a caller on a record, one column per category. Everything that shows, finds,
exports or erases a personal value reads this table and no other. Source: the operator's privacy
policy and the texts named on each row (GDPR articles by number alone; CSP is the French public
health code; LIL the French act of 6 January 1978).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from models.privacy.presets import GDPR_APPLIES
from models.words import Category, PartyRole


class Standing(StrEnum):
    """Where a caller stands towards one record."""

    CONTROLLER_PROFESSIONAL = "controller-professional"
    CONTROLLER_STAFF = "controller-staff"
    CONTROLLER_DESK = "controller-desk"
    PROCESSOR_INSTRUCTED = "processor-instructed"
    PROCESSOR = "processor"
    RECIPIENT_PROFESSIONAL = "recipient-professional"
    RECIPIENT_STAFF = "recipient-staff"
    SUB_PROCESSOR = "sub-processor"
    SUB_PROCESSOR_OTHER = "sub-processor-other"
    OTHER_PROFESSIONAL = "other-professional"
    DATA_SUBJECT = "data-subject"
    REPRESENTATIVE = "representative"
    BOOKER = "booker"
    PROTECTION_OFFICER = "protection-officer"
    TECHNICAL_ADMIN = "technical-admin"
    ANONYMOUS = "anonymous"


class Cell(Enum):
    """What a standing is shown of a category; the conditional cells name their condition."""

    CLEAR = "clear"
    PARTIAL = "partial"
    WITHHELD = "withheld"
    SILENT = "silent: byte-equal to empty"
    ABSENT = "the record itself is absent"
    WHILE_OPEN = "clear until the visit is over and the delay has passed, then withheld"
    OWN = "clear to the party that wrote it, else withheld"
    ON_WRITE = "clear in the answer of the write, withheld on later reads"
    UNLESS_SECRET = "clear, silent where the minor asked for secrecy"
    AS_TYPED = "clear while it stands as this caller typed it, else withheld"
    AS_TYPED_OPEN = "as typed, and withheld after the visit"
    NO_THIRD_PARTY = "clear, unless it speaks of a third party"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    role: PartyRole
    cells: dict[Category, Cell]
    articles: tuple[str, ...]


_COLUMNS = (
    Category.IDENTITY,
    Category.REACH,
    Category.BIRTH,
    Category.REASON,
    Category.PHYSICIAN,
    Category.NOTE,
)


def _row(role: PartyRole, *cells: Cell, articles: tuple[str, ...]) -> Row:
    return Row(role, dict(zip(_COLUMNS, cells, strict=True)), articles)


C, P, W, A = Cell.CLEAR, Cell.PARTIAL, Cell.WITHHELD, Cell.ABSENT
OPEN, OWN, WRITE = Cell.WHILE_OPEN, Cell.OWN, Cell.ON_WRITE
SECRET, TYPED, TYPED_OPEN, THIRD = Cell.UNLESS_SECRET, Cell.AS_TYPED, Cell.AS_TYPED_OPEN, Cell.NO_THIRD_PARTY

CARE_SECRECY = ("9(2)(h)", "9(3)", "CSP L1110-4")
NEED_TO_KNOW = ("5(1)(c)", "9(3)", "CSP L1110-4")
R = PartyRole

# fmt: off
TABLE: dict[Standing, Row] = {
    #                                                            IDENTITY REACH  BIRTH  REASON      PHYSICIAN NOTE
    Standing.CONTROLLER_PROFESSIONAL: _row(R.CONTROLLER,         C,       C,     C,     C,          C,        C,      articles=CARE_SECRECY),
    Standing.CONTROLLER_STAFF:        _row(R.CONTROLLER,         C,       C,     P,     P,          W,        W,      articles=NEED_TO_KNOW),
    Standing.CONTROLLER_DESK:         _row(R.CONTROLLER,         C,       C,     C,     OPEN,       C,        OWN,    articles=("4(7)", "5(1)(b)", "5(1)(c)", "6(1)(b)")),
    Standing.PROCESSOR_INSTRUCTED:    _row(R.PROCESSOR,          C,       C,     C,     C,          C,        W,      articles=("28(3)(a)", "29")),
    Standing.PROCESSOR:               _row(R.PROCESSOR,          P,       P,     W,     W,          W,        W,      articles=("28(3)(a)", "29", "25(2)")),
    Standing.RECIPIENT_PROFESSIONAL:  _row(R.RECIPIENT,          C,       C,     C,     C,          C,        C,      articles=("CSP L1110-4",)),
    Standing.RECIPIENT_STAFF:         _row(R.RECIPIENT,          C,       C,     P,     P,          W,        W,      articles=NEED_TO_KNOW),
    Standing.SUB_PROCESSOR:           _row(R.SUB_PROCESSOR,      C,       C,     C,     WRITE,      W,        W,      articles=("28(2)", "28(4)")),
    Standing.SUB_PROCESSOR_OTHER:     _row(R.SUB_PROCESSOR,      A,       A,     A,     A,          A,        A,      articles=("28(4)", "5(1)(c)")),
    Standing.OTHER_PROFESSIONAL:      _row(R.NONE,               A,       A,     A,     A,          A,        A,      articles=("5(1)(b)",)),
    Standing.DATA_SUBJECT:            _row(R.DATA_SUBJECT,       C,       C,     C,     C,          C,        THIRD,  articles=("15", "15(4)", "CSP L1111-7")),
    Standing.REPRESENTATIVE:          _row(R.REPRESENTATIVE,     C,       C,     C,     SECRET,     SECRET,   SECRET, articles=("CSP L1111-7", "CSP L1111-5", "LIL 70")),
    Standing.BOOKER:                  _row(R.NONE,               TYPED,   TYPED, TYPED, TYPED_OPEN, W,        W,      articles=("6", "15(4)")),
    Standing.PROTECTION_OFFICER:      _row(R.NONE,               P,       P,     P,     W,          W,        W,      articles=("38(2)", "39")),
    Standing.TECHNICAL_ADMIN:         _row(R.NONE,               W,       W,     W,     W,          W,        W,      articles=("25", "32")),
    Standing.ANONYMOUS:               _row(R.NONE,               A,       A,     A,     A,          A,        A,      articles=("6", "9")),
}
# fmt: on

INSTRUCTABLE = frozenset(
    category for category in Category if TABLE[Standing.PROCESSOR_INSTRUCTED].cells[category] is Cell.CLEAR
)
"""The categories an instruction may name (art. 28(3)(a)); the notes stay with the controller."""


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """A version of the table, in force from an instant on, in epoch seconds."""

    version: str
    valid_from: int
    table: Mapping[Standing, Row]

    def __post_init__(self) -> None:
        """Refuse a rule that no text of law stands behind, or a standing without a cell for a category."""
        for standing, row in self.table.items():
            cited = row.articles and all(map(str.strip, row.articles))
            if not cited or set(row.cells) != set(Category):
                raise ValueError(f"{standing} of policy {self.version} lacks an article or a category")


def in_order(*policies: Policy) -> tuple[Policy, ...]:
    """Return the versions, the latest first; raise ValueError where two start at one date or share a name."""
    if len({each.valid_from for each in policies}) != len(policies):
        raise ValueError("two versions of the policy start at one date")
    if len({each.version for each in policies}) != len(policies):
        raise ValueError("two versions of the policy have one name")
    return tuple(sorted(policies, key=lambda each: each.valid_from, reverse=True))


POLICIES = in_order(Policy("2026-11", GDPR_APPLIES, TABLE))
"""Every version, the latest first: a changed table is a new version, so that the past stays explained."""

CURRENT = POLICIES[0]
POLICY_VERSION = CURRENT.version


def policy_at(instant: int) -> Policy:
    """Return the policy in force at an instant; raise LookupError before the first one."""
    for policy in POLICIES:
        if policy.valid_from <= instant:
            return policy
    raise LookupError("no policy was in force then")
