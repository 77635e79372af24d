"""The question every contender answers: one day of an agenda, with what it takes to show it."""

from dataclasses import dataclass
from typing import Any, Final

import orjson

QUERY: Final = """
query Day($professional: ID!, $from: DateTime!, $to: DateTime!) {
  agenda(professionalId: $professional, from: $from, to: $to) {
    id
    startsAt
    status
    visitType { name }
    visitReason { state value display }
    contact {
      id
      lastName { state value display }
      firstName { state value display }
      birthDate { state value display }
      phone { state value display }
      email { state value display }
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Question:
    """Whose agenda, between which instants (RFC 3339), asked with which token."""

    professional_id: str
    starts: str
    ends: str
    token: str

    def body(self) -> bytes:
        """Return the JSON of the GraphQL request; every contender is sent the same."""
        variables: dict[str, Any] = {
            "professional": self.professional_id,
            "from": self.starts,
            "to": self.ends,
        }
        return orjson.dumps({"query": QUERY, "variables": variables})

    def headers(self) -> dict[str, str]:
        """Return the headers that go with it."""
        return {
            "host": "127.0.0.1",
            "accept": "application/graphql-response+json, application/json;q=0.9",
            "accept-language": "en",
            "authorization": f"Bearer {self.token}",
            "content-type": "application/json",
        }
