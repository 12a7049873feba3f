"""A question that a form leaves out cannot matter: whatever were answered to it, the answer would be the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine import checklist, doses, pathway
from engine.case import Case
from engine.guideline import load
from engine.quantities import read, refusals

ROOT = Path(__file__).resolve().parent.parent
GUIDELINE = load(ROOT / "guideline" / "guideline.json")
ANSWERS: dict[str, list[Any]] = {
    "cni_dose_reduced_for_creatinine": ["yes", "no"],
    "cni_trough_hours": [{"value": hours, "unit": "h"} for hours in (3, 12, 24)],
}
PATIENTS = [
    vector["request"]["inputs"]
    for name in ("alerts", "boundaries", "checklist", "doses", "pathway-taking", "pathway-tapering", "pathway-stopped")
    for vector in json.loads((ROOT / "tests" / "vectors" / f"{name}.json").read_text(encoding="utf-8"))
    if isinstance(vector.get("request", {}).get("inputs"), dict)
]


def said(form: str, inputs: dict[str, Any], but: str) -> dict[str, Any]:
    """All that the form leads to, without what is said of that one value itself."""
    harm = checklist.answer(GUIDELINE, inputs)
    if form == "toxicity":
        return harm
    way = pathway.answer(GUIDELINE, inputs, changes=False)
    return {
        "pathway": way | {"alerts": [alert for alert in way["alerts"] if alert.get("subject") != but]},
        "doses": doses.answer(GUIDELINE, inputs),
        "checklist": harm,
    }


@pytest.mark.parametrize("name", ANSWERS)
def test_a_question_left_out_would_change_nothing(name: str) -> None:
    rows = [
        (form["id"], row["when"])
        for form in GUIDELINE.document["forms"]
        for section in form["sections"]
        for row in section["inputs"]
        if row["input"] == name
    ]
    left_out = put = 0
    for inputs in PATIENTS:
        if name in inputs or refusals(GUIDELINE, inputs):
            continue
        case = Case(GUIDELINE, read(GUIDELINE, inputs))
        for form, when in rows:
            # The form for a dose asks about a trough only of someone on a CNI.
            if form == "dose" and inputs.get("cni_status") not in ("taking", "tapering"):
                continue
            if GUIDELINE.expression(when)(case):
                put += 1
                continue
            left_out += 1
            without = said(form, inputs, name)
            for answer in ANSWERS[name]:
                assert said(form, {**inputs, name: answer}, name) == without, (form, inputs, answer)
    assert left_out > 50
    assert put > 50
