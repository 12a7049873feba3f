"""Sections 8 and 9: which alternatives an outcome carries, and which alerts stand beside it.

Only ids: the words are the engine's. Alerts use what is known and ask for nothing.
"""

from .checklist import nephrotoxicity
from .decision import evaluate, response
from .derived import (
    PROTEINURIA_LIMITS,
    TARGETS,
    albumin_limit,
    amount_per_m2,
    creatinine_rise,
    egfr,
    exposure,
    is_adult,
    is_daily_amount,
    is_no_trough,
    on_cni,
    proteinuria_limit,
    trough_bands,
    trough_position,
)
from .reading import (
    albumin_in_g_per_l,
    creatinine_in_umol,
    proteinuria_in_grams,
    read,
    rounded,
)

STARTS_CNI = ("start_cni", "start_cni_steroid_sparing", "cni_trial_incomplete", "relapse_after_cni")
CARRIES_OPTIONS = ("cni_resistant_refer", "cni_intolerant_refer", "stop_cni_toxicity", "cni_not_suitable_refer")
ALTERNATIVES = ("mycophenolate_dexamethasone", "rituximab", "acth", "cyclophosphamide", "plasma_exchange")

PLAUSIBLE = {
    "weight": (3, 200),
    "steroid_weeks": (0, 104),
    "cni_months": (0, 240),
    "cni_trough_hours": (10, 14),
    "systolic": (70, 220),
    "diastolic": (40, 130),
    "potassium": (2.5, 7),
    "magnesium": (0.3, 1.5),
    "glucose": (2, 30),
    "hba1c": (4, 15),
    "ldl": (0.5, 12),
    "proteinuria": (0.02, 40),
    "proteinuria_baseline": (0.02, 40),
    "proteinuria_nadir": (0.02, 40),
    "albumin": (8, 55),
    "creatinine": (15, 1500),
    "creatinine_baseline": (15, 1500),
}
PLAUSIBLE_TROUGH = {"ciclosporin": (20, 600), "tacrolimus": (1, 40)}
NMOL_PER_UG = {"ciclosporin": 0.832, "tacrolimus": 1.244}

HARMS_FETUS = {"mycophenolate", "cyclophosphamide", "ace_inhibitor", "arb", "sparsentan"}
HARMS_NURSLING = {"mycophenolate", "cyclophosphamide"}
INTERACTS = {
    # raise the level
    "ketoconazole",
    "itraconazole",
    "voriconazole",
    "fluconazole",
    "clarithromycin",
    "erythromycin",
    "ritonavir",
    "cobicistat",
    "nelfinavir",
    "diltiazem",
    "verapamil",
    "amiodarone",
    "fluoxetine",
    "fluvoxamine",
    "cimetidine",
    "danazol",
    "oral_contraceptives",
    "grapefruit",
    "cannabidiol",
    "sparsentan",
    # lower it
    "rifampicin",
    "rifabutin",
    "carbamazepine",
    "phenobarbital",
    "phenytoin",
    "st_johns_wort",
    "caspofungin",
    # add nephrotoxicity
    "nsaid",
    "aminoglycosides",
    "amphotericin_b",
    "vancomycin",
    # add hyperkalaemia
    "spironolactone",
    "amiloride",
    "triamterene",
    "ace_inhibitor",
    "arb",
    "trimethoprim",
}
SUPPORTIVE_CARE = {"blood_pressure_control", "ras_blockade", "lipid_management", "oedema_management"}


def options(inputs, outcome):
    if outcome not in CARRIES_OPTIONS:
        return []
    tried = read(inputs).get("tried", ())
    chosen = ["specialised_centre"]
    if outcome == "cni_intolerant_refer" and "other_cni" not in tried:
        chosen.append("other_cni")
    return chosen + [each for each in ALTERNATIVES if each not in tried]


