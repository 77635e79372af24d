"""Asking who did and read what."""

from typing import Annotated

import strawberry

from resolvers.journal.access import Asked, access_page
from resolvers.journal.alerts import alerts_page
from schema.context import Info
from schema.journal.alert import (
    AcknowledgeAlertPayload,
    AlertConnection,
    acknowledge_alert,
)
from schema.journal.entry import JournalConnection
from schema.paging import After, First
from schema.scalars import Instant
from schema.words import DataCategory

_Contact = Annotated[
    strawberry.ID | None, strawberry.argument(description="Whose data; for a contact one it acts for.")
]
_Record = Annotated[
    strawberry.ID | None, strawberry.argument(description="One contact, appointment or other record.")
]
_Category = Annotated[
    DataCategory | None,  # type: ignore[valid-type]
    strawberry.argument(description="Only entries that tell of this category, clear or masked."),
]
_Since = Annotated[Instant | None, strawberry.argument(description="From this instant on.")]
_Until = Annotated[Instant | None, strawberry.argument(description="Before this instant.")]


@strawberry.type
class JournalQuery:
    @strawberry.field(
        description="Who did and read what, the latest first. The data-protection officer asks of everybody; "
        "a contact of itself and of whom it acts for by a legal power (art. 15), but for what a minor keeps "
        "secret; everybody else finds nothing."
    )
    async def access_journal(
        self,
        info: Info,
        contact: _Contact = None,
        record: _Record = None,
        category: _Category = None,
        since: _Since = None,
        until: _Until = None,
        first: First = None,
        after: After = None,
    ) -> JournalConnection:
        asked = Asked(contact, record, category, since, until)
        return JournalConnection.of(await access_page(info.context, asked, first, after))

    @strawberry.field(
        description="What the data-protection officer must look at, the latest first; nothing to others."
    )
    async def alerts(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        unacknowledged: bool = False,  # noqa: FBT001, FBT002 - a GraphQL argument
    ) -> AlertConnection:
        page = await alerts_page(info.context, first, after, unacknowledged=unacknowledged)
        return AlertConnection.of(page)


@strawberry.type
class JournalMutation:
    acknowledge_alert: AcknowledgeAlertPayload = strawberry.mutation(
        resolver=acknowledge_alert, description="Note that the data-protection officer has seen an alert."
    )
