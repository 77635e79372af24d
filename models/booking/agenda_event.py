"""What subscribers of an agenda are told."""

from tortoise import fields
from tortoise.models import Model


class AgendaEvent(Model):
    """That an agenda changed, and where; whoever is told reads again under his own rights."""

    id = fields.CharField(24, primary_key=True)
    professional_id = fields.CharField(24)
    agenda_id = fields.CharField(24, null=True)
    record_id = fields.CharField(24)
    kind = fields.TextField()
    starts_at = fields.BigIntField(null=True)
    ends_at = fields.BigIntField(null=True)
    at = fields.BigIntField()

    class Meta:
        table = "agenda_event"
