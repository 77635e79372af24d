"""Time that is taken, and who sits in it."""

from tortoise import fields
from tortoise.models import Model


class Claim(Model):
    """A span of an owner's lane, in epoch seconds, end excluded, buffers included: TAKEN or FREED.

    The owner is a professional or a resource. A claim of a visit type lives while somebody sits in it;
    one without a visit type is a block. A resource's claim is `part_of` the professional's, and shares
    its seats.
    """

    id = fields.CharField(24, primary_key=True)
    owner_id = fields.CharField(24)
    lane = fields.IntField(default=0)
    starts_at = fields.BigIntField()
    ends_at = fields.BigIntField()
    state = fields.TextField()
    visit_type_id = fields.CharField(24, null=True)
    capacity = fields.IntField(default=1)
    part_of = fields.CharField(24, null=True)

    class Meta:
        table = "claim"
