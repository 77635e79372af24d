"""What a request asks of the records it reads, so that everything is fetched in a few statements."""

from dataclasses import dataclass

from models.words import Category


@dataclass(frozen=True, slots=True)
class Wanted:
    """The names of all fields asked for beneath a field, and the categories among them."""

    names: frozenset[str]
    categories: frozenset[Category]

    def __contains__(self, name: str) -> bool:
        """Whether a field of that name is asked for anywhere beneath."""
        return name in self.names
