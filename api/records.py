"""Records in a request body: how large and deep they may be, which day is today, and what holds them."""

from collections.abc import Iterable
from typing import Any

from flask import Request, current_app

from interop.resource import Resource, entries, kind_of, objects, text

from . import body

# A record of a hundred results is far below both.
LONGEST_BYTES = 1024 * 1024
DEEPEST = 40


def read(request: Request, types: Iterable[str] = (body.JSON,)) -> Any:
    """The JSON body, as `api.body.read` reads it, with room for a record."""
    request.max_content_length = LONGEST_BYTES
    return body.read(request, tuple(types), DEEPEST)


def today() -> str:
    """The day of the configured clock."""
    day: str = current_app.config["TODAY"]().isoformat()
    return day


def is_partial(bundle: Resource) -> bool:
    """Whether a search result says that there is more, or that something went wrong."""
    more = any(text(link.get("relation")) == "next" for link in objects(bundle.get("link")))
    return more or any(kind_of(resource) == "OperationOutcome" for _, resource in entries(bundle))


def records(bundle: Resource) -> list[tuple[str, Resource]]:
    """Address and resource of everything in a Bundle that is a record."""
    return [(address, each) for address, each in entries(bundle) if kind_of(each) != "OperationOutcome"]
