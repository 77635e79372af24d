"""One professional at one place."""

from tortoise import fields
from tortoise.models import Model


class Agenda(Model):
    """An agenda."""

    id = fields.CharField(24, primary_key=True)
    professional_id = fields.CharField(24)
    place_id = fields.CharField(24)
    active = fields.BooleanField(default=True)
    lanes = fields.IntField(default=1)
    closes_on_holidays = fields.BooleanField(default=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "agenda"
