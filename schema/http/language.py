"""The language an answer speaks."""

from functools import lru_cache

from models.words import Language
from schema.http.preference import preferences

DEFAULT = Language.FR
"""The product is French: a client that prefers neither language is answered in French."""


@lru_cache(maxsize=512)
def language_of(accept_language: str) -> Language:
    """The preferred of French and English (RFC 9110, section 12.5.4); `fr-CA` counts as French.

    The highest q wins, then the order of the header; `*` and anything else leave the default.
    """
    best, best_quality = DEFAULT, 0.0
    for choice in preferences(accept_language):
        primary = choice.name.partition("-")[0]
        if primary in ("fr", "en") and choice.quality > best_quality:
            best, best_quality = Language(primary), choice.quality
    return best
