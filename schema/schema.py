"""The schema, put together from its subjects."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.booking.availability.query import AvailabilityQuery
from schema.booking.management.mutation import ManagementMutation
from schema.booking.management.query import ManagementQuery
from schema.booking.mutation import BookingMutation
from schema.booking.query import BookingQuery
from schema.booking.series.mutation import SeriesMutation
from schema.booking.waitlist.mutation import WaitlistMutation
from schema.booking.waitlist.query import WaitlistQuery
from schema.contacts.mutation import ContactsMutation
from schema.contacts.query import ContactsQuery
from schema.directory.party import Operator, PartnerSite
from schema.directory.professional import HealthProfessional, OtherProfessional
from schema.directory.query import DirectoryQuery
from schema.execution.executor import PlainExecutor
from schema.journal.query import JournalMutation, JournalQuery
from schema.privacy.mutation import PrivacyMutation
from schema.privacy.purpose import purpose
from schema.privacy.query import PrivacyQuery
from schema.privacy.said_mutation import SaidMutation
from schema.privacy.said_query import SaidQuery
from schema.privacy.states_mutation import StatesMutation
from schema.refetch import RefetchQuery
from schema.scalars import SCALARS
from schema.viewer import ViewerQuery


@strawberry.type(description="Reading never fails for permission: what a caller may not see says so.")
class Query(
    AvailabilityQuery,
    BookingQuery,
    WaitlistQuery,
    ManagementQuery,
    ContactsQuery,
    DirectoryQuery,
    PrivacyQuery,
    JournalQuery,
    SaidQuery,
    RefetchQuery,
    ViewerQuery,
):
    pass


@strawberry.type(description="One mutation for each intention; expected refusals are data in the payload.")
class Mutation(
    BookingMutation,
    SeriesMutation,
    WaitlistMutation,
    ManagementMutation,
    ContactsMutation,
    PrivacyMutation,
    JournalMutation,
    SaidMutation,
    StatesMutation,
):
    pass


schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    directives=[purpose],
    types=[HealthProfessional, OtherProfessional, Operator, PartnerSite],
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    execution_context_class=PlainExecutor,
)
