"""The tables of the journal, and of the alerts that somebody must look at."""

from tortoise import fields
from tortoise.models import Model

from models.words import Function


class JournalEntry(Model):
    """Who did or read what, when, for what and under which rule: ids and words, never a value."""

    id = fields.CharField(24, primary_key=True)
    at = fields.BigIntField()
    verb = fields.TextField()
    record_id = fields.CharField(24, null=True)
    contact_id = fields.CharField(24, null=True)
    professional_id = fields.CharField(24, null=True)
    function = fields.CharEnumField(Function, max_length=32)
    party_id = fields.CharField(24)
    account_id = fields.CharField(24)
    purposes = fields.TextField()
    reason = fields.TextField(null=True)
    shown = fields.TextField(null=True)
    request_id = fields.TextField(null=True)
    written = fields.BigIntField()  # given by the database: entries of one second are in this order

    class Meta:
        table = "journal"


class JournalLink(Model):
    """The place of an entry in the chain."""

    seq = fields.BigIntField(primary_key=True, generated=False)
    entry_id = fields.CharField(24, unique=True)
    hash = fields.BinaryField()

    class Meta:
        table = "journal_link"


class JournalCheckpoint(Model):
    """The last link of what retention removed: the chain starts again after it."""

    seq = fields.BigIntField(primary_key=True, generated=False)
    hash = fields.BinaryField()
    at = fields.BigIntField()

    class Meta:
        table = "journal_checkpoint"


class Alert(Model):
    """Something the data-protection officer must look at; it may be about one record of one contact."""

    id = fields.CharField(24, primary_key=True)
    at = fields.BigIntField()
    kind = fields.TextField()
    function = fields.CharEnumField(Function, max_length=32)
    party_id = fields.CharField(24)
    account_id = fields.CharField(24)
    record_id = fields.CharField(24, null=True)
    contact_id = fields.CharField(24, null=True)
    category = fields.TextField(null=True)
    acknowledged_at = fields.BigIntField(null=True)
    acknowledged_by = fields.CharField(24, null=True)

    class Meta:
        table = "alert"
