"""The words people consent to, as dated data: what was consented to stays readable (GDPR art. 7(1))."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.privacy.presets import GDPR_APPLIES
from models.words import Language, Purpose


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The words of a consent to a purpose, in force from an instant on, in epoch seconds."""

    purpose: Purpose
    version: str
    valid_from: int
    articles: tuple[str, ...]
    words: Mapping[Language, str]

    def __post_init__(self) -> None:
        """Refuse words without an article, or that some reader of the product could not read."""
        if not self.articles or set(self.words) != set(Language):
            raise ValueError(f"the text {self.version} for {self.purpose} lacks an article or a language")


_ANY_TIME_FR: Final = "Je peux retirer mon accord à tout moment, aussi simplement que je le donne."
_ANY_TIME_EN: Final = "I may withdraw my agreement at any moment, as easily as I give it."

TEXTS: tuple[ConsentText, ...] = (
    ConsentText(
        Purpose.MATCHING,
        "2026-11",
        GDPR_APPLIES,
        ("6(1)(a)", "7"),
        {
            Language.FR: "J'accepte que mes coordonnées servent à me mettre en relation avec un "
            f"professionnel qui répond à ma demande. {_ANY_TIME_FR}",
            Language.EN: "I agree that my contact details are used to put me in touch with a professional "
            f"who answers my request. {_ANY_TIME_EN}",
        },
    ),
    ConsentText(
        Purpose.REMINDER,
        "2026-11",
        GDPR_APPLIES,
        ("6(1)(a)", "7"),
        {
            Language.FR: "J'accepte de recevoir le rappel de mes rendez-vous. Il ne dit ni le motif ni la "
            f"spécialité. {_ANY_TIME_FR}",
            Language.EN: "I agree to be reminded of my appointments. A reminder tells neither the reason nor "
            f"the specialty. {_ANY_TIME_EN}",
        },
    ),
    ConsentText(
        Purpose.CARE,
        "2026-11",
        GDPR_APPLIES,
        ("6(1)(a)", "7", "9(2)(a)"),
        {
            Language.FR: "J'accepte que le motif de mes visites et le nom de mon médecin traitant soient "
            f"recueillis et transmis au professionnel que je consulte. {_ANY_TIME_FR}",
            Language.EN: "I agree that the reason of my visits and the name of my treating physician are "
            f"collected and passed on to the professional I see. {_ANY_TIME_EN}",
        },
    ),
)
"""Every text, of each purpose the latest first: a changed text is a new version, never an edited one."""


def text_at(purpose: Purpose, instant: int) -> ConsentText:
    """Return the text in force for a purpose at an instant; raise LookupError where there is none."""
    for text in TEXTS:
        if text.purpose is purpose and text.valid_from <= instant:
            return text
    raise LookupError(f"no text asks for a consent to {purpose}")


def texts_at(instant: int) -> list[ConsentText]:
    """Return the text in force for each purpose that has one at an instant."""
    found: dict[Purpose, ConsentText] = {}
    for text in TEXTS:
        if text.valid_from <= instant:
            found.setdefault(text.purpose, text)
    return list(found.values())


def text_of(purpose: Purpose, version: str) -> ConsentText | None:
    """Return a version of the text for a purpose, in force or not; None for one that never was."""
    return next((each for each in TEXTS if (each.purpose, each.version) == (purpose, version)), None)