def alerts(inputs, outcome):
    p = read(inputs)
    offered = set(p.get("medicines", ())) | medicines_among(options(inputs, outcome))
    raised = {
        "unit_rounding_gap": proteinuria_in_gap(p) or trough_in_gap(p),
        "implausible_value": implausible(p),
        "not_a_trough": is_no_trough(p),
        "near_limit": near_limit(p),
        "age_near_18": 17.5 <= p.get("age", 0) < 18.5,
        "hypoalbuminaemia_absent": nephrotic_without_low_albumin(p),
        "segmental_effacement": p.get("foot_process_effacement") == "segmental",
        "genetic_testing_due": genetic_testing_due(p),
        "early_switch_possible": early_switch_possible(p, outcome),
        "before_first_dose": outcome in STARTS_CNI and outcome != "relapse_after_cni",
        "egfr_low": on_cni(p) and egfr(p) is not None and egfr(p) < 30,
        "egfr_reduced": egfr(p) is not None and 30 <= egfr(p) < 60,
        "reduce_dose_creatinine": creatinine_asks_to_reduce(p),
        "trough_below_target": trough_too_low(p),
        "trough_above_target": "above_target" in (exposure(p), trough_position(p)),
        "premature_stop": premature_stop(p),
        "cni_dependent": cni_dependent(p),
        "long_exposure_biopsy": p.get("cni_months", 0) >= 24,
        "supportive_care_incomplete": supportive_care_incomplete(p),
        "blood_pressure_above_target": bool(is_adult(p)) and p.get("systolic", 0) >= 120,
        "sparsentan_with_ras_blockade": sparsentan_with_ras_blockade(p),
        "teratogenic": teratogenic(p, offered),
        "pregnancy_unknown": pregnancy_unknown(p) and bool(offered & HARMS_FETUS),
        "interaction": (on_cni(p) or outcome in STARTS_CNI) and bool(INTERACTS.intersection(p.get("medicines", ()))),
        "paediatric_steroid_figure": bool(is_adult(p)) and outcome in STARTS_CNI,
        "relapse_common": p.get("cni_status") == "tapering" or outcome == "taper_cni",
    }
    return {alert for alert, holds in raised.items() if holds}


def medicines_among(chosen):
    """The pregnancy rules name mycophenolate; the option pairs it with dexamethasone."""
    return {"mycophenolate" if each == "mycophenolate_dexamethasone" else each for each in chosen}


def proteinuria_in_gap(p):
    if "age" not in p or "proteinuria" not in p or p["proteinuria"][1] != "mg/mmol":
        return False
    names = ("0.3", "3.5") if is_adult(p) else ("0.2", "2")
    return any(
        PROTEINURIA_LIMITS[name]["mg/mmol"] < p["proteinuria"][0] < rounded(PROTEINURIA_LIMITS[name]["mg/g"] / 8.84)
        for name in names
    )


def trough_in_gap(p):
    bands = trough_bands(p)
    return (
        bool(bands)
        and p["cni_trough"][1] == "nmol/L"
        and all(in_gap_of(p["cni_drug"], band, p["cni_trough"][0]) for band in bands)
    )


def in_gap_of(drug, printed, level):
    mass = next(TARGETS[drug, who, "mass"] for who in ("adult", "child") if TARGETS[drug, who, "molar"] == printed)
    exact = [rounded(end * NMOL_PER_UG[drug]) for end in mass]
    return any(min(pair) < level < max(pair) for pair in zip(printed, exact, strict=True))


def implausible(p):
    for name, (low, high) in PLAUSIBLE.items():
        if name in p and not low <= canonical_value(name, p[name]) <= high:
            return True
    return "cni_trough" in p and implausible_trough(p)


def canonical_value(name, given):
    if name.startswith("proteinuria"):
        return proteinuria_in_grams(given)
    if name.startswith("creatinine"):
        return creatinine_in_umol(given)
    return albumin_in_g_per_l(given) if name == "albumin" else given


def implausible_trough(p):
    """Where the drug is absent, only a level that neither drug would have."""
    level, unit = p["cni_trough"]
    for drug in [p["cni_drug"]] if "cni_drug" in p else PLAUSIBLE_TROUGH:
        low, high = PLAUSIBLE_TROUGH[drug]
        in_ug = rounded(level / NMOL_PER_UG[drug]) if unit == "nmol/L" else level
        if low <= in_ug <= high:
            return False
    return True


