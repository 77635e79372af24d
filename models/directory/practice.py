"""Professionals sharing staff and a place."""

from tortoise import fields
from tortoise.models import Model


class Practice(Model):
    """A practice."""

    id = fields.CharField(24, primary_key=True)
    name = fields.TextField()
    created_at = fields.BigIntField()

    class Meta:
        table = "practice"
