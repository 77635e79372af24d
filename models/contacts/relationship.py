"""Who acts for whom."""

from tortoise import fields
from tortoise.models import Model

from models.words import LegalPower, RelationshipKind


class Relationship(Model):
    """`contact_id` acts for `relative_id`, by a kind of power, with its sealed proof and its validity."""

    id = fields.CharField(24, primary_key=True)
    contact_id = fields.CharField(24)
    relative_id = fields.CharField(24)
    kind = fields.CharEnumField(RelationshipKind, max_length=32)
    power = fields.CharEnumField(LegalPower, max_length=32)
    proof = fields.BinaryField(null=True)
    valid_from = fields.BigIntField()
    valid_until = fields.BigIntField(null=True)
    created_at = fields.BigIntField()

    class Meta:
        table = "relationship"
