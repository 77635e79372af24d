"""Who cares for a contact together."""

from tortoise import fields
from tortoise.models import Model


class CareTeamMember(Model):
    """`member_id` cares for a contact beside `named_by`, and receives what that professional holds.

    Source: CSP L1110-4 and L1110-12. The person may oppose it.
    """

    id = fields.CharField(24, primary_key=True)
    contact_id = fields.CharField(24)
    member_id = fields.CharField(24)
    named_by = fields.CharField(24)
    valid_from = fields.BigIntField()
    ended_at = fields.BigIntField(null=True)

    class Meta:
        table = "care_team"
