"""Section 11: which doses may be shown, and how they fall on real capsules.

`options` are given as {"total", "morning", "evening", "capsules": [{strength: count}, …]},
the morning first; a child's carries the `shortfall` below the exact figure too.
"""

from math import ceil, floor

from .alerts import STARTS_CNI
from .decision import evaluate
from .derived import bsa, is_adult, trough_position
from .reading import read, rounded

STRENGTHS = {"ciclosporin": (100, 50, 25), "tacrolimus": (5, 1, 0.5)}
MG_PER_KG = {
    "ciclosporin": {"adult": (3, 5), "child": (5, 5)},
    "tacrolimus": {"adult": (0.05, 0.1), "child": (0.1, 0.1)},
}
USUAL_STEPS = {"ciclosporin": (25, 50), "tacrolimus": (0.5, 1.0)}
TWICE_DAILY = {
    "ciclosporin": ("ciclosporin_modified", "ciclosporin_unmodified"),
    "tacrolimus": ("tacrolimus_immediate",),
}
GOES_ON = (
    "continue_cni_complete_remission",
    "continue_cni_partial_remission",
    "continue_cni_to_assessment",
    "no_response_plan_referral",
    "reassess_partial_remission",
)


def doses(inputs):
    p = read(inputs)
    outcome = evaluate(p)[0]
    found = {"companion_steroid": companion_steroid(p, outcome), "titration": titration(p, outcome)}
    for drug in [p["cni_drug"]] if "cni_drug" in p else STRENGTHS:
        found[drug + "_start"] = start_dose(p, drug, outcome)
    return {
        "doses": {name: dose for name, dose in found.items() if dose is not None},
        "withheld": {name for name, dose in found.items() if dose is None},
    }


def start_dose(p, drug, outcome):
    if outcome not in STARTS_CNI or "weight" not in p:
        return None
    if drug == "tacrolimus" and p.get("cni_formulation") != "tacrolimus_immediate":
        return None
    who = "adult" if is_adult(p) else "child"
    low, high = (rounded(each * p["weight"]) for each in MG_PER_KG[drug][who])
    choose = totals_inside if who == "adult" else nearest_total_below
    return {"range": {"low": low, "high": high, "unit": "mg/d"}, "options": choose(drug, low, high)}


def totals_inside(drug, low, high):
    smallest = STRENGTHS[drug][-1]
    # Two doses a day need a capsule each.
    first = max(ceil(low / smallest), 2)
    return [split(drug, count * smallest) for count in range(first, floor(high / smallest) + 1)]


def nearest_total_below(drug, _, figure):
    smallest = STRENGTHS[drug][-1]
    count = floor(figure / smallest)
    if count < 2:
        return []  # liquid or granules
    option = split(drug, count * smallest)
    option["shortfall"] = rounded(figure - option["total"])
    return [option]


def split(drug, total):
    smallest = STRENGTHS[drug][-1]
    units = round(total / smallest)
    morning, evening = (units + 1) // 2 * smallest, units // 2 * smallest
    return {
        "total": total,
        "morning": morning,
        "evening": evening,
        "capsules": [fewest_capsules(drug, morning), fewest_capsules(drug, evening)],
    }


def fewest_capsules(drug, dose):
    counts = {}
    for strength in STRENGTHS[drug]:
        if dose >= strength:
            counts[strength] = int(dose // strength)
            dose -= counts[strength] * strength
    return counts


def companion_steroid(p, outcome):
    if outcome not in STARTS_CNI or p.get("steroid_tolerance") != "tolerated" or "weight" not in p:
        return None
    if is_adult(p):
        dose = min(rounded(0.15 * p["weight"]), 15)
        return {"range": {"low": dose, "high": dose, "unit": "mg/d"}}
    area = bsa(p)
    if area is None:
        return None
    low, high = (min(rounded(each * area), 40) for each in (30, 40))
    return {"range": {"low": low, "high": high, "unit": "mg/(48.h)"}}


def titration(p, outcome):
    if not is_adult(p) or p.get("cni_status") != "taking" or "cni_dose" not in p:
        return None
    if p.get("cni_formulation") not in TWICE_DAILY.get(p.get("cni_drug"), ()):
        return None
    direction = titration_direction(p, outcome)
    # Both doses of the day take the step, and together it may be a quarter of the daily dose.
    most = rounded(0.25 * p["cni_dose"])
    steps = [step for step in USUAL_STEPS[p["cni_drug"]] if 2 * step <= most]
    if direction is None or not steps:
        return None
    return {"direction": direction, "step_per_dose": {"low": steps[0], "high": steps[-1], "unit": "mg"}}


def titration_direction(p, outcome):
    position = trough_position(p)
    if position is None or p.get("cni_exposure", position) != position:
        return None
    if position == "below_target" and outcome == "optimise_cni_exposure":
        return "up"
    if position == "above_target" and outcome in GOES_ON:
        return "down"
    return None
