"""Relay's Node: anything with an id of its own."""

import strawberry


@strawberry.interface(description="Anything with an id of its own; ids reveal neither count nor time.")
class Node:
    id: strawberry.ID
