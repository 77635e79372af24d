"""The documents of a journey: together they ask for every field of the schema, and some are not valid."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any, Final

from graphql import GraphQLSchema

from schema.http.document import Documents
from schema.http.problem import RequestRefused
from schema.schema import schema
from tests.worlds.asking import SETTINGS
from tests.worlds.documents import Composer, Document

COMPILED: Final[GraphQLSchema] = schema._schema
_PATIENCE: Final = 20
_DEAREST: Final = 4000

BROKEN: Final = (
    "{{ contacts(search: {{name: {{name: {guess}}}}}) {{ nodes {{ lastNam {{ value }} }} }} }}",
    "{{ node(id: {guess}) {{ id ... on Contact {{ lastName {{ valu }} }} }} }}",
    "{{ appointments(filter: {{contactId: {guess}, visitReason: {guess}}}) {{ nodes {{ id }} }} }}",
    "{{ appointments(filter: {{status: {guess}}}) {{ nodes {{ id }} }} }}",
    "{{ appointments(orderBy: visitReason) {{ totalCount nodes {{ id }} }} }}",
    "{{ appointments(first: 1000) {{ nodes {{ id }} }} }}",
    "{{ appointments(first: -1, after: {guess}) {{ nodes {{ id }} }} }}",
    "{{ contacts(search: {{phone: {guess}, email: {guess}}}) {{ nodes {{ id }} }} }}",
    "{{ contacts(search: {{}}) {{ nodes {{ id }} }} }}",
    "query ($id: ID!) {{ node(id: $id) {{ ...Missing }} }}",
    "query ($id: Int!) {{ node(id: $id) {{ id }} }}",
    "{{ node(id: {guess}) {{ id }} ",
    "{{ a: viewer {{ label }} b: viewer {{ label }} }} fragment Unused on Contact {{ id }}",
    "mutation {{ updateContact(input: {{id: {guess}, lastName: {guess}}}) {{ errors {{ __typename }} }} }}",
    "subscription {{ agendaChanged(professionalId: {guess}) {{ id }} }}",
    "query A {{ viewer {{ label }} }} query B {{ viewer {{ partyId }} }}",
    "{{ __schema {{ queryType {{ name }} types {{ name kind }} }} }}",
    "{{ __type(name: {guess}) {{ name fields {{ name }} }} }}",
    '{{ __type(name: "Contact") {{ name description fields {{ name description }} }} }}',
    "{{ viewer {{ contact {{ relatives {{ relative {{ relatives {{ relative {{ relatives {{ relative "
    "{{ id }} }} }} }} }} }} }} }} }}",
    "{{ nodes(ids: [{guess}, {guess}]) {{ ...Loop }} }} fragment Loop on Node {{ id ...Loop }}",
    "",
    "{{",
    "\\u0000",
)
"""Documents that are refused: the guess in them is a hidden text or an id."""


@dataclass
class Corpus:
    """Documents to ask, and how often each of their fields stands in them."""

    documents: list[Document]
    composer: Composer

    def more(self, count: int) -> list[Document]:
        """Return further documents: those fields first that stand in the fewest."""
        return [_next(self.composer) for _ in range(count)]


def corpus(seed: str, count: int = 0) -> Corpus:
    """Return documents that ask for every field at least once, and at least so many of them."""
    composer = Composer(COMPILED, Random(seed), Counter())  # noqa: S311 - it must repeat itself
    found: list[Document] = []
    while len(found) < count or any(not composer.counts[each] for each in composer.roads.coordinates):
        found.append(_next(composer))
    return Corpus(found, composer)


def _next(composer: Composer) -> Document:
    """Return a valid document for the field asked least; a few draws do not merge and are drawn again."""
    for _ in range(_PATIENCE):
        fewest = min(composer.roads.coordinates, key=lambda each: (composer.counts[each], _stirred(each)))
        document = composer.compose(fewest)
        if _is_valid(document):
            composer.counts.update(document.fields)
            return document
    raise AssertionError(f"no valid document was found for {fewest}")


def _stirred(coordinate: str) -> int:
    return Random(coordinate).getrandbits(32)  # noqa: S311 - an order that is none of the alphabet


@lru_cache(maxsize=1)
def _documents() -> Documents:
    return Documents(COMPILED, SETTINGS.bounds(), 1)


def _is_valid(document: Document) -> bool:
    no_values: dict[str, Any] = {}
    try:
        return _documents().prepare(document.text).operation(None).cost(no_values) <= _DEAREST
    except RequestRefused:
        return False
