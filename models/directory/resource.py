"""Rooms and devices."""

from tortoise import fields
from tortoise.models import Model


class ResourcePool(Model):
    """What a visit needs one of: of a professional, or shared by a practice."""

    id = fields.CharField(24, primary_key=True)
    professional_id = fields.CharField(24, null=True)
    practice_id = fields.CharField(24, null=True)
    name = fields.TextField()

    class Meta:
        table = "resource_pool"


class Resource(Model):
    """A room or a device."""

    id = fields.CharField(24, primary_key=True)
    pool_id = fields.CharField(24)
    name = fields.TextField()
    active = fields.BooleanField(default=True)

    class Meta:
        table = "resource"
