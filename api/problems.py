"""Every error of this API as RFC 9457 problem details: one table of kinds, one way to send them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Response, request
from marshmallow.exceptions import SCHEMA
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from engine.quantities import Refusal

MEDIA_TYPE = "application/problem+json"
# Characters that a terminal, a log or a page would obey instead of showing.
OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its name in `type`, its status and title, and what to know about it."""

    name: str
    status: int
    title: str
    why: str

    @property
    def type(self) -> str:
        """The URI reference that names this kind; it leads to its description."""
        return f"/docs/problems#{self.name}" if self.name else "about:blank"


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "unreadable",
            400,
            "The body cannot be read",
            "It is empty, not UTF-8, not JSON, or nested deeper than any request needs.",
        ),
        Kind(
            "values-in-address",
            400,
            "Values stand in the address",
            "Addresses end up in logs and histories. Values belong in the body.",
        ),
        Kind("not-found", 404, "No such address", "The addresses are listed in /openapi.json."),
        Kind("method", 405, "Not a method of this address", "The header Allow names the methods it takes."),
        Kind("not-acceptable", 406, "Not available in that form", "The detail names the forms there are."),
        Kind(
            "too-large",
            413,
            "The body is too large",
            "The longest honest request is far smaller: a larger one is a mistake or an attack.",
        ),
        Kind(
            "content-type",
            415,
            "The body is not sent as JSON",
            "Send application/json in UTF-8, not compressed. Anything else would have to be guessed.",
        ),
        Kind(
            "refused",
            422,
            "Refused",
            "A name, value or unit is not accepted. Nothing is guessed or dropped; `errors` names each.",
        ),
        Kind(
            "not-a-card-request",
            400,
            "Not a request of this service",
            "A CDS Hooks request names its hook, its instance and its context, and its records are of one patient.",
        ),
        Kind("not-authorised", 401, "Not authorised", "This server asks for a token of an issuer that it knows."),
        Kind(
            "prefetch",
            412,
            "Records are missing",
            "The service does not read the FHIR server itself, and does not answer without what it asks for.",
        ),
        Kind("fault", 500, "A fault of this server", "No answer was computed, and nothing of the request was kept."),
    )
}
BY_STATUS = {kind.status: kind for kind in reversed(KINDS.values())}


class Problem(HTTPException):
    """Ends a request with a problem of `KINDS`: `raise Problem("unreadable", "The body is empty.")`."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = KINDS[kind]
        self.code = self.kind.status


class Refused(Problem):
    """Ends a request whose names or values are not accepted; `errors` has an entry for each."""

    def __init__(self, errors: Iterable[Refusal]) -> None:
        self.errors = [{name: _visible(text) for name, text in error.items()} for error in errors]
        first, *others = self.errors
        place = f"{first['pointer']}: " if first["pointer"] else ""
        more = f" And {len(others)} more: see errors." if others else ""
        super().__init__("refused", f"{place}{first['detail']}{more}")


def answer(error: HTTPException) -> Response:
    """The problem details of `error`, with the headers that belong to it: 405 keeps its Allow."""
    if messages := getattr(error, "data", {}).get("messages"):
        error = Refused(messages["json"][SCHEMA])  # where webargs puts what a request's schema raised
    kind = error.kind if isinstance(error, Problem) else _kind(error)
    body: dict[str, Any] = {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "detail": _detail(error, kind),
    }
    if isinstance(error, Refused):
        body["errors"] = error.errors
    reply = Response(json.dumps(body, ensure_ascii=False, allow_nan=False), kind.status, content_type=MEDIA_TYPE)
    for name, value in error.get_headers(request.environ):
        if name.lower() not in ("content-type", "content-length"):
            reply.headers[name] = value
    return reply


def _kind(error: HTTPException) -> Kind:
    status = HTTPStatus(error.code or 500)
    return BY_STATUS.get(status) or Kind("", status, status.phrase, status.phrase + ".")


def _detail(error: HTTPException, kind: Kind) -> str:
    if isinstance(error, Problem):
        return kind.why if error.description is None else error.description
    if isinstance(error, MethodNotAllowed):
        return f"This address takes {', '.join(sorted(error.valid_methods or ()))}."
    if isinstance(error, RequestEntityTooLarge):
        return f"The body may have at most {request.max_content_length} bytes. {kind.why}"
    return kind.why


def _visible(text: str) -> str:
    return OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
