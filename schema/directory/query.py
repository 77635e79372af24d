"""Reading the public directory."""

import strawberry

from models.directory.record import ProfessionalRecord
from models.words import Mode, Sector
from resolvers.directory.entries import Entries, around_professionals
from resolvers.directory.near import FARTHEST_KM, USUAL_KM
from resolvers.directory.professionals import DirectoryFilter, professional_by, professionals_page
from schema.context import Info
from schema.directory.position import Position, circle_of
from schema.directory.professional import Professional, professional_of
from schema.paging import After, First, PageInfo
from schema.selection import wanted


@strawberry.input(description="What narrows the directory; texts are compared without accents or case.")
class ProfessionalFilter:
    sector: Sector | None = None
    profession: str | None = None
    specialty: str | None = None
    city: str | None = None
    language: str | None = strawberry.field(default=None, description="ISO 639-1 code.")
    name: str | None = strawberry.field(default=None, description="The start of any word of the name.")
    accepts_new_contacts: bool | None = None
    mode: Mode | None = strawberry.field(default=None, description="With something to book in that mode.")
    near: Position | None = strawberry.field(default=None, description="With a place around this point.")
    radius_km: float | None = strawberry.field(
        default=None, description=f"Around `near`: {USUAL_KM:g} by default, {FARTHEST_KM:g} at most."
    )


@strawberry.input(one_of=True, description="One way to name a professional.")
class ProfessionalLookup:
    id: strawberry.ID | None = strawberry.UNSET
    slug: str | None = strawberry.UNSET
    rpps: str | None = strawberry.UNSET
    siret: str | None = strawberry.UNSET


@strawberry.type(description="A professional in a list.")
class ProfessionalEdge:
    node: Professional
    cursor: str


@strawberry.type(description="A page of the directory.")
class ProfessionalConnection:
    edges: list[ProfessionalEdge]
    page_info: PageInfo

    @strawberry.field(description="The professionals of the page, without their cursors.")
    def nodes(self) -> list[Professional]:
        return [edge.node for edge in self.edges]


@strawberry.type
class DirectoryQuery:
    @strawberry.field(description="The public directory, by name.")
    async def professionals(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        filter: ProfessionalFilter | None = None,  # noqa: A002 - the contract's word
    ) -> ProfessionalConnection:
        asked = filter or ProfessionalFilter()
        narrowed = DirectoryFilter(
            asked.sector,
            asked.profession,
            asked.specialty,
            asked.city,
            asked.language,
            asked.name,
            asked.accepts_new_contacts,
            asked.mode,
            circle_of(asked.near, asked.radius_km),
        )
        page = await professionals_page(info.context, narrowed, first, after)
        entries = await around_professionals(page.items, wanted(info))
        edges = [
            ProfessionalEdge(node=professional_of(record, entries), cursor=cursor)
            for record, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return ProfessionalConnection(edges=edges, page_info=PageInfo.of(page))

    @strawberry.field(description="One professional of the directory; null if there is none.")
    async def professional(self, info: Info, by: ProfessionalLookup) -> Professional | None:
        [(column, value)] = (
            (name, value) for name, value in vars(by).items() if value is not strawberry.UNSET
        )
        record = await professional_by(column, value)
        return await _entry(info, record) if record else None


async def _entry(info: Info, record: ProfessionalRecord) -> Professional:
    entries: Entries = await around_professionals([record], wanted(info))
    return professional_of(record, entries)
