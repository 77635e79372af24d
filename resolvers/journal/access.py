"""Who did and read what: the data-protection officer may ask of everybody, a contact of itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.ids import Kind, kind_of
from models.journal.chain import COLUMNS
from models.journal.entry import Entry, Verb
from models.storage.dialect import Value, among, listed
from models.storage.reading import fetch
from models.words import Category, Function
from permissions.scope import appointments_of
from permissions.ties import known_hand
from resolvers.context import Context
from resolvers.journal.disclosing import Hiding, disclosed, hidings_of
from resolvers.journal.seen import Sight, read
from resolvers.paging import Cut, Page, cut_of, page_of

_BY_KNOWN = (
    "EXISTS (SELECT 1 FROM journal k WHERE k.id = b.entry_id"
    f" AND {known_hand('k.function', 'k.party_id', 'b.contact_id', 'b.at')})"
)
_WRITTEN = "(SELECT w.written FROM journal w WHERE w.id = ?)"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are asked for; instants in epoch seconds, from `since` to before `until`."""

    contact_id: str | None = None
    record_id: str | None = None
    category: Category | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """An entry as its reader may know it: of other people's records it tells nothing.

    The person is told as empty what it had hidden from who read it; everybody else as if it were open.

    `whole` entries tell also whose account it was.
    """

    entry: Entry
    record_id: str | None
    sights: tuple[Sight, ...]
    whole: bool


@dataclass(slots=True)
class _Where:
    """Conditions of a statement, and the values they bind."""

    conditions: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def add(self, condition: str, *values: Value) -> None:
        self.conditions.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        return " AND ".join(self.conditions) or "1 = 1"


async def access_page(context: Context, asked: Asked, first: int | None, after: str | None) -> Page[Access]:
    """Return a page of the journal, the latest entry first.

    The officer finds everything. A contact finds what is about it, and about those it acts for by a legal
    power, but for what a minor keeps secret (CSP L1111-5). Everybody else finds nothing.
    """
    cut = cut_of(context, ("accessJournal", asked), first, after)
    whose = await _whose(context, asked)
    if whose is None:
        found = await _of_everybody(asked, cut)
    else:
        found = await _of_contacts(context, asked, cut, whose) if whose else []
    return page_of(context, cut, found, lambda each: [each.entry.at, each.entry.id])


async def _whose(context: Context, asked: Asked) -> frozenset[str] | None:
    """Return the contacts whose entries are asked for and may be known; None for all entries."""
    function = context.caller.function
    if function not in {Function.PROTECTION_OFFICER, Function.CONTACT}:
        return frozenset()
    named = {each for each in (asked.contact_id, await _contact_of(context, asked.record_id)) if each}
    if function is Function.PROTECTION_OFFICER:
        return (frozenset(named) if len(named) == 1 else frozenset()) if named else None
    known = context.view.represented | {context.caller.party_id}
    return frozenset(known & named if named else known) if len(named) <= 1 else frozenset()


async def _contact_of(context: Context, record_id: str | None) -> str | None:
    """Return whom a record is about; one that does not exist for this caller is about nobody it knows."""
    match kind_of(record_id or ""):
        case Kind.CONTACT:
            return record_id
        case Kind.APPOINTMENT:
            scope = appointments_of(context.view)
            sql = f"SELECT a.contact_id FROM appointment a WHERE a.id = ? AND {scope.sql}"
            rows = await fetch(sql, record_id, *scope.values)
            return str(rows[0]["contact_id"]) if rows else record_id
    return None


async def _of_everybody(asked: Asked, cut: Cut) -> list[Access]:
    where = _where("j.at", asked, cut)
    if asked.record_id:
        where.add("j.record_id = ?", asked.record_id)
    if asked.category:
        where.add("j.shown LIKE ?", f'%"{asked.category}"%')
    sql = f"SELECT {COLUMNS} FROM journal j WHERE {where.sql} ORDER BY j.at DESC, j.written DESC LIMIT ?"
    entries = [Entry(*row.values()) for row in await fetch(sql, *where.values, cut.first + 1)]
    return [Access(each, each.record_id, tuple(_sights(each)), whole=True) for each in entries]


