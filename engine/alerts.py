"""What to mind beside an outcome, from what is known; nothing is asked for here."""

from __future__ import annotations

from typing import Any

from engine.case import Case
from engine.guideline import Alert
from engine.quantities import plausible_units, unusual, with_unit
from engine.words import said

WORST_FIRST = ("act", "watch", "info")


def alerts(case: Case) -> list[dict[str, Any]]:
    """Every alert that holds, worst first; within a grade in the guideline's order."""
    raised = [_spoken(case, alert) for alert in case.guideline.alerts if alert.when(case)]
    raised += _implausible(case) + _medicines(case)
    return [alert for grade in WORST_FIRST for alert in raised if alert["grade"] == grade]


def openings(case: Case) -> list[str]:
    """What an outcome's words open with where an alert says to reduce or reconsider the dose."""
    spoken = [said(case, alert.opens) for alert in case.guideline.alerts if alert.opens.parts and alert.when(case)]
    return [sentence for sentence in spoken if sentence]


def _spoken(case: Case, alert: Alert) -> dict[str, Any]:
    entry = alert.entry
    body = {"id": entry["id"], "grade": entry["grade"], "title": entry["title"], "says": said(case, alert.says)}
    if "subject" in entry:
        body["subject"] = entry["subject"]
    return body | {"sources": entry["sources"], "certainty": entry["certainty"]}


def _implausible(case: Case) -> list[dict[str, Any]]:
    guideline = case.guideline
    words = guideline.document["each_alert"]["implausible_value"]
    found = []
    for name, value in case.known.items():
        usual = unusual(guideline, name, value, case.known)
        if usual is None:
            continue
        spec = guideline.inputs[name]
        says = (
            words["says"]
            .replace("{value}", f"{spec['label']} {with_unit(guideline, value.reported, value.unit)}")
            .replace("{low}", with_unit(guideline, usual[0], value.unit))
            .replace("{high}", with_unit(guideline, usual[1], value.unit))
        )
        other = plausible_units(guideline, spec, value.reported, value.unit, case.known)
        if other is not None:
            says += " " + words["other_unit"].replace("{unit}", other)
        found.append(
            {
                "id": "implausible_value",
                "grade": words["grade"],
                "title": words["title"].replace("{label}", spec["label"]),
                "says": says,
                "subject": name,
                "sources": words["sources"],
                "certainty": words["certainty"],
            }
        )
    return found


def _medicines(case: Case) -> list[dict[str, Any]]:
    guideline = case.guideline
    found = []
    for code in case.value("medicines"):
        medicine = guideline.document["medicines"][code]
        if case.guideline.each_when["interaction"](case):
            found += [
                _medicine_alert(case, "interaction", code, effect)
                for effect in medicine.get("effects", [])
                if _concerns(case, effect)
            ]
        if case.guideline.each_when["medicine_caution"](case):
            found += [
                _medicine_alert(case, "medicine_caution", code, caution)
                for caution in medicine.get("cautions", [])
                if _concerns(case, caution)
            ]
    return found


def _concerns(case: Case, effect: dict[str, Any]) -> bool:
    """Whether an effect of one CNI alone can matter: it does until the other drug is known."""
    return "drug" not in effect or not case.knows("cni_drug") or case.value("cni_drug") == effect["drug"]


def _medicine_alert(case: Case, name: str, code: str, effect: dict[str, Any]) -> dict[str, Any]:
    words = case.guideline.document["each_alert"][name]
    label = case.guideline.document["medicines"][code]["label"]
    return {
        "id": name,
        "grade": effect["grade"],
        "title": words["title"].replace("{medicine}", label),
        "says": words["says"].replace("{medicine}", label).replace("{says}", effect["says"]),
        "subject": code,
        "sources": [effect["source"]],
        "certainty": effect["certainty"],
    }
