"""A contact of the demo world."""

from dataclasses import dataclass

from models.ids import Kind
from models.sealing.values import Birth, Identity, Personal, Physician, Reach
from models.words import Channel
from resolvers.demo.named import demo_id


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Person(Personal):
    """An invented person, as some channel collected him.

    `professional` and `partner` are the keys of those he was collected for and by, `source` the key of
    the person who gave the data, `visits` the keys of the professionals he goes to see, `days_known`
    how many days before this week the record was made.
    """

    key: str
    channel: Channel
    identity: Identity
    reach: Reach
    days_known: int
    professional: str | None = None
    partner: str | None = None
    source: str | None = None
    birth: Birth | None = None
    physician: Physician | None = None
    visits: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The identifier of the contact."""
        return demo_id(Kind.CONTACT, self.key)
