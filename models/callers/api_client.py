"""API clients: the keys by which partner sites call."""

from tortoise import fields
from tortoise.models import Model


class ApiClient(Model):
    """An API client of a partner; of its key only the SHA-256 is kept."""

    id = fields.CharField(24, primary_key=True)
    partner_id = fields.CharField(24)
    name = fields.TextField()
    key_hash = fields.BinaryField()
    created_at = fields.BigIntField()
    expires_at = fields.BigIntField(null=True)
    last_used_at = fields.BigIntField(null=True)
    revoked_at = fields.BigIntField(null=True)
    purposes = fields.TextField(null=True)

    class Meta:
        table = "api_client"
