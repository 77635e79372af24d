"""The documents of a journey: together they ask for every field of the schema, and some are not valid."""

from collections import Counter
from functools import lru_cache
from random import Random
from typing import Any, Final

from schema.http.problem import RequestRefused
from tests.worlds.documents import Composer, Document
from tests.worlds.prepared import COMPILED, DOCUMENTS
from tests.worlds.whole import every_way, whole_of

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
    "{{ viewer {{ contact {{ relatives {{ relative {{ relatives {{ relative {{ id }} }} }} }} }} }} }}",
    "{{ viewer {{ professionals {{ agendas {{ place {{ a: id b: id c: id }} }} }} }} }}",
    "{{ nodes(ids: [{guess}, {guess}]) {{ ...Loop }} }} fragment Loop on Node {{ id ...Loop }}",
    "",
    "{{",
    "\\u0000",
)
"""Documents that are refused: the guess in them is a hidden text or an id."""


@lru_cache(maxsize=32)
def corpus(seed: str) -> tuple[Document, ...]:
    """Return documents that together ask for every field at least once."""
    composer = Composer(COMPILED, Random(seed), Counter())  # noqa: S311 - it must repeat itself
    found = list(every_way(composer))
    for document in found:
        composer.counts.update(document.fields)
    found += [_next(composer, root) for root in _searching() * _EACH]
    while any(not composer.counts[each] for each in composer.roads.coordinates):
        found.append(_next(composer))
    return tuple(found)


_EACH: Final = 2
"""How many documents at least begin at each query that takes arguments: there the guessing is done."""
_WRITES: Final = ("createContact", "updateContact", "bookAppointment", "joinWaitlist")
"""Writes whose refusals might tell what is there already: they come up twice as often as a query."""


def _searching() -> list[str]:
    query = COMPILED.query_type
    assert query is not None
    asked = [f"Query.{name}" for name, each in query.fields.items() if each.args]
    return sorted(asked) + [f"Mutation.{name}" for name in (*_WRITES, "createContact") * 2]


def _next(composer: Composer, wanted: str | None = None) -> Document:
    """Return a valid document, for the field asked least unless one is wanted.

    A few draws do not merge, or cost too much, and are drawn again.
    """
    for _ in range(_PATIENCE):
        fewest = wanted or min(
            composer.roads.coordinates, key=lambda each: (composer.counts[each], _stirred(each))
        )
        document = composer.compose(fewest)
        if _is_valid(document):
            composer.counts.update(document.fields)
            return document
    raise AssertionError(f"no valid document was found for {fewest}")


def _stirred(coordinate: str) -> int:
    return Random(coordinate).getrandbits(32)  # noqa: S311 - an order that is none of the alphabet


def look() -> str:
    """Return the document by which a role looks at its lists: records with all that they tell."""
    visit, person = whole_of(COMPILED, "Appointment"), whole_of(COMPILED, "Contact")
    fragments = "\n".join(dict.fromkeys([*visit.fragments, *person.fragments]))
    return f"""{{
  appointments(first: 25) {{
    nodes {{ ...{visit.name} visitType {{ id }} contact {{ ...{person.name} }} }}
    pageInfo {{ hasNextPage endCursor }}
  }}
  waitlist(first: 15) {{ nodes {{ id state version offers visitType {{ id }} }} }}
  viewer {{ contact {{ id version relatives {{ id relative {{ id version }} }} }} }}
}}
{fragments}"""


def _is_valid(document: Document) -> bool:
    no_values: dict[str, Any] = {}
    try:
        return DOCUMENTS.prepare(document.text).operation(None).cost(no_values) <= _DEAREST
    except RequestRefused:
        return False
