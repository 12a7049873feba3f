"""The pathway's decision as plain hand-written functions: the yardstick for the engine's speed, and never an answer.

Its figures are fixed copies, so that the yardstick does not move with the guideline: a test holds the two to the same
decisions, and fails when a limit changes and this file does not.
"""

from __future__ import annotations

from math import floor, sqrt
from typing import Any

Inputs = dict[str, Any]
DAYS_A_MONTH = 365.25 / 12
IN_GRAMS = {"mg/g": 0.001, "mg/mmol": 0.00884, "mg/(24.h)": 0.001}
# KDIGO's figures as printed for each unit: 1 g/g stands beside 100 mg/mmol.
PRINTED = {"g/g": 1.0, "mg/g": 1000.0, "mg/mmol": 100.0, "g/(24.h)": 1.0, "mg/(24.h)": 1000.0}
TARGETS = {
    ("ciclosporin", True, False): (100, 175),
    ("ciclosporin", True, True): (83, 146),
    ("ciclosporin", False, False): (60, 150),
    ("ciclosporin", False, True): (50, 125),
    ("tacrolimus", True, False): (5, 10),
    ("tacrolimus", True, True): (6, 12),
    ("tacrolimus", False, False): (5, 10),
    ("tacrolimus", False, True): (6, 12),
}
ONCE_DAILY = ("tacrolimus_prolonged", "tacrolimus_extended")
HELD = ("partial", "complete")
REVIEW = "review_indeterminate_response"


