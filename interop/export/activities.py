"""What may be ordered: each start dose as a proposal, in rates and in words, and the monitoring. Never a patient's dose."""

from __future__ import annotations

from typing import Any

from engine.numbers import written
from interop.export.canonical import Canonical
from interop.resource import Resource
from interop.services import Services

MONITORING = "cni-monitoring"


def name_of(start: str) -> str:
    """The name of a start dose's definition."""
    return start.replace("_", "-")


def activities(services: Services, names: Canonical) -> list[Resource]:
    """A definition for each start dose, and one for the monitoring."""
    starts = {start["id"]: start for start in names.document["doses"]["start"]}
    made = [_start(services, names, starts[name], entry) for name, entry in names.fhir["activities"].items()]
    return [*made, _monitoring(names)]


def _start(services: Services, names: Canonical, start: dict[str, Any], entry: dict[str, Any]) -> Resource:
    medicine = services.codes.document["medicines"][entry["drug"]]
    label = services.guideline.inputs["cni_drug"]["codes"][entry["drug"]]
    product = [
        {"system": services.codes.systems[system], "code": code, "display": label}
        for system in ("rxnorm", "atc")
        for code in medicine[system]
    ]
    populations = ("adult", "child")
    sources = list(dict.fromkeys(source for who in populations for source in start[who]["sources"]))
    return names.made(
        "ActivityDefinition",
        name_of(start["id"]),
        entry["title"],
        description=start["says"],
        relatedArtifact=names.sources(sources),
        kind="MedicationRequest",
        intent="proposal",
        productCodeableConcept={"coding": product, "text": start["label"]},
        dosage=[
            _dosage(services, names, start[who], who, sequence) for sequence, who in enumerate(populations, start=1)
        ],
    )


def _dosage(services: Services, names: Canonical, rule: dict[str, Any], who: str, sequence: int) -> dict[str, Any]:
    """The rate for one population; text says for whom, since a dosage has no field for it."""
    limits = services.guideline.limits
    low, high = (limits[rule[end] if end in rule else rule["figure"]] for end in ("low", "high"))
    words = names.fhir["range" if low is not high else "figure"]
    ends = {"{low}": written(low["value"]), "{high}": written(high["value"])}
    ends |= {"{unit}": services.guideline.units[low["unit"]], "{count}": written(limits["doses_a_day"]["value"])}
    for placeholder, end in ends.items():
        words = words.replace(placeholder, end)
    rates = {
        end: {
            "value": limit["value"],
            "unit": services.guideline.units[limit["unit"]],
            "system": services.codes.systems["ucum"],
            "code": limit["unit"],
        }
        for end, limit in (("low", low), ("high", high))
    }
    return {"sequence": sequence, "text": f"{names.fhir[who]}: {words}", "doseAndRate": [{"rateRange": rates}]}


def _monitoring(names: Canonical) -> Resource:
    monitoring = names.document["monitoring"]
    checks = "\n".join(f"- {check['label']}" for check in monitoring["checks"])
    sources = list(dict.fromkeys(source for check in monitoring["checks"] for source in check["sources"]))
    title = names.fhir["monitoring"]["title"]
    return names.made(
        "ActivityDefinition",
        MONITORING,
        title,
        description=f"{monitoring['composite']}\n\n{checks}",
        relatedArtifact=names.sources(sources),
        kind="ServiceRequest",
        intent="proposal",
        code={"text": title},
    )
