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


def is_listed(bundle: Resource) -> bool:
    """Whether a Bundle's entries are a list of objects, and each resource in them one with a type. One entry that stands
    there alone, as converters from XML leave it, would otherwise be lost in silence."""
    given = bundle.get("entry")
    if given is None:
        return True
    if not isinstance(given, list) or len(objects(given)) != len(given):
        return False
    resources = [each["resource"] for each in given if each.get("resource") is not None]
    return all(
        isinstance(each, dict) and kind_of(each) != "" and (kind_of(each) != "Bundle" or is_listed(each))
        for each in resources
    )


def is_partial(bundle: Resource) -> bool:
    """Whether a Bundle, or one within it, says that there is more, or that something of it could not be had."""
    more = any(text(link.get("relation")) == "next" for link in objects(bundle.get("link")))
    return more or any(_is_lacking(entry.get("resource")) for entry in objects(bundle.get("entry")))


def _is_lacking(resource: Any) -> bool:
    if not isinstance(resource, dict) or kind_of(resource) == "OperationOutcome":
        return True
    return kind_of(resource) == "Bundle" and is_partial(resource)


def records(bundle: Resource) -> list[tuple[str, Resource]]:
    """Address and resource of everything in a Bundle that is a record."""
    return [(address, each) for address, each in entries(bundle) if kind_of(each) != "OperationOutcome"]
