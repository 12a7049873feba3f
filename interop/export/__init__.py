"""The guideline as FHIR R4 (4.0.1) documents: to be imported as questions and read as documentation, not applied."""

from __future__ import annotations

from typing import Any

from interop.export import activities, plan, questionnaire, value_sets
from interop.export.canonical import Canonical
from interop.services import Services


def bundle(services: Services, base: str) -> dict[str, Any]:
    """A collection of everything exported, each named under `base`: this deployment's address, no slash at its end."""
    names = Canonical(services, base)
    resources = [
        questionnaire.questionnaire(services, names),
        plan.library(services, names),
        *activities.activities(services, names),
        plan.plan(services, names),
        *value_sets.value_sets(services, names),
    ]
    published = services.guideline.document["published"]
    return {
        "resourceType": "Bundle",
        "id": f"{services.guideline.document['id']}-{services.guideline.document['version']}",
        "type": "collection",
        "timestamp": f"{published}T00:00:00Z",
        "entry": [{"fullUrl": resource["url"], "resource": resource} for resource in resources],
    }
