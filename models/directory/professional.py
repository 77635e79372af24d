"""Persons who receive."""

from tortoise import fields
from tortoise.models import Model

from models.words import Sector


class Professional(Model):
    """A professional of the public directory.

    `languages` and `collects` are words separated by spaces; the keys are the
    texts without accents or case, for the directory's filter.
    """

    id = fields.CharField(24, primary_key=True)
    slug = fields.TextField()
    sector = fields.CharEnumField(Sector, max_length=32)
    profession = fields.TextField()
    specialty = fields.TextField(null=True)
    display_name = fields.TextField()
    name_key = fields.TextField()
    profession_key = fields.TextField()
    specialty_key = fields.TextField(null=True)
    rpps = fields.TextField(null=True)
    siret = fields.TextField(null=True)
    practice_id = fields.CharField(24, null=True)
    languages = fields.TextField()
    collects = fields.TextField()
    accepts_new_contacts = fields.BooleanField(default=True)
    active = fields.BooleanField(default=True)
    created_at = fields.BigIntField()
    version = fields.IntField(default=1)
    rules = fields.IntField(default=1)

    class Meta:
        table = "professional"
