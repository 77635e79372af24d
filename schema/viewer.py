"""Who the server takes the caller for."""

import strawberry

from models.words import Function, PartyKind, Purpose
from permissions.caller import Caller
from resolvers.contacts.by_id import contacts_by_id
from resolvers.directory.entries import entries_by_id
from resolvers.related import around_contacts
from schema.contacts.contact import Contact
from schema.context import Info
from schema.directory.professional import Professional, professional_of
from schema.selection import wanted


@strawberry.type(description="The caller, as the server knows it.")
class Viewer:
    function: Function
    party_kind: PartyKind
    party_id: strawberry.ID | None
    purposes: list[Purpose]
    label: str = strawberry.field(description="The name of the account, for screens of staff.")

    @strawberry.field(description="The contact the caller is; null for everybody else.")
    async def contact(self, info: Info) -> Contact | None:
        context = info.context
        own = await contacts_by_id(context, filter(None, [context.view.contact_id]))
        related = await around_contacts(context, own.values(), wanted(info))
        return next((Contact.of(each, context, related) for each in own.values()), None)

    @strawberry.field(description="The professionals the caller acts for.")
    async def professionals(self, info: Info) -> list[Professional]:
        entries = await entries_by_id(info.context.caller.professional_ids, wanted(info))
        return [professional_of(each, entries) for each in entries.professionals.values()]

    @classmethod
    def of(cls, caller: Caller) -> "Viewer":
        return cls(
            function=caller.function,
            party_kind=caller.party_kind,
            party_id=strawberry.ID(caller.party_id) if caller.party_id else None,
            purposes=sorted(caller.purposes, key=list(Purpose).index),
            label=caller.label,
        )


@strawberry.type
class ViewerQuery:
    @strawberry.field(description="Who the server takes the caller for.")
    def viewer(self, info: Info) -> Viewer:
        return Viewer.of(info.context.caller)
