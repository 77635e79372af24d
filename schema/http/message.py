"""A sentence in every language the product answers in."""

from typing import NamedTuple

from models.words import Language


class Message(NamedTuple):
    """A sentence in both languages; `{name}` is replaced by a number or a safe word."""

    fr: str
    en: str

    def text(self, language: Language) -> str:
        """The sentence in one language."""
        return self.fr if language is Language.FR else self.en
