"""Finding contacts by phone, e-mail or name, without the database reading any of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from models.contacts.record import SELECT, ContactRecord
from models.sealing.errors import Unsearchable
from models.sealing.named_secrets import SecretName
from models.sealing.search_tokens import SearchKind, SearchTokens
from models.storage.dialect import among, listed
from models.storage.reading import fetch
from models.words import Category, FieldState
from permissions.refusal import Refusal
from permissions.scope import contacts_of
from permissions.walls import searchable_walls
from resolvers.context import Context
from resolvers.journal.searching import note_search
from resolvers.paging import Cut, Page, cut_of, page_of

_FOUND = """
{select} WHERE c.id IN (
    SELECT s.contact_id FROM search_token s WHERE {tokens} GROUP BY s.contact_id HAVING COUNT(*) = ?
) AND c.restricted_at IS NULL AND c.erased_at IS NULL AND {scope} AND c.id > ? ORDER BY c.id LIMIT ?
"""


_MORE = 100
"""How many more than a page are read at once, for those that may not be found."""

_SHORTEST = {SearchKind.NAME: 3, SearchKind.PHONE: 6, SearchKind.EMAIL: 3}


@dataclass(frozen=True, slots=True)
class Search:
    """One way to look for a contact; its repr tells the way, not what is looked for."""

    kind: SearchKind
    text: str = field(repr=False)
    birth_date: date | None = field(default=None, repr=False)

    @property
    def categories(self) -> frozenset[Category]:
        """The categories this search reveals something of."""
        found = {Category.IDENTITY if self.kind is SearchKind.NAME else Category.REACH}
        return frozenset(found | ({Category.BIRTH} if self.birth_date else set()))


async def contacts_page(
    context: Context, search: Search, first: int | None, after: str | None
) -> Page[ContactRecord]:
    """Return the contacts found, of those that exist for this caller and that it may read in clear.

    Whoever could not read a category in clear cannot search by it. Raises Refusal FORBIDDEN where the
    caller can read the category on no record, BAD_USER_INPUT where there is nothing to search for,
    RATE_LIMITED for who searches so often that it is guessing.
    """
    if _says_too_little(search):
        raise Refusal("nothing_to_search", code="BAD_USER_INPUT")
    walls = await searchable_walls(context.view, context.installation.operator_id, search.categories)
    if not walls:
        raise Refusal("search_not_allowed", code="FORBIDDEN")
    tokens, each_wall = _tokens(context, search, walls)
    await note_search(context, search.kind.value, search.categories, len(walls))
    cut = cut_of(context, ("contacts", search, sorted(token.hex() for token in tokens)), first, after)
    look = _Look(context, tokens, each_wall, search.categories)
    return page_of(context, cut, await look.beyond(cut), lambda each: [each.id])


@dataclass(frozen=True, slots=True)
class _Look:
    """One search: where it looks, and in which categories whoever is found must be clear to the caller."""

    context: Context
    tokens: set[bytes]
    each_wall: int
    categories: frozenset[Category]

    async def beyond(self, cut: Cut) -> list[ContactRecord]:
        """Return one more than a page of those found beyond a cut.

        Who objected, or hid from this caller, is not found: that takes a look at each, so more are read.
        """
        found: list[ContactRecord] = []
        last = str(cut.after[0]) if cut.after else ""
        while len(found) <= cut.first:
            rows = await self._rows(last, cut.first + _MORE)
            await self.context.lens.learn(rows)
            found += [each for each in rows if self._clear(each)]
            if len(rows) < cut.first + _MORE:
                break
            last = rows[-1].id
        return found[: cut.first + 1]

    async def _rows(self, last: str, most: int) -> list[ContactRecord]:
        scope = contacts_of(self.context.view)
        sql = _FOUND.format(select=SELECT, tokens=among("s.token", "blob"), scope=scope.sql)
        rows = await fetch(sql, listed(self.tokens), self.each_wall, *scope.values, last, most)
        return [ContactRecord(*row.values()) for row in rows]

    def _clear(self, record: ContactRecord) -> bool:
        decide = self.context.lens.decide
        return all(decide(record, category).state is FieldState.CLEAR for category in self.categories)


def _tokens(context: Context, search: Search, walls: Iterable[str]) -> tuple[set[bytes], int]:
    """Return the tokens behind every wall, and how many of them one contact must have."""
    makes = SearchTokens(context.installation.keyring.secret(SecretName.SEARCH))
    try:
        by_wall = [_behind(makes, wall, search) for wall in walls]
    except Unsearchable:
        raise Refusal("nothing_to_search", code="BAD_USER_INPUT") from None
    return {token for tokens in by_wall for token in tokens}, len(by_wall[0])


def _says_too_little(search: Search) -> bool:
    """Whether a text is too short to search by: it would find half of the contacts, or nobody."""
    letters = sum(each.isalnum() for each in search.text)
    return letters < _SHORTEST[search.kind] or (search.kind is SearchKind.EMAIL and "@" not in search.text)


def _behind(makes: SearchTokens, wall: str, search: Search) -> frozenset[bytes]:
    tokens = makes.query_tokens(wall, search.kind, search.text)
    if search.birth_date:
        tokens |= makes.query_tokens(wall, SearchKind.BIRTH, search.birth_date.isoformat())
    return tokens
