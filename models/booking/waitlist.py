"""Who waits for a time."""

from tortoise import fields
from tortoise.models import Model

from models.words import Channel


class Waitlist(Model):
    """A contact waiting for a visit between two instants: WAITING, OFFERED, BOOKED, LEFT or EXPIRED."""

    id = fields.CharField(24, primary_key=True)
    agenda_id = fields.CharField(24)
    visit_type_id = fields.CharField(24)
    contact_id = fields.CharField(24)
    caller = fields.TextField()
    channel = fields.CharEnumField(Channel, max_length=32)
    partner_id = fields.CharField(24, null=True)
    booked_by_contact_id = fields.CharField(24, null=True)
    not_before = fields.BigIntField()
    not_after = fields.BigIntField()
    state = fields.TextField()
    hold_id = fields.CharField(24, null=True)
    offers = fields.IntField(default=0)
    created_at = fields.BigIntField()
    secret = fields.BooleanField(default=False)
    place_in_line = fields.BigIntField(default=0)
    version = fields.IntField(default=1)

    class Meta:
        table = "waitlist"
