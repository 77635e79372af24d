"""What a person objects to."""

from tortoise import fields
from tortoise.models import Model

from models.words import Purpose


class Objection(Model):
    """An objection to a purpose (GDPR art. 21): it stops the purpose from the start, while it is weighed."""

    id = fields.CharField(24, primary_key=True)
    contact_id = fields.CharField(24)
    purpose = fields.CharEnumField(Purpose, max_length=32)
    raised_at = fields.BigIntField()
    raised_by_party = fields.CharField(24)
    raised_by_account = fields.CharField(24)
    state = fields.TextField()
    decided_at = fields.BigIntField(null=True)
    decided_by_party = fields.CharField(24, null=True)
    decided_by_account = fields.CharField(24, null=True)
    ground = fields.TextField(null=True)

    class Meta:
        table = "objection"
