"""Booking sites that use this API."""

from tortoise import fields
from tortoise.models import Model


class Partner(Model):
    """A partner site; past `guarantee_until` (art. 28(1)) it sees nothing."""

    id = fields.CharField(24, primary_key=True)
    name = fields.TextField()
    guarantee_until = fields.BigIntField(null=True)
    created_at = fields.BigIntField()

    class Meta:
        table = "partner"
