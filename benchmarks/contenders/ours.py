"""The product, exactly as it is deployed."""

from starlette.applications import Starlette

from app import Paravent, application
from schema.settings import Settings


def ours(settings: Settings) -> Starlette:
    """Return the product."""
    return application(Paravent(settings))
