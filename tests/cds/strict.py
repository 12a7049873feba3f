"""CDS Hooks 2.0.1 as strict JSON Schemas: every member of the text, no other, none of them empty or null."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

Shape = dict[str, Any]
TEXT: Shape = {"type": "string", "minLength": 1}
URL: Shape = {"type": "string", "pattern": "^https?://[^/ ]+/"}
UUID: Shape = {"type": "string", "format": "uuid"}


def only(required: list[str], **properties: Shape) -> Shape:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
        "minProperties": 1,
    }


def some(items: Shape) -> Shape:
    return {"type": "array", "items": items, "minItems": 1}


PREFETCH: Shape = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "type": "string",
        # A read or a search by the tokens and parameters that the text allows.
        "pattern": r"^(Patient/\{\{context\.patientId\}\}|[A-Z][A-Za-z]+\?[^ ]+)$",
    },
}
SERVICE = only(
    ["hook", "description", "id"],
    hook={"enum": ["patient-view", "order-select", "order-sign"]},
    title=TEXT,
    description=TEXT,
    id={"type": "string", "pattern": "^[a-z][a-z-]+$"},
    prefetch=PREFETCH,
    usageRequirements=TEXT,
)
DISCOVERY = only(["services"], services=some(SERVICE))
TOPIC = only(["code"], code=TEXT, system=URL, display=TEXT)
LINK: Shape = {
    "oneOf": [
        only(["label", "url", "type"], label=TEXT, url=URL, type={"const": "absolute"}),
        only(["label", "url", "type"], label=TEXT, url=URL, type={"const": "smart"}, appContext=TEXT),
    ]
}
CARD = only(
    ["summary", "indicator", "source"],
    uuid=UUID,
    summary={"type": "string", "minLength": 1, "maxLength": 139},
    detail=TEXT,
    indicator={"enum": ["info", "warning", "critical"]},
    source=only(["label"], label=TEXT, url=URL, topic=TOPIC),
    overrideReasons=some(only(["code", "system", "display"], code=TEXT, system=URL, display=TEXT)),
    links=some(LINK),
)
RESPONSE = only(["cards"], cards={"type": "array", "items": CARD})
REQUEST: Shape = {
    "type": "object",
    "required": ["hook", "hookInstance", "context"],
    "properties": {
        "hook": {"enum": ["patient-view", "order-select", "order-sign"]},
        "hookInstance": UUID,
        "fhirServer": URL,
        "fhirAuthorization": {"type": "object"},
        "context": {"type": "object", "required": ["userId", "patientId"]},
        "prefetch": {"type": "object"},
    },
    "dependentRequired": {"fhirAuthorization": ["fhirServer"]},
    "allOf": [
        {
            "if": {"properties": {"hook": {"const": "order-select"}}},
            "then": {"properties": {"context": {"required": ["selections", "draftOrders"]}}},
        },
        {
            "if": {"properties": {"hook": {"const": "order-sign"}}},
            "then": {"properties": {"context": {"required": ["draftOrders"], "not": {"required": ["selections"]}}}},
        },
    ],
}
FEEDBACK = only(
    ["feedback"],
    feedback=some(
        {
            "oneOf": [
                only(
                    ["card", "outcome", "outcomeTimestamp", "acceptedSuggestions"],
                    card=UUID,
                    outcome={"const": "accepted"},
                    outcomeTimestamp={"type": "string", "format": "date-time"},
                    acceptedSuggestions=some(only(["id"], id=UUID)),
                ),
                only(
                    ["card", "outcome", "outcomeTimestamp"],
                    card=UUID,
                    outcome={"const": "overridden"},
                    outcomeTimestamp={"type": "string", "format": "date-time"},
                    overrideReason=only([], reason=TOPIC, userComment=TEXT),
                ),
            ]
        }
    ),
)


def validator(shape: Shape) -> Any:
    return jsonschema_rs.validator_for(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape}, validate_formats=True
    )
