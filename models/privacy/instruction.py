"""The controller's documented orders to its processor."""

from tortoise import fields
from tortoise.models import Model


class Instruction(Model):
    """Opens named categories for named purposes during a period (GDPR art. 28(3)(a))."""

    id = fields.CharField(24, primary_key=True)
    professional_id = fields.CharField(24)
    processor_id = fields.CharField(24)
    categories = fields.TextField()
    purposes = fields.TextField()
    text = fields.TextField()
    valid_from = fields.BigIntField()
    valid_until = fields.BigIntField(null=True)
    signed_by = fields.CharField(24)
    given_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)
    withdrawn_by = fields.CharField(24, null=True)

    class Meta:
        table = "instruction"
