"""The company that runs this deployment."""

from tortoise import fields
from tortoise.models import Model


class Operator(Model):
    """One row: the operator of this deployment."""

    id = fields.CharField(24, primary_key=True)
    name = fields.TextField()
    created_at = fields.BigIntField()

    class Meta:
        table = "operator"
