"""CDS Hooks 2.0 in JSON Schema, for the contract. Members that are not named are allowed, as the standard says."""

from collections.abc import Iterable
from typing import Any

Shape = dict[str, Any]


def _object(required: list[str], **properties: Shape) -> Shape:
    return {"type": "object", "required": required, "properties": properties}


IDENTIFIER = "[A-Za-z0-9.-]{1,64}"  # as FHIR writes it
USER = f"(Practitioner|PractitionerRole|Patient|RelatedPerson)/{IDENTIFIER}"
TEXT: Shape = {"type": "string", "minLength": 1}
CODING = _object(["code"], code=TEXT, system=TEXT, display=TEXT)
RESOURCE = _object(["resourceType"], resourceType=TEXT)
DISCOVERY = _object(
    ["services"],
    services={
        "type": "array",
        "items": _object(
            ["hook", "id", "description"],
            hook=TEXT,
            id=TEXT,
            title=TEXT,
            description=TEXT,
            usageRequirements=TEXT,
            prefetch={"type": "object", "additionalProperties": TEXT},
        ),
    },
)
CARDS = _object(
    ["cards"],
    cards={
        "type": "array",
        "items": _object(
            ["uuid", "summary", "indicator", "detail", "source"],
            uuid={"type": "string", "format": "uuid"},
            summary={"type": "string", "minLength": 1, "maxLength": 139},
            indicator={"enum": ["info", "warning", "critical"]},
            detail={**TEXT, "description": "GitHub-flavoured Markdown."},
            source=_object(["label"], label=TEXT, url={"type": "string", "format": "uri"}, topic=CODING),
            overrideReasons={"type": "array", "minItems": 1, "items": CODING},
            links={
                "type": "array",
                "minItems": 1,
                "items": _object(
                    ["label", "url", "type"],
                    label=TEXT,
                    url={"type": "string", "format": "uri"},
                    type={"enum": ["absolute", "smart"]},
                    appContext=TEXT,
                ),
            },
        ),
    },
)
FEEDBACK = _object(
    ["feedback"],
    feedback={
        "type": "array",
        "minItems": 1,
        "items": _object(
            ["card", "outcome", "outcomeTimestamp"],
            card={"type": "string", "format": "uuid"},
            outcome={"enum": ["accepted", "overridden"]},
            outcomeTimestamp={"type": "string", "format": "date-time"},
            acceptedSuggestions={"type": "array", "minItems": 1, "items": _object(["id"], id=TEXT)},
            overrideReason=_object([], reason=CODING, userComment={"type": "string"}),
        ),
    },
)


def request(hooks: Iterable[str], needed: Iterable[str]) -> Shape:
    """A request for cards: the hook, and the records that every service needs."""
    context = _object(
        ["userId", "patientId"],
        userId={"type": "string", "pattern": f"^{USER}$"},
        patientId={"type": "string", "pattern": f"^{IDENTIFIER}$"},
        selections={"type": "array", "items": {"type": "string"}, "description": "For order-select."},
        draftOrders={**RESOURCE, "description": "A Bundle, for order-select and order-sign."},
    )
    record = {"oneOf": [RESOURCE, {"type": "null"}], "description": "A resource, a searchset, or null for none."}
    return _object(
        ["hook", "hookInstance", "context", "prefetch"],
        hook={"enum": list(hooks)},
        hookInstance={"type": "string", "format": "uuid"},
        context=context,
        prefetch=_object(list(needed), **dict.fromkeys(needed, record)),
    )


def body(shape: Shape, example: Any = None) -> Shape:
    """An OpenAPI request body of that shape."""
    media: Shape = {"schema": shape} if example is None else {"schema": shape, "example": example}
    return {"required": True, "content": {"application/json": media}}


def which(ids: Iterable[str]) -> Shape:
    """The path parameter that names a service."""
    return {"name": "name", "in": "path", "required": True, "schema": {"enum": list(ids)}, "description": "Its id."}
