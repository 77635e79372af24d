"""The persons the data is about."""

from tortoise import fields
from tortoise.models import Model

from models.words import Channel


class Contact(Model):
    """A contact: plain columns say where the record comes from, sealed columns hold what it says.

    `professional_id` is the professional the record was collected for, `partner_id` the partner that
    registered it, `source_contact_id` the contact who gave the data when it was not the person
    himself, `entered_by` the party that wrote it down (provenance, GDPR art. 14). `states` is what is in
    force of its timeline (`models.privacy.states`).
    """

    id = fields.CharField(24, primary_key=True)
    channel = fields.CharEnumField(Channel, max_length=32)
    professional_id = fields.CharField(24, null=True)
    partner_id = fields.CharField(24, null=True)
    source_contact_id = fields.CharField(24, null=True)
    entered_by = fields.CharField(24)
    entered_by_account = fields.CharField(24, null=True)
    collected_at = fields.BigIntField()
    updated_at = fields.BigIntField()
    version = fields.IntField(default=1)
    identity = fields.BinaryField(null=True)
    reach = fields.BinaryField(null=True)
    birth = fields.BinaryField(null=True)
    physician = fields.BinaryField(null=True)
    restricted_at = fields.BigIntField(null=True)
    erased_at = fields.BigIntField(null=True)
    states = fields.TextField(null=True)
    archived_at = fields.BigIntField(null=True)

    class Meta:
        table = "contact"
