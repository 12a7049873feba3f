"""Patients that several tests begin with."""

from __future__ import annotations

from typing import Any

# An adult after 16 weeks of full-dose steroid, with nothing against a CNI.
RESISTANT: dict[str, Any] = {
    "age": {"value": 34, "unit": "a"}, "sex": "female", "kidney": "native", "histology": "fsgs",
    "secondary_causes": "excluded", "nephrotic_syndrome_ever": "yes", "cni_status": "never",
    "steroid_tolerance": "tolerated", "steroid_dose_adequacy": "adequate", "cni_barriers": [],
    "steroid_weeks": {"value": 16, "unit": "wk"}, "creatinine": {"value": 88, "unit": "umol/L"},
    "proteinuria": {"value": 520, "unit": "mg/mmol"}, "proteinuria_baseline": {"value": 610, "unit": "mg/mmol"},
}  # fmt: skip
