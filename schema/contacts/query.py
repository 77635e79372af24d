"""Finding contacts."""

import strawberry

from models.sealing.search_tokens import SearchKind
from permissions import fields
from resolvers.contacts.search import Search, contacts_page
from resolvers.related import around_contacts
from schema.contacts.care_team import CareTeamMembership, care_team
from schema.contacts.contact import Contact
from schema.context import Info
from schema.paging import After, First, PageInfo
from schema.privacy.personal import directive_of
from schema.scalars import Day, EmailAddress, PhoneNumber
from schema.selection import wanted


@strawberry.input(description="A name, whole or its first letters (three at least), with or without accents.")
class NameSearch:
    name: str = strawberry.field(directives=[directive_of(fields.LAST_NAME)])
    birth_date: Day | None = strawberry.field(default=None, directives=[directive_of(fields.BIRTH_DATE)])


@strawberry.input(one_of=True, description="One way to look for a contact.")
class ContactSearch:
    phone: PhoneNumber | None = strawberry.field(
        default=strawberry.UNSET, directives=[directive_of(fields.PHONE)]
    )
    email: EmailAddress | None = strawberry.field(
        default=strawberry.UNSET, directives=[directive_of(fields.EMAIL)]
    )
    name: NameSearch | None = strawberry.UNSET


@strawberry.type(description="A contact in a list.")
class ContactEdge:
    node: Contact
    cursor: str


@strawberry.type(description="A page of contacts.")
class ContactConnection:
    edges: list[ContactEdge]
    page_info: PageInfo

    @strawberry.field(description="The contacts of the page, without their cursors.")
    def nodes(self) -> list[Contact]:
        return [edge.node for edge in self.edges]


@strawberry.type
class ContactsQuery:
    @strawberry.field(
        description="Contacts found by phone, e-mail or name, among those that exist for the caller. "
        "Only who reads a category in clear can search by it."
    )
    async def contacts(
        self, info: Info, search: ContactSearch, first: First = None, after: After = None
    ) -> ContactConnection:
        context = info.context
        page = await contacts_page(context, _search(search), first, after)
        related = await around_contacts(context, page.items, wanted(info))
        edges = [
            ContactEdge(node=Contact.of(record, context, related), cursor=cursor)
            for record, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return ContactConnection(edges=edges, page_info=PageInfo.of(page))

    care_team: list[CareTeamMembership] = strawberry.field(
        resolver=care_team,
        description="Who is in the care team of a contact now, of what exists for the caller: the person "
        "knows all of it, a professional his own part.",
    )


def _search(asked: ContactSearch) -> Search:
    if asked.phone:
        return Search(SearchKind.PHONE, asked.phone)
    if asked.email:
        return Search(SearchKind.EMAIL, asked.email)
    name = asked.name or NameSearch(name="")
    return Search(SearchKind.NAME, name.name, name.birth_date)
