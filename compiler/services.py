"""Checks what this tool tells a hospital's systems of itself against the guideline it speaks for."""

from __future__ import annotations

from typing import Any

from compiler.faults import Fault, Faults, Place


def compiled_services(files: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """The services of one guideline, checked against its compiled `document`. Raises Faults."""
    services, codes = files["services"]["services"], files["codes"]["codes"]
    cds, fhir = services["cds"], services["fhir"]
    alerts = {alert["id"] for alert in document["alerts"]} | set(document["each_alert"])
    items = {item["id"] for item in document["checklist"]["items"]}
    starts = {start["id"]: start["drug"] for start in document["doses"]["start"]}
    faults = [
        *_unknown("order_alerts", cds["order_alerts"], alerts),
        *_unknown("critical", [cds["critical"]["outcome"], *cds["quiet"]], set(document["outcomes"])),
        *_unknown("critical", cds["critical"]["items"], items),
        *_unknown("silent", cds["silent"], set(codes["reasons"])),
        *_unknown("questionnaire", _asked(fhir["questionnaire"]["when"], document["inputs"]), set()),
        *_unknown("activities", list(fhir["activities"]), set(starts)),
    ]
    faults += [
        _fault("activities", f"{name} is a dose of {starts[name]}, not of {entry['drug']}.")
        for name, entry in fhir["activities"].items()
        if starts.get(name, entry["drug"]) != entry["drug"]
    ]
    if faults:
        raise Faults(faults)
    return {"guideline": {name: document[name] for name in ("id", "version")}, **services}


def _asked(conditions: dict[str, Any], inputs: dict[str, Any]) -> list[str]:
    """What of the questions' conditions the inputs do not know."""
    unknown = [name for name in conditions if name not in inputs]
    for condition in conditions.values():
        for name, codes in condition.items():
            unknown += [f"{name} {code}" for code in codes if code not in inputs.get(name, {}).get("codes", {})]
    return unknown


def _unknown(row: str, names: list[str], known: set[str]) -> list[Fault]:
    return [_fault(row, f"`{name}` does not exist.") for name in names if name not in known]


def _fault(row: str, what: str) -> Fault:
    return Fault(Place("services.yaml", row), what, "correct the name in services.yaml.")
