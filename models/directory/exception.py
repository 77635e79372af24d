"""Days that are not as every week."""

from tortoise import fields
from tortoise.models import Model


class ExtraOpening(Model):
    """Hours of one day beside the weekly ones, in local minutes."""

    id = fields.CharField(24, primary_key=True)
    agenda_id = fields.CharField(24)
    day = fields.TextField()
    starts_minute = fields.IntField()
    ends_minute = fields.IntField()

    class Meta:
        table = "extra_opening"


class Closure(Model):
    """Closed from a local day and minute to another: one agenda, or all of a professional (an absence)."""

    id = fields.CharField(24, primary_key=True)
    professional_id = fields.CharField(24)
    agenda_id = fields.CharField(24, null=True)
    first_day = fields.TextField()
    last_day = fields.TextField()
    starts_minute = fields.IntField(default=0)
    ends_minute = fields.IntField(default=1440)
    created_at = fields.BigIntField()

    class Meta:
        table = "closure"
