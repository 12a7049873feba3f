"""The decision tables as a PlanDefinition to be read, and the guideline itself as a Library that points at it."""

from __future__ import annotations

from typing import Any

from interop.export import activities
from interop.export.canonical import Canonical
from interop.resource import Resource
from interop.services import Services

LIBRARY, PLAN = "fsgs-pathway-guideline", "fsgs-pathway"
STRENGTH = "http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation"
QUALITY = "http://hl7.org/fhir/StructureDefinition/cqf-qualityOfEvidence"
TYPES = {
    "library": "http://terminology.hl7.org/CodeSystem/library-type",
    "plan": "http://terminology.hl7.org/CodeSystem/plan-definition-type",
}
JSON = "application/json"


def library(services: Services, names: Canonical) -> Resource:
    """Where the guideline stands as JSON, with its version and its digest."""
    document = names.document
    return names.made(
        "Library",
        LIBRARY,
        names.fhir["library"]["title"],
        description=f"{document['purpose']} {document['algorithm']} SHA-256: {document['digest']}.",
        type={"coding": [{"system": TYPES["library"], "code": "logic-library"}]},
        relatedArtifact=names.sources(list(document["sources"])),
        content=[{"contentType": JSON, "url": f"{names.base}/v1/guideline", "title": document["title"]}],
    )


def plan(services: Services, names: Canonical) -> Resource:
    """A group of actions for each table; an action for each row that leads to an outcome."""
    document = names.document
    return names.made(
        "PlanDefinition",
        PLAN,
        names.fhir["plan"]["title"],
        type={"coding": [{"system": TYPES["plan"], "code": "eca-rule"}]},
        description=f"{names.fhir['plan']['says']} {document['disclaimer']}",
        library=[names.versioned("Library", LIBRARY)],
        action=[_table(names, name, table) for name, table in document["tables"].items()],
    )


def _table(names: Canonical, name: str, table: dict[str, Any]) -> dict[str, Any]:
    rows = [
        _row(names, name, place, row) for place, row in enumerate(table["rows"]) if "outcome" in (row.get("then") or {})
    ]
    return {
        "title": table["title"],
        "trigger": [{"type": "named-event", "name": "patient-view"}],
        "selectionBehavior": "at-most-one",
        "action": rows,
    }


def _row(names: Canonical, table: str, place: int, row: dict[str, Any]) -> dict[str, Any]:
    outcome = names.document["outcomes"][row["then"]["outcome"]]
    address = f"{names.base}/v1/guideline#/tables/{table}/rows/{place}"
    action: dict[str, Any] = {
        "prefix": row["id"],
        "title": outcome["title"],
        "description": row["question"],
        "documentation": _documentation(names, row, outcome),
        "condition": [
            {
                "kind": "applicability",
                "expression": {"description": row["question"], "language": JSON, "reference": address},
            }
        ],
    }
    if row["then"]["outcome"] in names.document["starting"]:
        action["action"] = [
            {
                "title": entry["title"],
                "definitionCanonical": names.versioned("ActivityDefinition", activities.name_of(start)),
            }
            for start, entry in names.fhir["activities"].items()
        ]
        action["selectionBehavior"] = "at-most-one"
    return action


def _documentation(names: Canonical, row: dict[str, Any], outcome: dict[str, Any]) -> list[dict[str, Any]]:
    """The sources of a row, with how strong the ground of its outcome is and how sure the reading."""
    graded = [
        {"url": QUALITY, "valueCodeableConcept": {"text": names.document["certainty"][outcome["certainty"]]["label"]}}
    ]
    strength = ". ".join(part["says"] for part in outcome["strength"])
    if strength:
        graded.append({"url": STRENGTH, "valueCodeableConcept": {"text": strength}})
    return [{"extension": graded, **source} for source in names.sources(row["sources"], "documentation")]
