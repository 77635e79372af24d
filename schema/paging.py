"""Relay's pages."""

from typing import Annotated, Any

import strawberry

from resolvers.paging import Page

First = Annotated[int | None, strawberry.argument(description="How many: 20 by default, 1 to 100.")]
After = Annotated[str | None, strawberry.argument(description="The cursor after which the page starts.")]


@strawberry.type(description="Where a page stands in its list. Cursors are sealed to caller and query.")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None

    @classmethod
    def of(cls, page: Page[Any]) -> "PageInfo":
        return cls(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=page.cursors[0] if page.cursors else None,
            end_cursor=page.cursors[-1] if page.cursors else None,
        )
