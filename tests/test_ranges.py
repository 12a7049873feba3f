"""The contract's ranges in every unit, worked by hand: the last value taken and the first refused, at both ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import pathway
from engine.guideline import load
from engine.quantities import allowed_words, printed_range, refusals

GUIDELINE = load(Path(__file__).resolve().parent.parent / "guideline" / "guideline.json")
BELOW_ZERO = -0.001

# input, unit: the first refused below, the lowest taken, the highest taken, the first refused above.
TAKEN: dict[tuple[str, str], tuple[float, float, float, float]] = {
    ("age", "a"): (BELOW_ZERO, 0, 120, 120.01),
    ("age", "mo"): (BELOW_ZERO, 0, 1440, 1440.1),
    ("weight", "kg"): (1.99, 2, 350, 350.1),
    ("weight", "[lb_av]"): (4.40, 4.41, 771.6, 771.7),  # 2 kg is 4.409, 350 kg is 771.618
    ("height", "cm"): (44.9, 45, 250, 250.1),
    ("height", "m"): (0.449, 0.45, 2.5, 2.501),
    ("height", "[in_i]"): (17.71, 17.72, 98.42, 98.43),  # 45 cm is 17.717, 250 cm is 98.425
    ("albumin", "g/L"): (2.9, 3, 70, 70.1),
    ("albumin", "g/dL"): (0.29, 0.3, 7, 7.01),
    ("steroid_weeks", "wk"): (BELOW_ZERO, 0, 520, 520.1),
    ("steroid_weeks", "d"): (BELOW_ZERO, 0, 3640, 3641),
    ("steroid_weeks", "mo"): (BELOW_ZERO, 0, 119.5, 119.6),  # 520 wk is 119.589 mo
    ("cni_months", "mo"): (BELOW_ZERO, 0, 600, 600.1),
    ("cni_months", "wk"): (BELOW_ZERO, 0, 2608, 2609),  # 600 mo is 2608.93 wk
    ("cni_months", "a"): (BELOW_ZERO, 0, 50, 50.1),
    ("cni_dose", "mg/d"): (BELOW_ZERO, 0, 2000, 2000.1),
    ("cni_trough", "ng/mL"): (BELOW_ZERO, 0, 3000, 3000.1),
    ("cni_trough", "ug/L"): (BELOW_ZERO, 0, 3000, 3000.1),
    ("cni_trough", "nmol/L"): (BELOW_ZERO, 0, 3000, 3000.1),
    ("cni_trough_hours", "h"): (BELOW_ZERO, 0, 48, 48.1),
    ("weeks_since_cni_stopped", "wk"): (BELOW_ZERO, 0, 2600, 2600.1),
    ("weeks_since_cni_stopped", "d"): (BELOW_ZERO, 0, 18200, 18201),
    ("weeks_since_cni_stopped", "mo"): (BELOW_ZERO, 0, 597.9, 598),  # 2600 wk is 597.947 mo
    ("systolic", "mm[Hg]"): (39, 40, 300, 301),
    ("diastolic", "mm[Hg]"): (19, 20, 200, 201),
    ("potassium", "mmol/L"): (0.9, 1, 10, 10.1),
    ("magnesium", "mmol/L"): (0.09, 0.1, 5, 5.01),
    ("magnesium", "mg/dL"): (0.243, 0.2431, 12.15, 12.16),  # x 2.4305: 0.24305 and 12.1525
    ("glucose", "mmol/L"): (0.49, 0.5, 60, 60.1),
    ("glucose", "mg/dL"): (9, 9.01, 1080, 1081),  # x 18.016: 9.008 and 1080.96
    ("hba1c", "%"): (2.9, 3, 20, 20.1),
    ("hba1c", "mmol/mol"): (9.26, 9.27, 195.1, 195.2),  # (% - 2.152) / 0.09148: 9.2698 and 195.103
    ("ldl", "mmol/L"): (0.09, 0.1, 25, 25.1),
    ("ldl", "mg/dL"): (3.86, 3.87, 966, 967),  # x 38.67: 3.867 and 966.75
}
AMOUNTS: dict[str, tuple[float, float]] = {
    "g/g": (100, 100.01),
    "mg/g": (100000, 100001),
    "mg/mmol": (11312, 11313),  # 100 g/g / 8.84 is 11312.2
    "g/(24.h)": (100, 100.01),
    "mg/(24.h)": (100000, 100001),
}
for unit, (highest, above) in AMOUNTS.items():
    TAKEN["proteinuria", unit] = (BELOW_ZERO, 0, highest, above)
    for name in ("proteinuria_baseline", "proteinuria_nadir"):
        TAKEN[name, unit] = (0, 0.01, highest, above)
for name in ("creatinine", "creatinine_baseline"):
    TAKEN[name, "umol/L"] = (4.9, 5, 3000, 3000.1)
    TAKEN[name, "mg/dL"] = (0.0565, 0.0566, 33.93, 33.94)  # / 88.4: 0.05656 and 33.937

# input, unit: the last unusual below, the lowest usual, the highest usual, the first unusual above.
USUAL: dict[tuple[str, str], tuple[float, float, float, float]] = {
    ("weight", "kg"): (2.9, 3, 200, 200.1),
    ("weight", "[lb_av]"): (6.61, 6.62, 440.9, 441),  # 3 kg is 6.614, 200 kg is 440.925
    ("proteinuria", "g/g"): (0.01, 0.02, 40, 40.1),
    ("proteinuria", "mg/g"): (19, 20, 40000, 40001),
    ("proteinuria", "mg/mmol"): (2.2, 2.3, 4524, 4525),  # 2.262 and 4524.89
    ("proteinuria", "g/(24.h)"): (0.01, 0.02, 40, 40.1),
    ("proteinuria", "mg/(24.h)"): (19, 20, 40000, 40001),
    ("albumin", "g/L"): (7.9, 8, 55, 55.1),
    ("albumin", "g/dL"): (0.79, 0.8, 5.5, 5.6),
    ("creatinine", "umol/L"): (14, 15, 1500, 1501),
    ("creatinine", "mg/dL"): (0.16, 0.17, 16.9, 17),  # 0.1697 and 16.968
    ("steroid_weeks", "wk"): (BELOW_ZERO, 0, 104, 104.1),
    ("steroid_weeks", "d"): (BELOW_ZERO, 0, 728, 729),
    ("steroid_weeks", "mo"): (BELOW_ZERO, 0, 23.9, 24),  # 104 wk is 23.918 mo
    ("cni_months", "mo"): (BELOW_ZERO, 0, 240, 240.1),
    ("cni_months", "wk"): (BELOW_ZERO, 0, 1043, 1044),  # 240 mo is 1043.57 wk
    ("cni_months", "a"): (BELOW_ZERO, 0, 20, 20.1),
    ("cni_trough_hours", "h"): (9.9, 10, 14, 14.1),
    ("systolic", "mm[Hg]"): (69, 70, 220, 221),
    ("diastolic", "mm[Hg]"): (39, 40, 130, 131),
    ("potassium", "mmol/L"): (2.4, 2.5, 7, 7.1),
    ("magnesium", "mmol/L"): (0.29, 0.3, 1.5, 1.51),
    ("magnesium", "mg/dL"): (0.72, 0.73, 3.64, 3.65),  # 0.72915 and 3.64575
    ("glucose", "mmol/L"): (1.9, 2, 30, 30.1),
    ("glucose", "mg/dL"): (36, 37, 540, 541),  # 36.032 and 540.48
    ("hba1c", "%"): (3.9, 4, 15, 15.1),
    ("hba1c", "mmol/mol"): (20.2, 20.3, 140.4, 140.5),  # 20.201 and 140.446
    ("ldl", "mmol/L"): (0.49, 0.5, 12, 12.1),
    ("ldl", "mg/dL"): (19.3, 19.4, 464, 465),  # 19.335 and 464.04
}
for name in ("proteinuria_baseline", "proteinuria_nadir"):
    USUAL |= {(name, unit): ends for (other, unit), ends in USUAL.items() if other == "proteinuria"}
USUAL |= {("creatinine_baseline", unit): ends for (other, unit), ends in USUAL.items() if other == "creatinine"}
TROUGHS: dict[tuple[str, str], tuple[float, float, float, float]] = {
    ("ciclosporin", "ng/mL"): (19.9, 20, 600, 600.1),
    ("ciclosporin", "ug/L"): (19.9, 20, 600, 600.1),
    ("ciclosporin", "nmol/L"): (16.6, 16.7, 499, 500),  # x 0.832: 16.64 and 499.2
    ("tacrolimus", "ng/mL"): (0.9, 1, 40, 40.1),
    ("tacrolimus", "ug/L"): (0.9, 1, 40, 40.1),
    ("tacrolimus", "nmol/L"): (1.24, 1.25, 49.7, 49.8),  # x 1.244: 1.244 and 49.76
}


def refused(name: str, unit: str, value: float) -> bool:
    found = refusals(GUIDELINE, {name: {"value": value, "unit": unit}})
    assert all(each["pointer"] == f"/inputs/{name}/value" for each in found)
    return bool(found)


def unusual(name: str, unit: str, value: float, **beside: str) -> bool:
    inputs = {name: {"value": value, "unit": unit}, **beside}
    alerts = pathway.answer(GUIDELINE, inputs, changes=False)["alerts"]
    return name in [alert.get("subject") for alert in alerts if alert["id"] == "implausible_value"]


def test_the_table_has_every_input_in_every_unit() -> None:
    listed = {(name, unit) for name, spec in GUIDELINE.inputs.items() for unit in spec.get("units", ())}
    assert listed == set(TAKEN)


@pytest.mark.parametrize(("name", "unit"), TAKEN)
def test_the_boundaries_are_taken_and_a_step_outside_is_refused(name: str, unit: str) -> None:
    below, lowest, highest, above = TAKEN[name, unit]
    assert [refused(name, unit, value) for value in (below, lowest, highest, above)] == [True, False, False, True]


def test_every_input_with_a_usual_range_is_in_the_table() -> None:
    assert {name for name, spec in GUIDELINE.inputs.items() if "plausible" in spec} == {name for name, _ in USUAL}


@pytest.mark.parametrize(("name", "unit"), USUAL)
def test_a_step_outside_the_usual_range_is_answered_with_a_doubt(name: str, unit: str) -> None:
    below, lowest, highest, above = USUAL[name, unit]
    doubted = [unusual(name, unit, value) for value in (lowest, highest, above)]
    assert doubted == [False, False, True]
    assert below < 0 or unusual(name, unit, below)


@pytest.mark.parametrize(("drug", "unit"), TROUGHS)
def test_a_trough_is_unusual_for_its_drug(drug: str, unit: str) -> None:
    doubted = [unusual("cni_trough", unit, value, cni_drug=drug) for value in TROUGHS[drug, unit]]
    assert doubted == [True, False, False, True]


@pytest.mark.parametrize(("value", "holds"), [(0.9, True), (1, False), (600, False), (600.1, True)])
def test_a_trough_of_an_unknown_drug_is_unusual_only_where_it_is_for_both(value: float, holds: bool) -> None:
    assert unusual("cni_trough", "ng/mL", value) is holds


# As it is said: three digits, inside what is taken (worked beside TAKEN); a whole number stays as it is.
SAID: dict[tuple[str, str], str] = {
    ("creatinine", "umol/L"): "5 µmol/L to 3000 µmol/L",
    ("creatinine", "mg/dL"): "0.0566 mg/dL to 33.9 mg/dL",
    ("weight", "[lb_av]"): "4.41 lb to 771 lb",
    ("height", "[in_i]"): "17.8 in to 98.4 in",
    ("proteinuria", "mg/mmol"): "0 mg/mmol to 11300 mg/mmol",
    ("proteinuria_baseline", "mg/mmol"): "above 0, to 11300 mg/mmol",
    ("cni_months", "wk"): "0 weeks to 2600 weeks",
    ("steroid_weeks", "d"): "0 days to 3640 days",
    ("steroid_weeks", "mo"): "0 months to 119 months",
    ("magnesium", "mg/dL"): "0.244 mg/dL to 12.1 mg/dL",
    ("hba1c", "mmol/mol"): "9.27 mmol/mol to 195 mmol/mol",
    ("potassium", "mmol/L"): "1 mmol/L to 10 mmol/L",
}


@pytest.mark.parametrize(("name", "unit"), SAID)
def test_a_range_is_said_in_numbers_that_a_reader_can_keep(name: str, unit: str) -> None:
    assert allowed_words(GUIDELINE, GUIDELINE.inputs[name], unit) == SAID[name, unit]


@pytest.mark.parametrize(("name", "unit"), TAKEN)
def test_what_is_said_to_be_accepted_is(name: str, unit: str) -> None:
    for end in printed_range(GUIDELINE, GUIDELINE.inputs[name], unit):
        value = float(end.split(" ")[0])
        assert not refused(name, unit, value) or value == 0
