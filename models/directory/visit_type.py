"""What can be booked."""

from tortoise import fields
from tortoise.models import Model


class VisitType(Model):
    """A visit type with its rules: minutes, counts and words; an empty rule sets no limit."""

    id = fields.CharField(24, primary_key=True)
    professional_id = fields.CharField(24)
    name = fields.TextField()
    duration = fields.IntField()
    reason_required = fields.BooleanField(default=False)
    active = fields.BooleanField(default=True)
    position = fields.IntField(default=0)
    buffer_before = fields.IntField(default=0)
    buffer_after = fields.IntField(default=0)
    grid_step = fields.IntField(default=15)
    notice = fields.IntField(default=0)
    horizon = fields.IntField(null=True)
    per_day = fields.IntField(null=True)
    per_week = fields.IntField(null=True)
    open_appointments = fields.IntField(null=True)
    accepts_new = fields.BooleanField(default=True)
    accepts_known = fields.BooleanField(default=True)
    channels = fields.TextField(default="AGENDA ONLINE PHONE")
    modes = fields.TextField(default="IN_PERSON")
    capacity = fields.IntField(default=1)
    needs_approval = fields.BooleanField(default=False)
    approval_minutes = fields.IntField(default=1440)
    cancellation_window = fields.IntField(default=0)
    version = fields.IntField(default=1)

    class Meta:
        table = "visit_type"
