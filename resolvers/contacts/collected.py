"""What may be collected of a contact: the sector decides first, then the professional."""

from typing import Final

from models.directory.record import ProfessionalRecord
from models.words import Category, Sector

_ACCOUNT: Final = frozenset({Category.IDENTITY, Category.REACH, Category.BIRTH})
"""What the operator's own user accounts hold (GDPR art. 5(1)(c))."""


def collected_by(professional: ProfessionalRecord | None) -> frozenset[Category]:
    """Return the categories a record for this professional may hold; without one it is a user account."""
    if professional is None:
        return _ACCOUNT
    chosen = frozenset(map(Category, professional.collects.split()))
    return chosen if professional.sector == Sector.HEALTH else chosen - {Category.PHYSICIAN}
