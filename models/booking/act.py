"""What was done to a record."""

from tortoise import fields
from tortoise.models import Model

from models.words import Function


class Act(Model):
    """Who did what, when and why: ids and words, never a value."""

    id = fields.CharField(24, primary_key=True)
    at = fields.BigIntField()
    verb = fields.TextField()
    record_id = fields.CharField(24)
    professional_id = fields.CharField(24, null=True)
    function = fields.CharEnumField(Function, max_length=32)
    party_id = fields.CharField(24)
    account_id = fields.CharField(24)
    reason = fields.TextField(null=True)

    class Meta:
        table = "act"


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
