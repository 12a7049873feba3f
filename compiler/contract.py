"""Holds the guideline against the public contract: no id, unit or code that callers rely on may go."""

from __future__ import annotations

from typing import Any

from compiler.faults import Fault, Place


def missing_ids(document: dict[str, Any], contract: dict[str, Any]) -> list[Fault]:
    """Every id of the contract that the guideline lacks, and every unit whose order changed its canonical one."""
    faults: list[Fault] = []
    inputs = document["inputs"]
    for name, units in contract["quantities"].items():
        found = list(inputs.get(name, {}).get("units", {}))
        if found != units:
            faults.append(_fault("inputs.yaml", name, f"its units are {found}, the contract says {units}."))
    for kind in ("codes", "lists"):
        for name, codes in contract[kind].items():
            lost = [code for code in codes if code not in inputs.get(name, {}).get("codes", {})]
            if lost:
                faults.append(_fault("inputs.yaml", name, f"the codes {', '.join(lost)} are gone."))
    present = {
        "outcomes": set(document["outcomes"]),
        "alerts": {alert["id"] for alert in document["alerts"]} | set(document["each_alert"]),
        "items": {item["id"] for item in document["checklist"]["items"]},
        "options": {option["id"] for option in document["options"]},
        "derived": set(document["shown"]),
        "doses": {start["id"] for start in document["doses"]["start"]}
        | {document["doses"]["companion"]["id"], document["doses"]["titration"]["id"]},
    }
    for kind, ids in present.items():
        faults += [_fault(f"{kind}.yaml", name, "it is gone.") for name in contract[kind] if name not in ids]
    return faults


def _fault(file: str, name: str, what: str) -> Fault:
    return Fault(Place(file, name), f"public contract: {what}", "put it back; callers you do not know rely on it.")
