"""The timeline of the states that lie over the policy table."""

from tortoise import fields
from tortoise.models import Model

from models.words import Function, StateKind


class RecordState(Model):
    """A state of a record, or of all records of its contact, from an instant on.

    `target` is whom or what it is about: a purpose, a professional, an account; empty for everybody.
    `valid_until` is when it ends by itself, `ended_at` when somebody ended it.
    """

    id = fields.CharField(24, primary_key=True)
    record_id = fields.CharField(24)
    contact_id = fields.CharField(24)
    kind = fields.CharEnumField(StateKind, max_length=32)
    target = fields.TextField(default="")
    ground = fields.TextField(null=True)
    valid_from = fields.BigIntField()
    valid_until = fields.BigIntField(null=True)
    ended_at = fields.BigIntField(null=True)
    set_by_function = fields.CharEnumField(Function, max_length=32)
    set_by_party = fields.CharField(24)
    set_by_account = fields.CharField(24)

    class Meta:
        table = "record_state"
