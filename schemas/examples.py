"""Requests to try, shown in the contract. They are patients, not limits: every number here was typed by a clinician."""

from typing import Any


def _quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit}


RESISTANT_ADULT = {
    "age": _quantity(34, "a"),
    "sex": "female",
    "weight": _quantity(70, "kg"),
    "kidney": "native",
    "histology": "fsgs",
    "secondary_causes": "excluded",
    "nephrotic_syndrome_ever": "yes",
    "cni_status": "never",
    "steroid_tolerance": "tolerated",
    "steroid_dose_adequacy": "adequate",
    "steroid_weeks": _quantity(16, "wk"),
    "proteinuria": _quantity(520, "mg/mmol"),
    "proteinuria_baseline": _quantity(600, "mg/mmol"),
    "creatinine": _quantity(80, "umol/L"),
    "cni_barriers": [],
}
TAKING_TACROLIMUS = {
    "age": _quantity(34, "a"),
    "cni_status": "taking",
    "cni_drug": "tacrolimus",
    "creatinine": _quantity(1.3, "mg/dL"),
    "creatinine_baseline": _quantity(0.9, "mg/dL"),
    "cni_trough": _quantity(6, "ng/mL"),
    "potassium": _quantity(4.4, "mmol/L"),
    "systolic": _quantity(128, "mm[Hg]"),
    "neurological": [],
}

CASES = {
    "resistant_adult": {
        "summary": "An adult after 16 weeks of steroid",
        "value": {"inputs": RESISTANT_ADULT},
    },
    "nothing_known": {"summary": "Nothing known: the answer says what to ask first", "value": {"inputs": {}}},
}
ON_CNI = {"on_tacrolimus": {"summary": "On tacrolimus, creatinine risen", "value": {"inputs": TAKING_TACROLIMUS}}}
COURSES = {
    "first_months": {
        "summary": "Three readings on tacrolimus",
        "value": {
            "inputs": {
                "age": _quantity(34, "a"),
                "cni_drug": "tacrolimus",
                "cni_start": "2026-03-01",
                "proteinuria_baseline": _quantity(6, "g/g"),
                "creatinine_baseline": _quantity(80, "umol/L"),
            },
            "readings": [
                {"date": "2026-04-01", "proteinuria": _quantity(5, "g/g"), "creatinine": _quantity(85, "umol/L")},
                {"date": "2026-06-01", "proteinuria": _quantity(2.4, "g/g"), "cni_trough": _quantity(6, "ng/mL")},
                {"date": "2026-07-10", "proteinuria": _quantity(0.2, "g/g"), "albumin": _quantity(38, "g/L")},
            ],
        },
    }
}
STARTS = {
    "tacrolimus": {"summary": "Tacrolimus from 1 March", "value": {"start": "2026-03-01", "cni_drug": "tacrolimus"}}
}
