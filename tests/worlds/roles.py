"""Who asks, and what of every record each of them may see: by the hand-written matrix, never by the lens."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from models.words import Preset
from permissions.caller import Caller
from tests.schema.reading.cabinet import Cabinet
from tests.schema.reading.matrix import CATEGORIES, MATRIX
from tests.schema.reading.states import STATES

OF_VISIT: Final = ("REASON", "NOTE")
ABSENT: Final = "......"
SILENT: Final = "S"
"""A value that is there and looks as if it were not: the table of states writes it as the empty one."""
STATES_OF: Final = frozenset(STATES["desk"])


@dataclass(frozen=True, slots=True)
class Role:
    """One point of view.

    `column` is its column of the matrix, empty where no record of it exists for this role; `states` that of
    the table of states, the same unless it is given. `of` names the
    record whose professional or person it is; then only the records of the same one are its own.
    `books` says that it knows the type of a visit whose reason is withheld, because it booked it.
    """

    name: str
    column: str = ""
    caller_as: str = ""
    of: str | None = None
    preset: Preset = Preset.POLICY
    books: bool = False
    states: str | None = None
    in_care_team: bool = False

    def caller(self, cabinet: Cabinet) -> Caller:
        """Return who asks."""
        record = cabinet.records[self.of] if self.of else None
        caller = cabinet.caller(self.caller_as or self.name, record)
        return replace(caller, in_care_team=True) if self.in_care_team else caller

    def letters(self, cabinet: Cabinet, name: str, *, lifting: bool = False) -> Mapping[str, str]:
        """Return the letter of the matrix by category for one record.

        Who may lift a restriction may see what comes to light then: `lifting` asks for that letter.
        """
        line = ALIKE.get(name, name)
        line = UNRESTRICTED.get(line, line) if lifting else line
        told = self._told(line) if self._its_own(cabinet, name) else ABSENT
        return dict(zip((str(each) for each in CATEGORIES), told, strict=True))

    def _told(self, line: str) -> str:
        if line in STATES_OF:
            column = self.column if self.states is None else self.states
            return STATES[column][line].replace("-", SILENT) if column in STATES else ABSENT
        return MATRIX[self.column][line] if self.column else ABSENT

    def _its_own(self, cabinet: Cabinet, name: str) -> bool:
        if self.of is None:
            return True
        mine, record = cabinet.records[self.of], cabinet.records[name]
        key = "professional_id" if self.column == "professional" else "contact_id"
        return bool(getattr(mine, key) == getattr(record, key))


ROLES: Final = (
    Role("professional", "professional", of="agenda"),
    Role("ordering", "professional", "professional", of="order-two", states=""),
    Role("staff", "staff"),
    Role("desk", "desk"),
    Role("guide", "guide", "desk", preset=Preset.CNIL_GUIDE),
    Role("partner", "partner", books=True),
    Role("rival"),
    Role("lapsed"),
    Role("subject", "subject", of="agenda-third"),
    Role("minor", "subject", "subject", of="child-secret"),
    Role("parent", "parent"),
    Role("booker", "booker", books=True),
    Role("officer", "officer"),
    Role("admin", "admin"),
    Role("colleague", states="member", in_care_team=True),
    Role("outsider"),
    Role("nobody"),
)
"""Every role of the table; a new one is one line."""

ALIKE: Final[Mapping[str, str]] = MappingProxyType(
    {"cancelled": "agenda", "first-of-series": "online", "second-of-series": "online"}
)
"""Records beyond the matrix, and the line of the matrix that says what is shown of them."""

UNRESTRICTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "agenda-limited": "agenda",
        "visit-limited": "agenda",
        "phone-limited": "phone",
        "online-limited": "online",
        "child-limited": "child",
        "adult-limited": "adult",
        "order-limited": "order-all",
        "glass": "phone",
        "glass-over": "phone",
    }
)
"""Records whose processing is restricted, and the line that holds once the restriction is lifted."""

LIFTING: Final = "LiftRestrictionInput.record"
OPENING: Final = (
    LIFTING,
    "BreakGlassInput.record",
    "OpenArchiveInput.record",
    "ReactivateRecordInput.record",
)
"""What lawfully brings to light what was hidden: no journey does so to a record that differs."""

KNOWING_ALL_ENTRIES: Final = ("professional", "staff", "desk", "guide", "officer", "admin")
ENTRIES_ALSO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"agenda": (), "child": ("parent",), "child-secret": ("minor",), "online": ("partner",)}
)
"""For whom, beside those, the waiting entry of a record's contact exists."""
TOLD_WISH: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "agenda": ("professional", "staff"),
        "child": ("professional", "staff", "desk", "parent"),
        "child-secret": ("professional", "staff", "desk", "minor"),
        "online": ("professional", "staff", "desk", "partner"),
    }
)
"""Who may know what is waited for: a wish is a reason before there is an appointment."""

KNOWING_BLOCKS: Final = ("professional", "staff", "desk", "guide")
"""Who may know that the doctor blocks a contact: who manages the agenda, and the desk that books in it."""

KNOWING_THE_JOURNAL: Final = ("officer",)
"""Who may know of every act; a person knows of those about itself, a representative not of a secret."""

INSTRUCTIONS_HIDDEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "staff": "all but ours",
        "desk": "to others",
        "guide": "to others",
        "officer": "none",
        "ordering": "all but ours",
    }
)
"""Which instructions a role may not know; whoever is not named may know of none."""
