"""Asking who sees what, and why."""

import strawberry

from resolvers.directory.entries import entries_by_id
from resolvers.privacy.instructions import instructions_page
from schema.context import Info
from schema.paging import After, First, PageInfo
from schema.privacy.catalog import CatalogQuery
from schema.privacy.instruction import Instruction
from schema.privacy.sight import SightQuery
from schema.selection import wanted


@strawberry.type(description="An instruction in a list.")
class InstructionEdge:
    node: Instruction
    cursor: str


@strawberry.type(description="A page of instructions.")
class InstructionConnection:
    edges: list[InstructionEdge]
    page_info: PageInfo

    @strawberry.field(description="The instructions of the page, without their cursors.")
    def nodes(self) -> list[Instruction]:
        return [edge.node for edge in self.edges]


@strawberry.type
class PrivacyQuery(CatalogQuery, SightQuery):
    @strawberry.field(description="The controller's own instructions, or those given to the caller's party.")
    async def instructions(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        professional_id: strawberry.ID | None = None,
        in_force: bool = False,  # noqa: FBT001, FBT002 - a GraphQL argument
    ) -> InstructionConnection:
        page = await instructions_page(info.context, professional_id, first, after, in_force=in_force)
        entries = await entries_by_id({each.professional_id for each in page.items}, wanted(info))
        edges = [
            InstructionEdge(node=Instruction.of(record, entries), cursor=cursor)
            for record, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return InstructionConnection(edges=edges, page_info=PageInfo.of(page))
