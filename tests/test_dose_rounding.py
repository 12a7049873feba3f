"""No rounding path leaves an adult's range or exceeds a child's figure, for every weight from 3 to 200 kg."""

from __future__ import annotations

from math import floor, sqrt
from pathlib import Path
from typing import Any

import pytest

from engine import doses
from engine.guideline import load

GUIDELINE = load(Path(__file__).resolve().parent.parent / "guideline" / "guideline.json")
WEIGHTS = [tenths / 10 for tenths in range(30, 2001)]
# Table 11: mg/kg a day, low and high; the smallest capsule in mg.
RATES = {
    ("adult", "ciclosporin"): (3, 5, 25),
    ("child", "ciclosporin"): (5, 5, 25),
    ("adult", "tacrolimus"): (0.05, 0.1, 0.5),
    ("child", "tacrolimus"): (0.1, 0.1, 0.5),
}


def patient(population: str, drug: str, weight: float) -> dict[str, Any]:
    """Someone for whom a start dose is called for."""
    return {
        "age": {"value": 40 if population == "adult" else 9, "unit": "a"}, "sex": "male", "kidney": "native",
        "histology": "fsgs", "secondary_causes": "excluded", "nephrotic_syndrome_ever": "yes", "cni_status": "never",
        "steroid_tolerance": "tolerated", "steroid_resistance": "confirmed_elsewhere", "cni_barriers": [],
        "proteinuria": {"value": 5, "unit": "g/g"}, "creatinine": {"value": 40, "unit": "umol/L"},
        "height": {"value": 130, "unit": "cm"}, "weight": {"value": weight, "unit": "kg"}, "cni_drug": drug,
        "cni_formulation": "tacrolimus_immediate" if drug == "tacrolimus" else "ciclosporin_modified",
    }  # fmt: skip


@pytest.mark.parametrize(("population", "drug"), list(RATES))
def test_every_total_stays_inside(population: str, drug: str) -> None:
    """In tenths of the smallest capsule's milligram, so that no float decides: whole numbers only."""
    low_rate, high_rate, smallest = RATES[population, drug]
    for weight in WEIGHTS:
        answer = doses.answer(GUIDELINE, patient(population, drug, weight))
        dose = answer["doses"][0]
        assert dose["id"] == f"{drug}_start"
        low, high = round(low_rate * weight * 1e6), round(high_rate * weight * 1e6)
        totals = [round(option["total"] * 1e6) for option in dose["options"]]
        capsule = round(smallest * 1e6)
        if population == "adult":
            assert totals == [
                count * capsule for count in range(2, 100000 // round(smallest * 2)) if low <= count * capsule <= high
            ], weight
        else:
            below = high // capsule
            assert totals == ([below * capsule] if below >= 2 else []), weight
        for option in dose["options"]:
            assert option["morning"] + option["evening"] == option["total"]
            assert 0 <= option["morning"] - option["evening"] <= smallest
            assert _milligrams(option["capsules"][0]) == pytest.approx(option["morning"])
            assert _milligrams(option["capsules"][1]) == pytest.approx(option["evening"])


def _milligrams(capsules: str) -> float:
    """`1 mg x 2, 0.5 mg x 1` is 2.5 mg."""
    total = 0.0
    for part in capsules.split(", "):
        strength, count = part.split(" mg x ")
        total += float(strength) * int(count)
    return total


def test_the_companion_steroid_never_passes_its_cap() -> None:
    """Adult: 0.15 mg/kg, at most 15 mg a day. Child: 30 to 40 mg/m2 by Mosteller, at most 40 mg per 48 h at both ends."""
    for weight in WEIGHTS[::7]:
        adult = doses.answer(GUIDELINE, patient("adult", "ciclosporin", weight))["doses"][1]["range"]
        assert adult == {"low": pytest.approx(min(0.15 * weight, 15)), "high": adult["low"], "unit": "mg/d"}
        child = doses.answer(GUIDELINE, patient("child", "ciclosporin", weight))["doses"][1]["range"]
        surface = floor(sqrt(130 * weight / 3600) * 1000 + 0.5) / 1000
        low, high = (pytest.approx(min(rate * surface, 40)) for rate in (30, 40))
        assert child == {"low": low, "high": high, "unit": "mg/(48.h)"}
