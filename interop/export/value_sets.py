"""The codes that are read and refused, as value sets that a hospital's terminology server can hold beside its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from interop.codes import Entry
from interop.export.canonical import Canonical
from interop.resource import Resource
from interop.services import Services

Concept = tuple[str, str, str]
NOTICE = "SNOMED CT ids are given without its descriptions; using them needs a national licence."


def value_sets(services: Services, names: Canonical) -> list[Resource]:
    """One for each list that services.yaml names."""
    return [_value_set(services, names, name, title) for name, title in names.fhir["value_sets"].items()]


def _value_set(services: Services, names: Canonical, name: str, title: str) -> Resource:
    by_system: dict[str, list[dict[str, str]]] = {}
    for system, code, display in LISTS[name](services):
        by_system.setdefault(system, []).append({"code": code, "display": display})
    includes = [{"system": system, "concept": concepts} for system, concepts in by_system.items()]
    content: dict[str, Any] = {"description": title, "compose": {"include": includes}}
    if services.codes.systems["snomed"] in by_system:
        content["copyright"] = NOTICE
    return names.made("ValueSet", f"fsgs-{name}", title, **content)


def _conditions(services: Services) -> list[Concept]:
    systems = services.codes.systems
    return [
        (systems[system], code, entry["display"])
        for entry in services.codes.document["conditions"]
        for system in ("icd10", "icd10cm", "snomed")
        for code in entry.get(system, ())
    ]


def _observations(services: Services, kind: str) -> list[Concept]:
    loinc, known = services.codes.systems["loinc"], services.codes.document["observations"]
    return [(loinc, code, entry["display"]) for code, entry in known.items() if kind in entry]


def _medicines(services: Services, wanted: Callable[[Entry], bool]) -> list[Concept]:
    labels, systems = services.guideline.document["medicines"], services.codes.systems
    return [
        (systems[system], code, labels[medicine]["label"])
        for medicine, entry in services.codes.document["medicines"].items()
        if wanted(entry)
        for system in ("rxnorm", "atc")
        for code in entry.get(system, ())
    ]


LISTS: dict[str, Callable[[Services], list[Concept]]] = {
    "conditions": _conditions,
    "observations": lambda services: _observations(services, "input"),
    "refused": lambda services: _observations(services, "refuse"),
    "cni": lambda services: _medicines(services, lambda entry: "cni" in entry),
    "strong": lambda services: _medicines(services, lambda entry: "strong" in entry),
    "interacting": lambda services: _medicines(services, lambda entry: "cni" not in entry),
}
