"""What professionals and controllers do with the states of records."""

import strawberry

from schema.privacy.archive import ArchivePayload, archive_record, open_archive, reactivate_record
from schema.privacy.break_glass import BreakGlassPayload, break_glass
from schema.privacy.legal_hold import LegalHoldPayload, lift_legal_hold, place_legal_hold


@strawberry.type
class StatesMutation:
    break_glass: BreakGlassPayload = strawberry.mutation(
        resolver=break_glass,
        description="Read one closed record for minutes: a life may depend on it (art. 6(1)(d), 9(2)(c)).",
    )
    archive_record: ArchivePayload = strawberry.mutation(
        resolver=archive_record, description="Put a record away that is done with, and keep it."
    )
    open_archive: ArchivePayload = strawberry.mutation(
        resolver=open_archive, description="Read an archived record again for an hour, and say why."
    )
    reactivate_record: ArchivePayload = strawberry.mutation(
        resolver=reactivate_record, description="Take a record back from the archive."
    )
    place_legal_hold: LegalHoldPayload = strawberry.mutation(
        resolver=place_legal_hold, description="Keep a contact from being erased while a claim lasts."
    )
    lift_legal_hold: LegalHoldPayload = strawberry.mutation(
        resolver=lift_legal_hold, description="Let a contact be erased again."
    )