class Missing(Exception):
    """The inputs that a row asks for."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


def decide(inputs: Inputs) -> tuple[str, list[str]]:
    """The outcome and what is missing, for inputs without refusals."""
    known = {name: value for name, value in inputs.items() if value is not None and value != "unknown"}
    try:
        return _first(known), []
    except Missing as missing:
        return "needs_input", missing.names


def _ask(p: Inputs, *names: str) -> None:
    missing = [name for name in names if name not in p]
    if missing:
        raise Missing(missing)


def _computed(value: float) -> float:
    return floor(value * 1e6 + 0.5) / 1e6


def _age(p: Inputs) -> float:
    age = p["age"]
    return float(age["value"] if age["unit"] == "a" else _computed(age["value"] / 12))


def _adult(p: Inputs) -> bool:
    return _age(p) >= 18


def _first(p: Inputs) -> str:
    if p.get("kidney") == "transplant":
        return "out_of_scope_transplant"
    if p.get("cni_status") in ("taking", "tapering") and _any_stop(p):
        return "stop_cni_toxicity"
    _ask(p, "age", "cni_status")
    if _age(p) < 1:
        return "out_of_scope_infant"
    _ask(p, "kidney")
    if p["kidney"] == "dialysis":
        return "kidney_failure_refer"
    _ask(p, "histology")
    if p["histology"] != "fsgs":
        return "confirm_diagnosis"
    _ask(p, "secondary_causes")
    if p["secondary_causes"] == "not_assessed":
        return "exclude_secondary_causes"
    if p["secondary_causes"] == "present":
        return "treat_secondary_cause"
    if p.get("genetic_result") == "pathogenic_variant":
        return "genetic_fsgs"
    _ask(p, "nephrotic_syndrome_ever")
    if p["nephrotic_syndrome_ever"] == "no":
        return "no_immunosuppression_undetermined_cause"
    return TABLES[p["cni_status"]](p)


def _never(p: Inputs) -> str:
    if _complete(p):
        return "steroid_responsive"
    _ask(p, "steroid_tolerance")
    if p["steroid_tolerance"] != "tolerated":
        return _gate(p) or "start_cni_steroid_sparing"
    if p.get("steroid_resistance") == "confirmed_elsewhere":
        return _gate(p) or "start_cni"
    _ask(p, "steroid_dose_adequacy")
    if p["steroid_dose_adequacy"] == "inadequate":
        return "optimise_steroid"
    _ask(p, "steroid_weeks")
    adult, weeks = _adult(p), _weeks(p["steroid_weeks"])
    if weeks < (16 if adult else 4):
        return "continue_steroid"
    response = _response(p)
    if adult and response == "partial":
        return "steroid_responsive"
    if adult and response == "indeterminate":
        return REVIEW
    if not adult and response == "partial" and weeks < 6:
        return "confirm_steroid_resistance"
    return _gate(p) or "start_cni"


def _on(p: Inputs) -> None:
    _ask(p, "cni_months", "creatinine", "creatinine_baseline")
    if _rise(p) > 0.3:
        _ask(p, "creatinine_trend")


def _tapering(p: Inputs) -> str:
    _ask(p, "cni_tolerance")
    if p["cni_tolerance"] == "not_tolerated":
        return "cni_intolerant_refer"
    _on(p)
    _ask(p, "best_response_on_cni")
    _ask(p, "proteinuria")
    if _relapsed(p):
        return "relapse_on_taper"
    held, months = p["best_response_on_cni"] in HELD, _months(p)
    if held and months < 12 and p.get("cni_dose_reduced_for_creatinine") != "yes":
        return "premature_taper"
    response = _response(p)
    if response in HELD:
        return "continue_taper"
    if response == "indeterminate" or held:
        return REVIEW
    _ask(p, "cni_exposure")
    return "cni_resistant_refer" if _tried(p, months) else "cni_trial_incomplete"


def _taking(p: Inputs) -> str:
    _ask(p, "cni_tolerance")
    if p["cni_tolerance"] == "not_tolerated":
        return "cni_intolerant_refer"
    _on(p)
    if "best_response_on_cni" in p:
        _ask(p, "proteinuria")
        if _relapsed(p):
            return "relapse_on_cni"
    response, months = _response(p), _months(p)
    if response == "complete":
        return "continue_cni_complete_remission" if months < 12 else "taper_cni"
    if response == "partial":
        return "continue_cni_partial_remission" if months < 12 else "reassess_partial_remission"
    rate = _egfr(p)
    if rate is not None and rate < 30:
        return "cni_not_suitable_refer"
    if response == "indeterminate":
        return "continue_cni_to_assessment" if months < 6 else REVIEW
    if months >= 4:
        _ask(p, "best_response_on_cni")
        if p["best_response_on_cni"] in HELD:
            return REVIEW
    exposure = _exposure(p)
    if exposure is None:
        raise Missing(["cni_exposure"])
    if exposure == "below_target" and _room(p):
        return "optimise_cni_exposure"
    if months < 4:
        return "continue_cni_to_assessment"
    return "no_response_plan_referral" if months < 6 else "cni_resistant_refer"


def _stopped(p: Inputs) -> str:
    if _response(p) in HELD and not _relapsed(p):
        return "surveillance_after_cni"
    _ask(p, "cni_tolerance")
    if p["cni_tolerance"] == "not_tolerated":
        return "cni_intolerant_refer"
    _ask(p, "best_response_on_cni")
    if p["best_response_on_cni"] == "none":
        _ask(p, "cni_months", "cni_exposure")
        return "cni_resistant_refer" if _tried(p, _months(p)) else _gate(p) or "cni_trial_incomplete"
    return _gate(p) or "relapse_after_cni" if _relapsed(p) else REVIEW


TABLES = {"never": _never, "taking": _taking, "tapering": _tapering, "stopped": _stopped}


def _tried(p: Inputs, months: float) -> bool:
    return months >= 4 and p["cni_exposure"] in ("at_target", "above_target")


def _gate(p: Inputs) -> str | None:
    _ask(p, "creatinine", "sex" if _adult(p) else "height")
    rate = _egfr(p)
    assert rate is not None
    if rate < 30:
        return "cni_not_suitable_refer"
    _ask(p, "cni_barriers")
    return "correct_barriers_first" if p["cni_barriers"] else None


def _room(p: Inputs) -> bool:
    """Whether nothing forbids to raise the dose. The eGFR has been looked at, and so has a stop."""
    rise = _rise(p)
    if rise > 0.3 or (p.get("creatinine_trend") == "rising" and rise > 0):
        return False
    return "potassium" not in p or p["potassium"]["value"] < 5.6


def _complete(p: Inputs) -> bool:
    _ask(p, "proteinuria")
    value, unit = p["proteinuria"]["value"], p["proteinuria"]["unit"]
    if _adult(p):
        if value >= 0.3 * PRINTED[unit]:
            return False
        _ask(p, "albumin")
        return _albumin(p) > 35 and not ("creatinine" in p and "creatinine_baseline" in p and _rise(p) > 0.3)
    if "24" in unit:
        _ask(p, "height", "weight")
        return _by_area(p) < 0.1
    return bool(value <= 0.2 * PRINTED[unit])


def _response(p: Inputs) -> str:
    if _complete(p):
        return "complete"
    value, unit = p["proteinuria"]["value"], p["proteinuria"]["unit"]
    if _adult(p):
        _ask(p, "proteinuria_baseline")
        fall = _computed(1 - _ratio(p, "proteinuria_baseline"))
        nephrotic = value > 3.5 * PRINTED[unit]
        if not nephrotic and fall > 0.5:
            return "partial"
        return "none" if nephrotic and fall < 0.5 else "indeterminate"
    reduced = _by_area(p) < 1 if "24" in unit else value < 2 * PRINTED[unit]
    return "partial" if reduced and ("albumin" not in p or _albumin(p) >= 30) else "none"


def _relapsed(p: Inputs) -> bool:
    best = p.get("best_response_on_cni")
    if best not in HELD:
        return False
    _ask(p, "proteinuria")
    value, unit = p["proteinuria"]["value"], p["proteinuria"]["unit"]
    if not _adult(p):
        if "24" in unit:
            _ask(p, "height", "weight")
            return _by_area(p) >= 1
        return bool(value >= 2 * PRINTED[unit])
    if best == "partial" and "proteinuria_nadir" in p:
        return bool(_computed(_ratio(p, "proteinuria_nadir")) > 1.5 and value >= 0.3 * PRINTED[unit])
    return bool(value > 3.5 * PRINTED[unit])


def _ratio(p: Inputs, other: str) -> float:
    now, before = p["proteinuria"], p[other]
    if now["unit"] == before["unit"]:
        return float(now["value"] / before["value"])
    return _grams(now) / _grams(before)


def _grams(given: dict[str, Any]) -> float:
    value, unit = given["value"], given["unit"]
    return float(value if unit in ("g/g", "g/(24.h)") else _computed(value * IN_GRAMS[unit]))


def _by_area(p: Inputs) -> float:
    surface = floor(sqrt(_height(p) * _weight(p) / 3600) * 1000 + 0.5) / 1000
    return _computed(_grams(p["proteinuria"]) / surface)


def _height(p: Inputs) -> float:
    value, unit = p["height"]["value"], p["height"]["unit"]
    return float(value if unit == "cm" else _computed(value * (100 if unit == "m" else 2.54)))


def _weight(p: Inputs) -> float:
    value, unit = p["weight"]["value"], p["weight"]["unit"]
    return float(value if unit == "kg" else _computed(value * 0.45359237))


def _albumin(p: Inputs) -> float:
    value, unit = p["albumin"]["value"], p["albumin"]["unit"]
    return float(value if unit == "g/L" else _computed(value * 10))


def _rise(p: Inputs) -> float:
    now, before = p["creatinine"], p["creatinine_baseline"]
    if now["unit"] == before["unit"]:
        return _computed(now["value"] / before["value"] - 1)
    umol = [_computed(each["value"] * (88.4 if each["unit"] == "mg/dL" else 1)) for each in (now, before)]
    return _computed(umol[0] / umol[1] - 1)


def _egfr(p: Inputs) -> float | None:
    adult = _adult(p)
    if "creatinine" not in p or ("sex" if adult else "height") not in p:
        return None
    given = p["creatinine"]
    creatinine = given["value"] if given["unit"] == "mg/dL" else _computed(given["value"] / 88.4)
    if adult:
        kappa, alpha, factor = (0.7, -0.241, 1.012) if p["sex"] == "female" else (0.9, -0.302, 1.0)
        ratio = creatinine / kappa
        rate = 142 * min(ratio, 1.0) ** alpha * max(ratio, 1.0) ** -1.2 * 0.9938 ** _age(p) * factor
    else:
        rate = 0.413 * _height(p) / creatinine
    return floor(floor(rate * 1e10 + 0.5) / 1e9 + 0.5) / 10


def _weeks(given: dict[str, Any]) -> float:
    value, unit = given["value"], given["unit"]
    return float(value if unit == "wk" else _computed(value / 7 if unit == "d" else value * DAYS_A_MONTH / 7))


def _months(p: Inputs) -> float:
    value, unit = p["cni_months"]["value"], p["cni_months"]["unit"]
    return float(value if unit == "mo" else _computed(value * 7 / DAYS_A_MONTH if unit == "wk" else value * 12))


def _exposure(p: Inputs) -> str | None:
    if "cni_exposure" in p:
        return str(p["cni_exposure"])
    level = _trough(p)
    if level is None or "cni_drug" not in p:
        return None
    low, high = TARGETS[p["cni_drug"], _adult(p), p["cni_trough"]["unit"] == "nmol/L"]
    return "below_target" if level < low else "above_target" if level > high else None


def _trough(p: Inputs) -> float | None:
    if "cni_trough" not in p:
        return None
    if "cni_trough_hours" in p:
        low, high = (22, 26) if p.get("cni_formulation") in ONCE_DAILY else (10, 14)
        if not low <= p["cni_trough_hours"]["value"] <= high:
            return None
    return float(p["cni_trough"]["value"])


def _any_stop(p: Inputs) -> bool:
    """Whether an item of the toxicity checklist says to hold the CNI now."""
    trend = p.get("creatinine_trend")
    if "creatinine" in p and "creatinine_baseline" in p and _rise(p) > 0.3:
        reduced = p.get("cni_dose_reduced_for_creatinine") == "yes"
        if trend == "rising" or (reduced and trend == "stable"):
            return True
    level = _trough(p)
    if level is not None and "cni_drug" in p:
        molar = p["cni_trough"]["unit"] == "nmol/L"
        populations = (_adult(p),) if "age" in p else (True, False)
        if all(level > 2 * TARGETS[p["cni_drug"], adult, molar][1] for adult in populations):
            return True
    signs = p.get("neurological", ())
    if any(sign in signs for sign in ("seizure", "visual_loss", "confusion")):
        return True
    systolic = p["systolic"]["value"] if "systolic" in p else 0
    diastolic = p["diastolic"]["value"] if "diastolic" in p else 0
    if systolic >= 180 or diastolic >= 120:
        return True
    if (systolic >= 140 or diastolic >= 90) and "headache" in signs and "age" in p and not _adult(p):
        return True
    if "potassium" in p and p["potassium"]["value"] >= 6:
        return True
    return ("tma_signs" in p and p["tma_signs"] != "none") or p.get("infection") == "severe"
