"""The forms of a name that make it findable: folded letters, prefixes, words glued together.

A name is stored under many forms and asked for by few; all forms asked for must be stored. Particles need
no list: `de La Tour` is stored from each of its words on (`delatour`, `latour`, `tour`), and a short word
asked for is glued to its neighbour (`la tour` asks for `latour`).
"""

import unicodedata
from collections.abc import Iterator

SHORTEST_PREFIX = 3
_LONGEST = 40  # letters of a form; what follows tells no more
_WORDS = 12  # words of a name
_UNDECOMPOSED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
    | {"\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ø": "Oe", "Ü": "Ue"}
)
_CONTRACTED = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_ABBREVIATED = {"st": "saint", "ste": "sainte"}


def stored_forms(last: str | None, birth: str | None, first: str | None) -> set[str]:
    """Return every form under which a contact of these names is found."""
    forms: set[str] = set()
    for surname in {last or "", birth or ""}:
        for surname_words, first_words in zip(_spellings(surname), _spellings(first or ""), strict=True):
            forms.update(_runs(surname_words, first_words), _runs(first_words, surname_words))
        forms.update(_saints_before(surname, first or ""), _saints_before(first or "", surname))
    return forms


def _saints_before(name: str, following: str) -> Iterator[str]:
    """Yield the forms of a name with its saints in full before a name as written, as `asked_forms` does."""
    words = _words(name)
    return _runs([_ABBREVIATED.get(word, word) for word in words], _words(following))


def asked_forms(text: str) -> set[str]:
    """Return the forms that must all be stored for a contact to be found by the text; none if it is blank."""
    groups: list[str] = []
    short = ""
    for word in _saints(_words(text)):
        short += word
        if len(short) >= SHORTEST_PREFIX:
            groups.append(short)
            short = ""
    if short:
        groups[-1:] = ["".join((*groups[-1:], short))]
    return {group[:_LONGEST] for group in groups}


def _runs(own: list[str], following: list[str]) -> Iterator[str]:
    """Yield the prefixes from each word on, as far into the following part as `asked_forms` glues."""
    beyond = "".join(following)
    for start in range(len(own)):
        run = "".join(own[start:])
        whole = run + beyond
        reach = len(run) + SHORTEST_PREFIX - 1 if len(run) >= SHORTEST_PREFIX else len(whole)
        for length in range(min(len(run), SHORTEST_PREFIX), min(reach, len(whole), _LONGEST) + 1):
            yield whole[:length]


def _spellings(name: str) -> list[list[str]]:
    """Return the words as written, with saints in full, with umlauts spelt out, and with none at all."""
    words = _words(name)
    saints = [_ABBREVIATED.get(word, word) for word in words]
    spelt_out = _words(unicodedata.normalize("NFC", name).translate(_UMLAUTS))
    return [words, saints, spelt_out, [_contracted(word) for word in spelt_out]]


def _saints(words: list[str]) -> list[str]:
    """Write saints in full, but for the last word, which may be the beginning of another (Ste of Stella)."""
    return [_ABBREVIATED.get(word, word) for word in words[:-1]] + words[-1:]


def _contracted(word: str) -> str:
    for pair, letter in _CONTRACTED:
        word = word.replace(pair, letter)
    return word


def _words(text: str) -> list[str]:
    """Return the words without case, accents, hyphens and apostrophes."""
    letters = "".join(letter if _is_letter(letter) else " " for letter in _folded(text))
    return letters.split()[:_WORDS]


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.translate(_UNDECOMPOSED)


def _is_letter(letter: str) -> bool:
    """Tell letters and digits from separators, among which the apostrophes that Unicode calls letters."""
    return letter.isalnum() and unicodedata.category(letter) != "Lm"
