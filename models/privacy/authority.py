"""The supervisory authority, to which everybody may complain (GDPR art. 13(2)(d), 77)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Authority:
    """Where to complain: by post or by link."""

    name: str
    address: tuple[str, ...]
    link: str


CNIL: Final = Authority(
    "Commission nationale de l'informatique et des libertés (CNIL)",
    ("3 place de Fontenoy", "TSA 80715", "75334 Paris Cedex 07", "France"),
    "https://www.cnil.fr/fr/plaintes",
)