def near_limit(p):
    if "age" not in p or "proteinuria" not in p:
        return False
    if is_adult(p):
        limits = [proteinuria_limit(p, "0.3"), proteinuria_limit(p, "3.5")]
    elif is_daily_amount(p["proteinuria"]):
        limits = [0.1, 1]
    else:
        limits = [proteinuria_limit(p, "0.2"), proteinuria_limit(p, "2")]
    value = proteinuria_for_population(p)
    return value is not None and any(rounded(0.9 * limit) <= value <= rounded(1.1 * limit) for limit in limits)


def proteinuria_for_population(p):
    """As reported, except a child's 24-h amount, which the tables judge per m2."""
    if not is_adult(p) and is_daily_amount(p["proteinuria"]):
        return amount_per_m2(p)
    return p["proteinuria"][0]


def nephrotic_without_low_albumin(p):
    if "age" not in p or "proteinuria" not in p or "albumin" not in p:
        return False
    if is_adult(p):
        limit = proteinuria_limit(p, "3.5")
    else:
        limit = 1 if is_daily_amount(p["proteinuria"]) else proteinuria_limit(p, "2")
    value = proteinuria_for_population(p)
    return value is not None and value > limit and p["albumin"][0] >= albumin_limit(p, "30")


def genetic_testing_due(p):
    if p.get("genetic_result") in ("no_pathogenic_variant", "pathogenic_variant"):
        return False
    if p.get("cni_status") in ("taking", "tapering", "stopped"):
        return True
    return evaluate(p)[2] in ("4.3", "4.9")


def early_switch_possible(p, outcome):
    return (
        outcome == "continue_steroid"
        and bool(is_adult(p))
        and p.get("steroid_weeks", 0) >= 8
        and response(p)[0] == "none"
    )


def creatinine_asks_to_reduce(p):
    rise = creatinine_rise(p)
    if not on_cni(p) or rise is None:
        return False
    return nephrotoxicity(p) == "act"


def trough_too_low(p):
    return (
        p.get("cni_status") == "taking"
        and "below_target" in (exposure(p), trough_position(p))
        and response(p)[0] not in ("complete", "partial")
    )


def premature_stop(p):
    return (
        p.get("cni_status") in ("stopped", "tapering")
        and p.get("cni_months", 12) < 12
        and p.get("best_response_on_cni") in ("partial", "complete")
        and p.get("cni_dose_reduced_for_creatinine") != "yes"
    )


def cni_dependent(p):
    return (
        "weeks_since_cni_stopped" in p
        and p["weeks_since_cni_stopped"] <= 2
        and p.get("cni_months", 0) > 12
        and evaluate(p)[2] == "7.5"
    )


def supportive_care_incomplete(p):
    if "supportive_care" not in p:
        return False
    lacking = SUPPORTIVE_CARE.difference(p["supportive_care"])
    if ras_blockade_unwise(p):
        lacking.discard("ras_blockade")
    return bool(lacking)


def ras_blockade_unwise(p):
    rise = creatinine_rise(p)
    return (
        p.get("pregnancy") in ("pregnant", "planning")
        or p.get("potassium", 0) >= 5.6
        or (rise is not None and rise > 0.3)
        or p.get("creatinine_trend") == "rising"
        or "sparsentan" in p.get("medicines", ())
    )


def sparsentan_with_ras_blockade(p):
    medicines = p.get("medicines", ())
    return "sparsentan" in medicines and (
        "arb" in medicines or "ace_inhibitor" in medicines or "ras_blockade" in p.get("supportive_care", ())
    )


def teratogenic(p, offered):
    if p.get("pregnancy") in ("pregnant", "planning"):
        return bool(offered & HARMS_FETUS)
    return p.get("pregnancy") == "breastfeeding" and bool(offered & HARMS_NURSLING)


def pregnancy_unknown(p):
    return p.get("sex") == "female" and 12 <= p.get("age", 0) < 55 and "pregnancy" not in p
