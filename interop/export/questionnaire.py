"""Every input as a question. Its answers come back to the evaluation as a QuestionnaireResponse."""

from __future__ import annotations

from typing import Any

from interop.export.canonical import Canonical
from interop.resource import Resource
from interop.services import Services
from interop.stated import NONE

UNIT_OPTION = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption"
NAME = "fsgs-pathway-questions"


def questionnaire(services: Services, names: Canonical) -> Resource:
    """All inputs in the guideline's order; each linkId is the input's id."""
    return names.made(
        "Questionnaire",
        NAME,
        names.fhir["questionnaire"]["title"],
        description=names.document["purpose"],
        subjectType=["Patient"],
        item=[_item(services, names, name) for name in services.guideline.inputs],
    )


def _item(services: Services, names: Canonical, name: str) -> dict[str, Any]:
    spec = services.guideline.inputs[name]
    item: dict[str, Any] = {"linkId": name, "text": spec["label"]}
    codes = _codes(services, name)
    if codes:
        item["code"] = codes
    when = names.fhir["questionnaire"]["when"].get(name)
    if when:
        item["enableWhen"] = [
            {
                "question": other,
                "operator": "=",
                "answerCoding": {"system": names.url("CodeSystem", other), "code": code},
            }
            for other, chosen in when.items()
            for code in chosen
        ]
        item["enableBehavior"] = "any"
    if spec["kind"] == "quantity":
        return item | {"type": "quantity", "extension": [_unit(services, unit) for unit in spec["units"]]}
    labels = {code: label for code, label in spec["codes"].items() if code != "unknown"}
    if spec["kind"] == "list":
        labels[NONE] = names.fhir["questionnaire"]["none"]
    system = names.url("CodeSystem", name)
    options = [{"valueCoding": {"system": system, "code": code, "display": label}} for code, label in labels.items()]
    return item | {"type": "choice", "repeats": spec["kind"] == "list", "answerOption": options}


def _codes(services: Services, name: str) -> list[dict[str, str]]:
    """The LOINC codes under which the input is read, where what is read needs no question first."""
    return [
        {"system": services.codes.systems["loinc"], "code": code, "display": entry["display"]}
        for code, entry in services.codes.document["observations"].items()
        if entry.get("input") == name and "ask" not in entry and entry["checked"] != "memory"
    ]


def _unit(services: Services, unit: str) -> dict[str, Any]:
    coding = {"system": services.codes.systems["ucum"], "code": unit, "display": services.guideline.units[unit]}
    return {"url": UNIT_OPTION, "valueCoding": coding}
