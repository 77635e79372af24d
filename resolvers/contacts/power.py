"""By which power may this contact act for that relative, and until when?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from models.words import Function, LegalPower, RelationshipKind
from permissions.policy import TABLE, Standing
from resolvers.contacts.majority import majority_of
from resolvers.writing.fault import Because, ErrorCode
from resolvers.writing.gathered import Gathered
from resolvers.writing.impersonal import has_number_of_somebody
from resolvers.writing.plain_text import letters_of, paragraphs

LONGEST_PROOF: Final = 500
_ARTICLES: Final = list(TABLE[Standing.REPRESENTATIVE].articles)
_SEES_PROOF: Final = frozenset({Function.PROFESSIONAL, Function.DESK_AGENT})
"""Who may write down that it saw the judgment or the mandate."""


@dataclass(frozen=True, slots=True)
class AskedPower:
    """The power a relationship is to give; `valid_until` in epoch seconds, the proof a text about it."""

    kind: RelationshipKind
    power: LegalPower
    proof: str | None = field(default=None, repr=False)
    valid_until: int | None = None


@dataclass(frozen=True, slots=True)
class GrantedPower:
    """What is written of a relationship."""

    asked: AskedPower
    proof: str | None = field(repr=False)
    valid_until: int | None


def granted(
    asked: AskedPower, function: Function, birth_date: date | None, now: int, faults: Gathered
) -> GrantedPower:
    """Return the power as it may be given; what it lacks is gathered.

    Parental authority lasts until the relative comes of age, and needs a birth date the caller can read.
    Guardianship and mandate are given by staff who saw the proof. Nobody has power over an adult otherwise.
    """
    ends = asked.valid_until
    if ends is not None and ends <= now:
        faults.add(ErrorCode.INVALID_PERIOD, "validUntil", because=Because.PAST)
    if asked.power is LegalPower.PARENTAL_AUTHORITY:
        of_age = majority_of(birth_date) if birth_date else now
        if asked.kind is not RelationshipKind.PARENT or of_age <= now:
            faults.add(ErrorCode.RELATIVE_NOT_ALLOWED, "power", articles=_ARTICLES)
        ends = of_age if ends is None else min(ends, of_age)
    return GrantedPower(asked, _proof(asked, function, faults), ends)


_PROVEN: Final[Mapping[LegalPower, bool]] = {
    LegalPower.GUARDIANSHIP: True,
    LegalPower.MANDATE: True,
    LegalPower.PARENTAL_AUTHORITY: False,
    LegalPower.NONE: False,
}


def _proof(asked: AskedPower, function: Function, faults: Gathered) -> str | None:
    if not _PROVEN[asked.power]:
        if asked.proof is not None:
            faults.add(ErrorCode.NOT_ALLOWED, "proof", articles=["5(1)(c)"])
        return None
    if function not in _SEES_PROOF:
        faults.add(ErrorCode.RELATIVE_NOT_ALLOWED, "power", articles=_ARTICLES)
        return None
    if asked.proof is None:
        faults.add(ErrorCode.MISSING_REQUIRED_DATA, "proof")
        return None
    proof = paragraphs(asked.proof, LONGEST_PROOF)
    if proof is None or not letters_of(proof):
        faults.add(ErrorCode.INVALID_TEXT, "proof", because=Because.LETTERS, least=1, most=LONGEST_PROOF)
    elif has_number_of_somebody(proof):
        why = Because.NAMES_SOMEBODY
        faults.add(ErrorCode.INVALID_TEXT, "proof", articles=["5(1)(c)"], because=why)
    return proof
