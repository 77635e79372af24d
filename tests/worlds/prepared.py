"""The schema that both worlds serve, and its documents, parsed and checked once for all journeys."""

from typing import Final

from graphql import GraphQLSchema

from schema.http.document import Documents
from schema.http.settings import EndpointSettings
from schema.schema import schema

SETTINGS: Final = EndpointSettings(usual_rate=1_000_000, rate_per_minute={}, operation_seconds=60)
COMPILED: Final[GraphQLSchema] = schema._schema
DOCUMENTS: Final = Documents(COMPILED, SETTINGS.bounds(), SETTINGS.document_memory)
