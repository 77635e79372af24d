"""Where the values of arguments and input fields come from; what stands nowhere fails: classify it here."""

from collections.abc import Mapping
from typing import Final

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLNamedType

OF_SCALAR: Final[Mapping[str, str]] = {
    "Boolean": "flag",
    "CountryCode": "country",
    "Date": "day",
    "DateTime": "instant",
    "Duration": "duration",
    "EmailAddress": "email",
    "LocalTime": "clock",
    "PhoneNumber": "phone",
    "TimeZone": "zone",
}
"""Scalars that say enough by themselves."""

OF_NAME: Final[Mapping[str, str]] = {
    "after": "cursor",
    "agendaId": "agenda",
    "agendaIds": "agenda",
    "approvalMinutes": "number",
    "birthName": "birth_name",
    "capacity": "number",
    "city": "city",
    "contactId": "contact",
    "count": "number",
    "every": "number",
    "expectedVersion": "version",
    "first": "page",
    "firstName": "first_name",
    "holdId": "hold",
    "holidayRegion": "region",
    "idempotencyKey": "key",
    "ids": "anything",
    "ignoreAppointmentId": "appointment",
    "lanes": "number",
    "language": "language",
    "languages": "language",
    "lastName": "last_name",
    "latitude": "degrees",
    "lines": "line",
    "longitude": "degrees",
    "minutes": "number",
    "name": "label",
    "note": "free_text",
    "openAppointments": "number",
    "perDay": "number",
    "perWeek": "number",
    "placeId": "place",
    "poolId": "pool",
    "poolIds": "pool",
    "position": "number",
    "postcode": "postcode",
    "profession": "profession",
    "professionalId": "professional",
    "proof": "free_text",
    "radiusKm": "distance",
    "reason": "free_text",
    "record": "record",
    "relativeId": "contact",
    "rpps": "rpps",
    "seriesId": "series",
    "siret": "siret",
    "slotId": "slot",
    "slug": "professional",
    "specialty": "profession",
    "street": "line",
    "text": "free_text",
    "textVersion": "free_text",
    "version": "version",
    "visitTypeId": "visit_type",
    "visitTypeName": "label",
    "weekday": "number",
}
"""Identifiers, texts and numbers by the name of the argument."""

OF_COORDINATE: Final[Mapping[str, str]] = {
    "AcknowledgeAlertInput.id": "alert",
    "AppointmentInput.id": "appointment",
    "CancelAppointmentInput.id": "appointment",
    "DecideObjectionInput.id": "objection",
    "EndCareTeamMembershipInput.id": "membership",
    "ExpectedVersionInput.id": "appointment",
    "LeaveWaitlistInput.id": "entry",
    "NameSearch.name": "name",
    "ProfessionalLookup.id": "professional",
    "Query.accessJournal(contact)": "contact",
    "Query.managedProfessional(id)": "professional",
    "Query.node(id)": "anything",
    "Query.whatIf(withdraw)": "instruction",
    "RemoveClosureInput.id": "closure",
    "RemoveExtraOpeningInput.id": "extra_opening",
    "RescheduleAppointmentInput.id": "appointment",
    "ResourceInput.id": "resource",
    "TreatingPhysicianInput.name": "physician",
    "UnblockTimeInput.id": "block",
    "UnlinkRelativeInput.id": "relationship",
    "UpdateAgendaInput.id": "agenda",
    "UpdateContactInput.id": "contact",
    "UpdatePlaceInput.id": "place",
    "UpdateProfessionalInput.id": "professional",
    "UpdateVisitTypeInput.id": "visit_type",
    "WithdrawInstructionInput.id": "instruction",
    "WithdrawObjectionInput.id": "objection",
}
"""What its name does not tell."""

RECIPES: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    "BookAppointmentInput": (
        frozenset({"slotId"}),
        frozenset({"holdId"}),
        frozenset({"agendaId", "visitTypeId", "startsAt"}),
    ),
    "RescheduleAppointmentInput": (
        frozenset({"slotId"}),
        frozenset({"holdId"}),
        frozenset({"agendaId", "visitTypeId", "startsAt"}),
    ),
    "BookSeriesInput": (frozenset({"startsAt"}), frozenset({"repeats"})),
    "CreateContactInput": (frozenset({"lastName", "firstName", "phone"}),),
    "NewRelativeInput": (frozenset({"lastName", "firstName"}),),
}
"""Fields of which an input wants exactly one group: without this nearly every draw would be refused."""


class Unclassified(AssertionError):
    """A new argument or input field: say in tests/worlds/sources.py where its values come from."""


def source_of(coordinate: str, kind: GraphQLNamedType) -> str:
    """Return the source of an argument (`Type.field(argument)`) or an input field (`Input.field`).

    Enumerations and input objects need none and answer with an empty text.
    """
    if isinstance(kind, GraphQLEnumType | GraphQLInputObjectType):
        return ""
    name = coordinate.removesuffix(")").replace("(", ".").split(".")[-1]
    found = OF_COORDINATE.get(coordinate) or OF_SCALAR.get(kind.name) or OF_NAME.get(name)
    if found is None:
        raise Unclassified(f"classify me in tests/worlds/sources.py: {coordinate} ({kind.name})")
    return found
