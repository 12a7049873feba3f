"""What the FHIR routes take and give, in JSON Schema. FHIR's own rules are FHIR's: only the frame is described."""

from typing import Any

Shape = dict[str, Any]

BUNDLE: Shape = {
    "type": "object",
    "required": ["resourceType"],
    "properties": {
        "resourceType": {"const": "Bundle"},
        "timestamp": {
            "type": "string",
            "format": "date-time",
            "description": "A moment of the day on which the records are read; without it, this day.",
        },
        "entry": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "fullUrl": {"type": "string"},
                    "resource": {
                        "type": "object",
                        "required": ["resourceType"],
                        "properties": {"resourceType": {"type": "string", "minLength": 1}, "id": {"type": "string"}},
                    },
                },
            },
        },
    },
}
COLLECTION: Shape = {"type": "object", "required": ["resourceType", "type", "entry"]}
EXAMPLE = {
    "resourceType": "Bundle",
    "type": "collection",
    "timestamp": "2026-03-10T08:00:00Z",
    "entry": [
        {"resource": {"resourceType": "Patient", "id": "p", "birthDate": "1992-03-11", "gender": "female"}},
        {
            "resource": {
                "resourceType": "Observation",
                "id": "upcr",
                "status": "final",
                "code": {"coding": [{"system": "http://loinc.org", "code": "2890-2"}]},
                "subject": {"reference": "Patient/p"},
                "effectiveDateTime": "2026-03-01",
                "valueQuantity": {"value": 5200, "system": "http://unitsofmeasure.org", "code": "mg/g"},
            }
        },
    ],
}
RECORD: Shape = {
    "required": True,
    "content": {
        "application/json": {"schema": BUNDLE, "example": EXAMPLE},
        "application/fhir+json": {"schema": BUNDLE},
    },
}
FINDING: Shape = {
    "type": "object",
    "required": ["resource", "standing", "why", "says"],
    "properties": {
        "resource": {"type": "string"},
        "standing": {"enum": ["taken", "possible", "ask", "left_out"]},
        "input": {"type": "string"},
        "date": {"type": "string", "format": "date"},
        "why": {"type": "array", "items": {"type": "string"}, "description": "Ids of reasons, questions and notes."},
        "says": {"type": "array", "items": {"type": "string"}},
    },
}
EVALUATION: Shape = {
    "type": "object",
    "required": ["guideline", "outcome", "missing", "record"],
    "description": "The answer of /v1/pathway, and what was read.",
    "properties": {
        "record": {
            "type": "object",
            "required": ["read_on", "partial", "inputs", "proposed", "findings"],
            "properties": {
                "read_on": {"type": "string", "format": "date"},
                "partial": {"type": "boolean"},
                "inputs": {"type": "object", "description": "What was evaluated."},
                "proposed": {"type": "object", "description": "Evaluated only once a clinician has agreed."},
                "findings": {"type": "array", "items": FINDING},
            },
        }
    },
}
