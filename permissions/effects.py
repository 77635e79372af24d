"""What each state makes of a value, as who reads the rules is told; `decide` and `scope` carry it out."""

from dataclasses import dataclass
from typing import Final

from models.words import Category, FieldState, Language, StateKind
from permissions.overlay import PROVIDERS_ONLY


@dataclass(frozen=True, slots=True)
class Effect:
    """What is shown where a state lies over a value: None where the state masks nothing by itself."""

    kind: StateKind
    shows: FieldState | None
    articles: tuple[str, ...]
    fr: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a rule that no text of law stands behind."""
        if not self.articles or not all(map(str.strip, self.articles)):
            raise ValueError(f"the effect of {self.kind} names no article")

    def explained(self, language: Language) -> str:
        """Return the effect in a sentence."""
        return self.fr if language is Language.FR else self.en


EFFECTS: Final = (
    Effect(
        StateKind.ERASED,
        FieldState.ERASED,
        ("17",),
        "Effacé pour tous : la clé n'existe plus.",
        "Erased for everybody: the key no longer exists.",
    ),
    Effect(
        StateKind.BREAK_GLASS,
        FieldState.CLEAR,
        ("6(1)(d)", "9(2)(c)"),
        "Ouvre au professionnel, sur une fiche et pour peu de temps, ce que la personne avait fermé.",
        "Opens to the professional, on one record and for a short time, what the person had closed.",
    ),
    Effect(
        StateKind.RESTRICTED,
        FieldState.RESTRICTED,
        ("18",),
        "Limité à la conservation, pour tous sauf la personne.",
        "Restricted to storage, for everybody but the person.",
    ),
    Effect(
        StateKind.OPPOSED,
        FieldState.WITHHELD,
        ("CSP L1110-4",),
        "Masqué au destinataire auquel la personne s'oppose.",
        "Withheld from the recipient that the person is opposed to.",
    ),
    Effect(
        StateKind.OBJECTED,
        FieldState.WITHHELD,
        ("21",),
        "Masqué pour la finalité à laquelle la personne s'oppose, sauf si une autre le justifie.",
        "Withheld for the purpose that the person objects to, unless another justifies it.",
    ),
    Effect(
        StateKind.CONSENT_WITHDRAWN,
        FieldState.WITHHELD,
        ("7(3)",),
        "Masqué là où rien ne reposait que sur le consentement retiré.",
        "Withheld where it rested on the withdrawn consent alone.",
    ),
    Effect(
        StateKind.HIDDEN,
        FieldState.EMPTY,
        ("EHDS 8",),
        "Comme vide pour les professionnels auxquels la personne le cache, sans jamais le leur dire.",
        "As if empty for the professionals that the person hides it from, who are never told so.",
    ),
    Effect(
        StateKind.ARCHIVED,
        None,
        ("5(1)(e)",),
        "La fiche est absente du travail de tous les jours.",
        "The record is absent from the work of every day.",
    ),
    Effect(
        StateKind.ARCHIVE_OPENED,
        None,
        ("5(1)(e)",),
        "La fiche archivée existe de nouveau pour qui en a ouvert l'archive avec un motif.",
        "The archived record exists again for who opened the archive with a reason.",
    ),
    Effect(
        StateKind.LEGAL_HOLD,
        None,
        ("17(3)(e)",),
        "Empêche l'effacement ; ne masque rien.",
        "Blocks erasure; masks nothing.",
    ),
)
"""Every state, the one that wins over the others first."""


def effects_on(category: Category) -> tuple[Effect, ...]:
    """Return the states that may lie over a category."""
    hideable = category in PROVIDERS_ONLY
    return tuple(each for each in EFFECTS if hideable or each.kind is not StateKind.HIDDEN)
