"""Reading waiting lists."""

import strawberry

from resolvers.booking.waitlist.page import waitlist_page
from schema.booking.waitlist.entry import WaitlistEntry, shown_entries
from schema.context import Info
from schema.paging import After, First, PageInfo


@strawberry.type(description="An entry in a list.")
class WaitlistEdge:
    node: WaitlistEntry
    cursor: str


@strawberry.type(description="A page of entries of waiting lists.")
class WaitlistConnection:
    edges: list[WaitlistEdge]
    page_info: PageInfo

    @strawberry.field(description="The entries of the page, without their cursors.")
    def nodes(self) -> list[WaitlistEntry]:
        return [edge.node for edge in self.edges]


@strawberry.type
class WaitlistQuery:
    @strawberry.field(
        description="The entries that exist for the caller, in the order of joining: contacts and partners "
        "their own, staff those of their agendas; of one agenda, of one contact, or all."
    )
    async def waitlist(
        self,
        info: Info,
        agenda_id: strawberry.ID | None = None,
        contact_id: strawberry.ID | None = None,
        first: First = None,
        after: After = None,
    ) -> WaitlistConnection:
        page = await waitlist_page(info.context, agenda_id, contact_id, first, after)
        edges = [
            WaitlistEdge(node=node, cursor=cursor)
            for node, cursor in zip(await shown_entries(info, page.items), page.cursors, strict=True)
        ]
        return WaitlistConnection(edges=edges, page_info=PageInfo.of(page))
