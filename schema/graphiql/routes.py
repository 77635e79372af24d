"""The addresses of the GraphiQL page's files."""

from dataclasses import dataclass
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from schema.graphiql.assets import graphiql_assets
from schema.graphiql.demo import DemoWorld
from schema.graphiql.examples import read_examples
from schema.graphiql.page import Page, graphiql_page
from schema.graphiql.session import examples_file, session_file


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphiqlSettings:
    """Where the built page and the examples are, and what development lends; `demo` is None elsewhere."""

    dist: Path
    examples: Path
    demo: DemoWorld | None = None
    enabled: bool = True


def browser_page(settings: GraphiqlSettings) -> Page | None:
    """What the GraphQL endpoint answers to a browser's GET; None when the page is switched off."""
    return graphiql_page(settings.dist) if settings.enabled else None


def graphiql_routes(settings: GraphiqlSettings) -> list[Route]:
    """The page's files beneath `/graphql/`, none when the page is switched off.

    Reads the examples once; raises UnreadableExampleError when one cannot be offered.
    """
    if not settings.enabled:
        return []
    examples = read_examples(settings.examples)
    return [
        Route(
            "/graphql/assets/{name}",
            graphiql_assets(settings.dist),
            # The files are public and the same for all, so compressing them gives no secret away.
            middleware=[Middleware(GZipMiddleware)],
        ),
        Route("/graphql/examples.json", examples_file(examples, settings.demo)),
        *([Route("/graphql/session.json", session_file(settings.demo))] if settings.demo else []),
    ]
