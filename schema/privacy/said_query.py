"""Reading what people said about their own data."""

import strawberry

from models.privacy.consent_texts import texts_at
from resolvers.privacy.consents import consents_page
from resolvers.privacy.objections import objections_page
from resolvers.privacy.record_states import states_page
from schema.context import Info
from schema.paging import After, First, PageInfo
from schema.privacy.consent import Consent, ConsentConnection, ConsentEdge, ConsentText
from schema.privacy.objection import Objection, ObjectionConnection, ObjectionEdge
from schema.privacy.record_state import RecordState, RecordStateConnection, RecordStateEdge


@strawberry.type
class SaidQuery:
    @strawberry.field(description="The words in which consents are asked now, one for each purpose. Public.")
    def consent_texts(self, info: Info) -> list[ConsentText]:
        return [ConsentText.of(text, info.context.language) for text in texts_at(info.context.now)]

    @strawberry.field(
        description="The consents of a contact, the latest first: to the person, who represents it, the "
        "controller and the data-protection officer."
    )
    async def consents(
        self, info: Info, contact_id: strawberry.ID, first: First = None, after: After = None
    ) -> ConsentConnection:
        page = await consents_page(info.context, contact_id, first, after)
        edges = [
            ConsentEdge(node=Consent.of(record, info.context.language), cursor=cursor)
            for record, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return ConsentConnection(edges=edges, page_info=PageInfo.of(page))

    @strawberry.field(
        description="The objections of a contact and what became of them, the latest first: to the person, "
        "who represents it, the controller and the data-protection officer."
    )
    async def objections(
        self, info: Info, contact_id: strawberry.ID, first: First = None, after: After = None
    ) -> ObjectionConnection:
        page = await objections_page(info.context, contact_id, first, after)
        edges = [
            ObjectionEdge(node=Objection.of(record), cursor=cursor)
            for record, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return ObjectionConnection(edges=edges, page_info=PageInfo.of(page))

    @strawberry.field(
        description="What lies over the records of a contact and lay over them before, the latest first: "
        "restrictions, objections, broken glass, openings of the archive. To the person, who represents it, "
        "the controller and the data-protection officer."
    )
    async def record_states(
        self,
        info: Info,
        contact_id: strawberry.ID,
        first: First = None,
        after: After = None,
        in_force: bool = False,  # noqa: FBT001, FBT002 - a GraphQL argument
    ) -> RecordStateConnection:
        context = info.context
        page = await states_page(context, contact_id, first, after, in_force=in_force)
        edges = [
            RecordStateEdge(node=RecordState.of(record, context.caller.function), cursor=cursor)
            for record, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return RecordStateConnection(edges=edges, page_info=PageInfo.of(page))
