"""Times kept for minutes."""

from tortoise import fields
from tortoise.models import Model


class Hold(Model):
    """A time held for a caller until `held_until`: HELD, USED, RELEASED or EXPIRED."""

    id = fields.CharField(24, primary_key=True)
    caller = fields.TextField()
    professional_id = fields.CharField(24)
    agenda_id = fields.CharField(24)
    visit_type_id = fields.CharField(24)
    contact_id = fields.CharField(24, null=True)
    starts_at = fields.BigIntField()
    ends_at = fields.BigIntField()
    held_until = fields.BigIntField()
    extended = fields.IntField(default=0)
    state = fields.TextField()
    created_at = fields.BigIntField()

    class Meta:
        table = "hold"
