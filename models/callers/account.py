"""Accounts: who may sign in, and in which function for which party."""

from tortoise import fields
from tortoise.models import Model

from models.words import Function, PartyKind


class Account(Model):
    """An account; `issuer` and `subject` name its holder at an OpenID issuer, `name` is a staff label."""

    id = fields.CharField(24, primary_key=True)
    issuer = fields.TextField(null=True)
    subject = fields.TextField(null=True)
    function = fields.CharEnumField(Function, max_length=32)
    party_kind = fields.CharEnumField(PartyKind, max_length=32)
    party_id = fields.CharField(24)
    name = fields.TextField()
    active = fields.BooleanField(default=True)
    created_at = fields.BigIntField()
    purposes = fields.TextField(null=True)

    class Meta:
        table = "account"
        unique_together = (("issuer", "subject"),)
