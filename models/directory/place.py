"""Where professionals receive."""

from tortoise import fields
from tortoise.models import Model


class Place(Model):
    """A place, with its IANA time zone; `city_key` is the city without accents or case."""

    id = fields.CharField(24, primary_key=True)
    name = fields.TextField()
    street = fields.TextField()
    postcode = fields.TextField()
    city = fields.TextField()
    city_key = fields.TextField()
    country = fields.TextField()
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    time_zone = fields.TextField()
    holiday_region = fields.TextField(null=True)
    founded_by = fields.CharField(24, null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "place"
