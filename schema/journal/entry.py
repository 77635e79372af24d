"""An entry of the journal, as its reader may know it."""

import orjson
import strawberry

from models.journal.entry import Entry, Verb
from models.sealing.search_tokens import SearchKind
from models.words import Category, FieldState, Function, PartyRole, Purpose
from resolvers.journal.access import Access
from resolvers.journal.seen import Sight, Told
from resolvers.paging import Page
from schema.paging import PageInfo
from schema.scalars import Instant
from schema.words import DataCategory

strawberry.enum(SearchKind, description="By what a contact is looked for.")


@strawberry.type(description="What was told of one category: clear or masked, by which rule and articles.")
class JournalDecision:
    category: DataCategory  # type: ignore[valid-type]
    state: FieldState
    rule: strawberry.ID
    articles: list[str]
    fields: list[str] = strawberry.field(
        description="The fields of the category that the request asked for, such as Contact.lastName."
    )

    @classmethod
    def of(cls, told: Told) -> "JournalDecision":
        return cls(
            category=Category(told.category),
            state=FieldState(told.state),
            rule=strawberry.ID(told.rule),
            articles=list(told.articles),
            fields=list(told.fields),
        )


@strawberry.type(description="Records that were shown alike, and in which role they were seen.")
class JournalSight:
    role: PartyRole
    records: list[strawberry.ID] = strawberry.field(description="Of those the reader may know of.")
    decisions: list[JournalDecision] = strawberry.field(metadata={"size": 6})

    @classmethod
    def of(cls, sight: Sight) -> "JournalSight":
        return cls(
            role=PartyRole(sight.role),
            records=[strawberry.ID(each) for each in sight.record_ids],
            decisions=[JournalDecision.of(each) for each in sight.told],
        )


@strawberry.type(description="A search for contacts: by what, never for what.")
class JournalSearch:
    by: SearchKind
    categories: list[DataCategory]  # type: ignore[valid-type]
    walls: int = strawberry.field(description="How many controllers' contacts were searched.")

    @classmethod
    def of(cls, entry: Entry) -> "JournalSearch | None":
        if entry.verb != Verb.SEARCH or entry.shown is None or entry.reason is None:
            return None
        told = orjson.loads(entry.shown)
        return cls(
            by=SearchKind(entry.reason),
            categories=[Category(each) for each in told["categories"]],
            walls=told["walls"],
        )


@strawberry.type(
    description="That something was done or read: by which function, for what, under which rule. Functions "
    "are told and not names; never a value."
)
class JournalEntry:
    id: strawberry.ID
    at: Instant
    verb: str = strawberry.field(description="READ, SEARCH, EXPORT, or the mutation that was done.")
    function: Function
    purposes: list[Purpose]
    reason: str | None = strawberry.field(description="Why it was done, as a code, where a reason was asked.")
    record: strawberry.ID | None = strawberry.field(
        description="What it was done to; null for what the reader does not know of."
    )
    sights: list[JournalSight] = strawberry.field(description="What was shown of whom.", metadata={"size": 3})
    search: JournalSearch | None
    party: strawberry.ID | None = strawberry.field(
        description="For whom it was done; a professional's or a contact's id is a node. Told to the "
        "data-protection officer alone."
    )
    account: strawberry.ID | None = strawberry.field(
        description="Whose account it was: an id to compare and to ask technical administration about, no "
        "node. Told to the data-protection officer alone."
    )

    @classmethod
    def of(cls, access: Access) -> "JournalEntry":
        entry = access.entry
        return cls(
            id=strawberry.ID(entry.id),
            at=Instant(entry.at),
            verb=entry.verb,
            function=Function(entry.function),
            purposes=[Purpose(each) for each in entry.purposes.split()],
            reason=None if entry.verb == Verb.SEARCH else entry.reason,
            record=strawberry.ID(access.record_id) if access.record_id else None,
            sights=[JournalSight.of(each) for each in access.sights],
            search=JournalSearch.of(entry),
            party=strawberry.ID(entry.party_id) if access.whole else None,
            account=strawberry.ID(entry.account_id) if access.whole else None,
        )


@strawberry.type(description="An entry in a list.")
class JournalEdge:
    node: JournalEntry
    cursor: str


@strawberry.type(description="A page of the journal.")
class JournalConnection:
    edges: list[JournalEdge]
    page_info: PageInfo

    @strawberry.field(description="The entries of the page, without their cursors.")
    def nodes(self) -> list[JournalEntry]:
        return [edge.node for edge in self.edges]

    @classmethod
    def of(cls, page: Page[Access]) -> "JournalConnection":
        edges = [
            JournalEdge(node=JournalEntry.of(each), cursor=cursor)
            for each, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return cls(edges=edges, page_info=PageInfo.of(page))
