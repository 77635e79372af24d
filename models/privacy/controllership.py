"""Who controls what was collected by which channel, as dated data."""

from tortoise import fields
from tortoise.models import Model

from models.words import Channel, Preset


class ControllershipRule(Model):
    """From `valid_from` on, `controller` (OPERATOR or PROFESSIONAL) controls records of `channel`."""

    id = fields.CharField(24, primary_key=True)
    preset = fields.CharEnumField(Preset, max_length=32)
    channel = fields.CharEnumField(Channel, max_length=32)
    controller = fields.TextField()
    articles = fields.TextField()
    source = fields.TextField()
    valid_from = fields.BigIntField()
    valid_until = fields.BigIntField(null=True)

    class Meta:
        table = "controllership_rule"


class PresetChoice(Model):
    """Which preset is in force from `valid_from` on, and who chose it."""

    valid_from = fields.BigIntField(primary_key=True)
    preset = fields.CharEnumField(Preset, max_length=32)
    chosen_by = fields.CharField(24)
    chosen_at = fields.BigIntField()

    class Meta:
        table = "preset_choice"
