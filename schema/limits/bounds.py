"""How much one operation may ask for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of one operation: counts, all inclusive.

    `tokens` and `fragments` of the document, `depth` of nested fields, `aliases` and `directives` expanded
    through fragments, `repeats` of one name in one selection, `cost` in objects, `page` in items;
    `default_page` is what a list without a size is taken for.
    """

    tokens: int = 1000
    depth: int = 8
    aliases: int = 15
    directives: int = 50
    fragments: int = 50
    repeats: int = 15
    cost: int = 5000
    page: int = 100
    default_page: int = 20
