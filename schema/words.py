"""The closed lists of the contract, under the names clients know."""

import strawberry

from models import words
from permissions.decision import MaskCode

for _enum, _description in {
    words.Sector: "The field a professional works in; it decides which categories may be collected.",
    words.Channel: "How a record was collected.",
    words.PartyRole: "What the GDPR makes of a caller on one record (art. 4 and 28).",
    words.PartyKind: "Who a caller speaks for.",
    words.Function: "The job in which a caller acts for its party.",
    words.Purpose: "What personal data are used for.",
    words.FieldState: "What a caller is shown of one personal value.",
    words.UnlockWay: "What would open a value that is not clear.",
    words.StateKind: "What may lie over the policy table for one record, or for all records of one contact.",
    words.AppointmentStatus: "Where an appointment stands in its life.",
    words.Canceller: "Who cancelled an appointment.",
    words.Mode: "How professional and contact meet.",
    words.RelationshipKind: "What a contact is to the relative it acts for.",
    words.LegalPower: "The power by which a contact acts for a relative.",
    words.Preset: "Who controls what was collected by which channel: the policy's answer or the CNIL's.",
    MaskCode: "Why a value is not shown clear.",
}.items():
    strawberry.enum(_enum, description=_description)

DataCategory = strawberry.enum(
    words.Category,
    name="DataCategory",
    description="The unit in which personal data are sealed, decided, instructed and erased.",
)
