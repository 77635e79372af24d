"""Weekly hours of an agenda."""

from tortoise import fields
from tortoise.models import Model


class Opening(Model):
    """One weekly opening: ISO weekday (1 Monday) and local minutes since midnight, end excluded."""

    id = fields.CharField(24, primary_key=True)
    agenda_id = fields.CharField(24)
    weekday = fields.IntField()
    starts_minute = fields.IntField()
    ends_minute = fields.IntField()
    first_day = fields.TextField(null=True)
    last_day = fields.TextField(null=True)
    weeks = fields.TextField(default="ALL")
    every = fields.IntField(default=1)

    class Meta:
        table = "opening"
