"""Draws documents over the toys: aliases, fragments, abstract types, directives, fields asked twice."""

from random import Random
from typing import Final

FIELDS: Final = {
    "Query": {
        "pets": "Pet",
        "strict": "Pet",
        "animals": "Animal",
        "healthy": "Animal",
        "tom": "Cat",
        "rex": "Dog",
        "nobody": "Cat",
        "nothing": "Cat",
        "kitten": "Cat",
        "stray": "Cat",
        "noPet": "Pet",
        "noList": "Animal",
    },
    "Animal": {"name": "", "age": "", "shouted": ""},
    "Pet": {},
    "Cat": {
        "name": "",
        "age": "",
        "shouted": "",
        "colour": "",
        "legs": "Leg",
        "mother": "Cat",
        "missing": "",
        "size": "",
        "called": "",
    },
    "Dog": {
        "name": "",
        "shouted": "",
        "friends": "Animal",
        "odd": "",
        "legs": "Leg",
        "huge": "",
        "trouble": "",
        "soon": "",
        "spelled": "",
        "louder": "",
        "told": "",
        "words": "",
    },
    "Puppy": {"name": "", "good": "", "shouted": ""},
    "Leg": {"length": "", "colour": "", "broken": "", "later": ""},
}
CONDITIONS: Final = {"Animal": ("Cat", "Dog", "Puppy", "Animal"), "Pet": ("Cat", "Dog", "Animal")}
DIRECTIVES: Final = (" @include(if: $on)", " @skip(if: $on)", " @include(if: true)", " @skip(if: true)")
DEEPEST: Final = 4


class Drawn:
    """One document drawn by chance; mostly plain fields, so that not every answer is an error."""

    def __init__(self, chance: Random) -> None:
        """Draw with a source of chance."""
        self._chance = chance
        self._fragments: list[str] = []

    def text(self) -> str:
        """Return the document."""
        body = self._selection("Query", 0)
        query = f"query($on: Boolean!) {{ {body} used: __typename @include(if: $on) }}"
        return "\n".join([query, *self._fragments])

    def _selection(self, kind: str, depth: int) -> str:
        parts = [self._part(kind, depth) for _ in range(self._chance.randint(1, 4))]
        return " ".join(parts)

    def _part(self, kind: str, depth: int) -> str:
        if depth and self._chance.random() < 0.25:
            return self._fragment(kind, depth)
        if not FIELDS[kind] or self._chance.random() < 0.1:
            return "__typename"
        name = self._chance.choice(sorted(FIELDS[kind]))
        beneath = FIELDS[kind][name]
        if beneath and depth >= DEEPEST:
            return "__typename"
        body = f" {{ {self._selection(beneath, depth + 1)} }}" if beneath else ""
        return f"{self._alias(kind, name)}{name}{self._directive()}{body}"

    def _fragment(self, kind: str, depth: int) -> str:
        condition = self._chance.choice(CONDITIONS.get(kind, (kind,)))
        body = self._selection(condition, depth)
        if self._chance.random() < 0.5:
            return f"... on {condition}{self._directive()} {{ {body} }}"
        name = f"f{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {condition} {{ {body} }}")
        return f"...{name}{self._directive()}"

    def _alias(self, kind: str, name: str) -> str:
        return self._chance.choice(("", f"{kind.lower()}_{name}: "))

    def _directive(self) -> str:
        return self._chance.choice(DIRECTIVES) if self._chance.random() < 0.05 else ""
