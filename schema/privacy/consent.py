"""Consents, and the words people consent to."""

import strawberry

from models.privacy.consent_texts import ConsentText as Text
from models.privacy.consent_texts import text_of
from models.words import Channel, Language, Purpose
from resolvers.privacy.consents import ConsentRecord
from schema.paging import PageInfo
from schema.scalars import Instant


@strawberry.type(
    description="The words in which a consent to a purpose is asked; a changed text is a new version."
)
class ConsentText:
    purpose: Purpose
    version: str = strawberry.field(description="Give it back as textVersion.")
    text: str = strawberry.field(description="In the language of Accept-Language.")
    valid_from: Instant
    articles: list[str]

    @classmethod
    def of(cls, text: Text, language: Language) -> "ConsentText":
        return cls(
            purpose=text.purpose,
            version=text.version,
            text=text.words[language],
            valid_from=Instant(text.valid_from),
            articles=list(text.articles),
        )


@strawberry.type(description="A consent (GDPR art. 7): to a purpose, in the words of a version.")
class Consent:
    id: strawberry.ID
    purpose: Purpose
    text_version: str
    text: str | None = strawberry.field(description="The words that were consented to.")
    channel: Channel = strawberry.field(description="By telephone, the desk wrote it down.")
    given_at: Instant
    ended_at: Instant | None = strawberry.field(
        description="When it was withdrawn or replaced; null while it stands."
    )
    withdrawn: bool = strawberry.field(
        description="Whether it was withdrawn; one to older words is replaced by the next and was not."
    )

    @classmethod
    def of(cls, record: ConsentRecord, language: Language) -> "Consent":
        text = text_of(record.purpose, record.text_version)
        return cls(
            id=strawberry.ID(record.id),
            purpose=record.purpose,
            text_version=record.text_version,
            text=text.words[language] if text else None,
            channel=record.channel,
            given_at=Instant(record.given_at),
            ended_at=None if record.ended_at is None else Instant(record.ended_at),
            withdrawn=record.withdrawn,
        )


@strawberry.type(description="A consent in a list.")
class ConsentEdge:
    node: Consent
    cursor: str


@strawberry.type(description="A page of consents.")
class ConsentConnection:
    edges: list[ConsentEdge]
    page_info: PageInfo

    @strawberry.field(description="The consents of the page, without their cursors.")
    def nodes(self) -> list[Consent]:
        return [edge.node for edge in self.edges]
