"""What can be booked."""

from tortoise import fields
from tortoise.models import Model


class VisitType(Model):
    """A visit type; `duration` in minutes."""

    id = fields.CharField(24, primary_key=True)
    professional_id = fields.CharField(24)
    name = fields.TextField()
    duration = fields.IntField()
    reason_required = fields.BooleanField(default=False)
    active = fields.BooleanField(default=True)
    position = fields.IntField(default=0)

    class Meta:
        table = "visit_type"
