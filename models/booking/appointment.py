"""Booked times."""

from tortoise import fields
from tortoise.models import Model

from models.words import AppointmentStatus, Canceller, Channel, Function


class Appointment(Model):
    """A booked time: who, where, when, how it was collected; `reason` and `note` are sealed.

    `note_party_id` is the party that wrote the note; `secret` marks a minor's secret (CSP L1111-5);
    `policy` keeps the rules that were in force when it was booked, as JSON.
    """

    id = fields.CharField(24, primary_key=True)
    agenda_id = fields.CharField(24)
    professional_id = fields.CharField(24)
    visit_type_id = fields.CharField(24)
    contact_id = fields.CharField(24)
    booked_by_contact_id = fields.CharField(24, null=True)
    channel = fields.CharEnumField(Channel, max_length=32)
    partner_id = fields.CharField(24, null=True)
    origin_function = fields.CharEnumField(Function, max_length=32)
    origin_party_id = fields.CharField(24)
    origin_account_id = fields.CharField(24, null=True)
    starts_at = fields.BigIntField()
    ends_at = fields.BigIntField()
    status = fields.CharEnumField(AppointmentStatus, max_length=32)
    cancelled_by = fields.CharEnumField(Canceller, max_length=32, null=True)
    cancel_reason = fields.TextField(null=True)
    reason = fields.BinaryField(null=True)
    note = fields.BinaryField(null=True)
    note_party_id = fields.CharField(24, null=True)
    note_about_third_party = fields.BooleanField(default=False)
    secret = fields.BooleanField(default=False)
    version = fields.IntField(default=1)
    created_at = fields.BigIntField()
    updated_at = fields.BigIntField()
    restricted_at = fields.BigIntField(null=True)
    mode = fields.TextField(default="IN_PERSON")
    policy = fields.TextField(default="{}")
    series_id = fields.CharField(24, null=True)
    pending_until = fields.BigIntField(null=True)
    override_reason = fields.TextField(null=True)
    states = fields.TextField(null=True)
    archived_at = fields.BigIntField(null=True)

    class Meta:
        table = "appointment"
