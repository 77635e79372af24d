"""Time that is taken."""

from tortoise import fields
from tortoise.models import Model


class Claim(Model):
    """A span of an owner's lane, in epoch seconds, end excluded, buffers included.

    HELD until `hold_until`, TAKEN by an appointment or a block, or FREED.
    """

    id = fields.CharField(24, primary_key=True)
    owner_id = fields.CharField(24)
    lane = fields.IntField(default=0)
    starts_at = fields.BigIntField()
    ends_at = fields.BigIntField()
    state = fields.TextField()
    hold_until = fields.BigIntField(null=True)
    appointment_id = fields.CharField(24, null=True)

    class Meta:
        table = "claim"
