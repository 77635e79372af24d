"""What a person consented to, and in which words."""

from tortoise import fields
from tortoise.models import Model

from models.words import Channel, Purpose


class Consent(Model):
    """A consent to a purpose: the version of the text is its proof (GDPR art. 7(1))."""

    id = fields.CharField(24, primary_key=True)
    contact_id = fields.CharField(24)
    purpose = fields.CharEnumField(Purpose, max_length=32)
    text_version = fields.TextField()
    given_at = fields.BigIntField()
    given_by_party = fields.CharField(24)
    given_by_account = fields.CharField(24)
    channel = fields.CharEnumField(Channel, max_length=32)
    withdrawn_at = fields.BigIntField(null=True)
    withdrawn_by_party = fields.CharField(24, null=True)

    class Meta:
        table = "consent"
