"""@purpose: what a request is for, declared in its document."""

from typing import Annotated

import strawberry
from graphql import DirectiveLocation

import schema.words  # noqa: F401 - there Purpose becomes an enum of the schema
from models.words import Purpose
from schema.http.purpose import DIRECTIVE


@strawberry.directive(
    name=DIRECTIVE,
    locations=[DirectiveLocation.QUERY, DirectiveLocation.MUTATION, DirectiveLocation.SUBSCRIPTION],
    description="What the operation is for (GDPR art. 5(1)(b)): the same as the header X-Purpose, which must "
    "not say otherwise. It only narrows: a purpose that the caller's function does not serve leaves it none.",
)
def purpose(
    is_: Annotated[Purpose, strawberry.argument(name="is", description="Written out: no variable.")],
) -> None:
    """Declare nothing to the executor: the endpoint reads the purpose with the document."""
