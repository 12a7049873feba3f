"""Section 10: the CNI-toxicity checklist, one function per item.

Each item gives its grade from the known values; `not_assessed` is never `ok`.
"""

from .derived import agreed, creatinine_rise, egfr, is_adult, on_cni, trough_bands
from .reading import read

NOT_ASSESSED = "not_assessed"

# What an item asks for at `act`; the rest ask to treat, and leave the CNI dose alone.
REDUCES_AT_ACT = ("nephrotoxicity", "egfr", "trough")


def grade(inputs):
    p = read(inputs)
    if "cni_status" not in p:
        return {"applies": None, "action": None, "grades": {}, "missing": ["cni_status"]}
    if not on_cni(p):
        return {"applies": False, "action": None, "grades": {}, "missing": []}
    grades = all_grades(p)
    return {"applies": True, "action": action(grades), "grades": grades, "missing": []}


def all_grades(p):
    return {
        "nephrotoxicity": nephrotoxicity(p),
        "egfr": reduced_function(p),
        "trough": trough(p),
        "blood_pressure": blood_pressure(p),
        "potassium": potassium(p),
        "magnesium": magnesium(p),
        "glucose": glucose(p),
        "lipids": lipids(p),
        "neurological": neurological(p),
        "gums_hair": gums_hair(p),
        "tma": tma(p),
        "infection": infection(p),
    }


def action(grades):
    asked = {what_it_asks(item, given) for item, given in grades.items()}
    for each in ("stop_and_refer", "reduce_and_recheck", "treat_and_recheck", "monitor_closely", "continue"):
        if each in asked:
            return each
    return None


def what_it_asks(item, given):
    if given == "stop":
        return "stop_and_refer"
    if given == "act":
        return "reduce_and_recheck" if item in REDUCES_AT_ACT else "treat_and_recheck"
    if given == "watch":
        return "monitor_closely"
    return "continue" if given == "ok" else None


def nephrotoxicity(p):
    rise = creatinine_rise(p)
    trend = p.get("creatinine_trend")
    if rise is None:
        return "act" if trend == "rising" else NOT_ASSESSED
    if rise > 0.3:
        reduced = p.get("cni_dose_reduced_for_creatinine") == "yes"
        if trend == "rising" or (trend == "stable" and reduced):
            return "stop"
        return "act"
    if trend == "rising" and rise > 0:
        return "act"
    return "watch" if rise > 0.2 else "ok"


def reduced_function(p):
    rate = egfr(p)
    if rate is None:
        return NOT_ASSESSED
    if rate < 30:
        return "act"
    return "watch" if rate < 60 else "ok"


def trough(p):
    by_level = agreed([grade_level(band, p["cni_trough"][0]) for band in trough_bands(p)])
    if by_level is not None:
        return by_level
    by_word = {"at_target": "ok", "below_target": "watch", "above_target": "act"}
    return by_word.get(p.get("cni_exposure"), NOT_ASSESSED)


def grade_level(band, level):
    low, high = band
    if level > 2 * high:
        return "stop"
    if level > high:
        return "act"
    return "watch" if level < low else "ok"


def blood_pressure(p):
    adult = is_adult(p)
    if adult is None:
        return agreed([adult_pressure(p), child_pressure(p)]) or NOT_ASSESSED
    return adult_pressure(p) if adult else child_pressure(p)


def pressure_reaches(p, systolic, diastolic):
    return p.get("systolic", 0) >= systolic or p.get("diastolic", 0) >= diastolic


def adult_pressure(p):
    if pressure_reaches(p, 180, 120):
        return "stop"
    if pressure_reaches(p, 140, 90):
        return "act"
    if p.get("systolic", 0) >= 120:
        return "watch"
    # One figure alone can be alarming but never reassuring.
    return "ok" if "systolic" in p and "diastolic" in p else NOT_ASSESSED


def child_pressure(p):
    if pressure_reaches(p, 180, 120):
        return "stop"
    if pressure_reaches(p, 140, 90):
        symptoms = ("headache", "seizure", "visual_loss", "confusion")
        ill = any(symptom in p.get("neurological", ()) for symptom in symptoms)
        return "stop" if ill else "act"
    # Below stage 2 a child's figure means nothing without its centile.
    return NOT_ASSESSED


def potassium(p):
    if "potassium" not in p:
        return NOT_ASSESSED
    if p["potassium"] >= 6.0:
        return "stop"
    if p["potassium"] >= 5.6:
        return "act"
    return "watch" if p["potassium"] > 5.0 else "ok"


def magnesium(p):
    if "magnesium" not in p:
        return NOT_ASSESSED
    if p["magnesium"] < 0.5:
        return "act"
    return "watch" if p["magnesium"] < 0.7 else "ok"


def glucose(p):
    if "glucose" not in p and "hba1c" not in p:
        return NOT_ASSESSED
    fasting, hba1c = p.get("glucose", 0), p.get("hba1c", 0)
    if fasting >= 7.0 or hba1c >= 6.5:
        return "act"
    return "watch" if fasting >= 5.6 or hba1c >= 5.7 else "ok"


def lipids(p):
    if "ldl" not in p:
        return NOT_ASSESSED
    if p["ldl"] >= 4.9:
        return "act"
    return "watch" if p["ldl"] >= 2.6 else "ok"


def neurological(p):
    if "neurological" not in p:
        return NOT_ASSESSED
    signs = p["neurological"]
    if "seizure" in signs or "visual_loss" in signs or "confusion" in signs:
        return "stop"
    return "watch" if signs else "ok"


def gums_hair(p):
    grades = {"none": "ok", "cosmetic": "watch", "gum_overgrowth_hinders_eating": "act"}
    return grades.get(p.get("gums_hair"), NOT_ASSESSED)


def tma(p):
    grades = {"none": "ok", "falling_platelets_and_haemolysis": "stop"}
    return grades.get(p.get("tma_signs"), NOT_ASSESSED)


def infection(p):
    grades = {"none": "ok", "minor": "watch", "treated": "act", "severe": "stop"}
    return grades.get(p.get("infection"), NOT_ASSESSED)