async def _of_contacts(context: Context, asked: Asked, cut: Cut, whose: Iterable[str]) -> list[Access]:
    about, where = _about(context, asked, whose), _where("b.at", asked, cut)
    if asked.category:
        where.add("b.categories LIKE ?", f"%{asked.category}%")
    places = await fetch(
        f"SELECT DISTINCT b.at, j.written, b.entry_id FROM journal_about b"
        f" JOIN journal j ON j.id = b.entry_id WHERE {about.sql} AND {where.sql}"
        " ORDER BY b.at DESC, j.written DESC LIMIT ?",
        *about.values,
        *where.values,
        cut.first + 1,
    )
    ids = [row["entry_id"] for row in places]
    records = await _records(about, ids, [row["at"] for row in places])
    rows = await fetch(f"SELECT {COLUMNS} FROM journal j WHERE {among('j.id')}", listed(ids))
    entries = {row["id"]: Entry(*row.values()) for row in rows}
    whole = context.caller.function is Function.PROTECTION_OFFICER
    if whole:
        return [_whole(entries[each], records[each]) for each in ids]
    hidings = await hidings_of(whose)
    return [_narrowed(entries[each], records[each], hidings) for each in ids]


def _about(context: Context, asked: Asked, whose: Iterable[str]) -> _Where:
    """Return which rows of `journal_about` this caller may know of."""
    where = _Where()
    where.add(among("b.contact_id"), listed(sorted(whose)))
    if context.caller.function is Function.CONTACT:
        where.add(f"(b.contact_id = ? OR NOT b.secret AND {_BY_KNOWN})", context.caller.party_id)
    if asked.record_id:
        where.add("b.record_id = ?", asked.record_id)
    return where


def _where(at: str, asked: Asked, cut: Cut) -> _Where:
    """Return when the entries were made; those of one second are beyond a cut if written before its entry.

    A cursor names the entry, not its number: that tells, byte by byte, how much was written by others.
    """
    where = _Where()
    if asked.since is not None:
        where.add(f"{at} >= ?", asked.since)
    if asked.until is not None:
        where.add(f"{at} < ?", asked.until)
    if cut.after:
        last_at, last_id = cut.after
        where.add(f"{at} <= ? AND ({at} < ? OR j.written < {_WRITTEN})", last_at, last_at, last_id)
    return where


async def _records(about: _Where, ids: Iterable[str], instants: list[int]) -> Mapping[str, dict[str, str]]:
    """Return, by entry, the records that this caller may know it is about, and whose each is."""
    rows = await fetch(
        f"SELECT b.entry_id, b.record_id, b.contact_id FROM journal_about b"
        f" WHERE {about.sql} AND b.at >= ? AND b.at <= ? AND {among('b.entry_id')}",
        *about.values,
        min(instants, default=0),
        max(instants, default=0),
        listed(ids),
    )
    found: dict[str, dict[str, str]] = {each: {} for each in ids}
    for row in rows:
        found[row["entry_id"]][row["record_id"]] = row["contact_id"]
    return found


def _whole(entry: Entry, persons: Mapping[str, str]) -> Access:
    """Keep of an entry what is about these records."""
    return Access(entry, _known(entry, persons), tuple(_kept(entry, persons)), whole=True)


def _narrowed(entry: Entry, persons: Mapping[str, str], hidings: Iterable[Hiding]) -> Access:
    """Keep of an entry what the person may know, in an order that tells nothing of what stood between."""
    found = disclosed(entry, _kept(entry, persons), persons, hidings)
    sights = sorted(each._replace(record_ids=tuple(sorted(each.record_ids))) for each in found)
    return Access(entry, _known(entry, persons), tuple(sights), whole=False)


def _known(entry: Entry, persons: Mapping[str, str]) -> str | None:
    return entry.record_id if entry.record_id in persons else None


def _kept(entry: Entry, persons: Mapping[str, str]) -> Iterator[Sight]:
    for sight in _sights(entry):
        if known := tuple(each for each in sight.record_ids if each in persons):
            yield sight._replace(record_ids=known)


def _sights(entry: Entry) -> Iterable[Sight]:
    return read(entry.shown) if entry.shown and entry.verb != Verb.SEARCH else ()
