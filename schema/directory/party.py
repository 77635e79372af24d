"""Whoever can be responsible for data."""

import strawberry

from resolvers.context import Context
from schema.node import Node


@strawberry.interface(description="Whoever can be responsible for personal data.")
class Party:
    id: strawberry.ID
    name: str


@strawberry.type(description="The company that runs this deployment.")
class Operator(Node, Party):
    @classmethod
    def of(cls, context: Context) -> "Operator":
        here = context.installation
        return cls(id=strawberry.ID(here.operator_id), name=here.operator_name)


@strawberry.type(description="A booking site with an API client.")
class PartnerSite(Node, Party):
    pass
