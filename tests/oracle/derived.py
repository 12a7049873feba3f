"""Sections 1 and 6: the values worked out from the inputs, and the limits as printed per unit.

Every function takes the known values of `reading.read` and gives None where it cannot tell.
"""

from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

from .reading import creatinine_in_mg, creatinine_in_umol, proteinuria_in_grams, rounded

# KDIGO prints round figures in each unit; they are not conversions of each other.
PROTEINURIA_LIMITS = {
    "0.2": {"g/g": 0.2, "mg/g": 200, "mg/mmol": 20},
    "0.3": {"g/g": 0.3, "mg/g": 300, "mg/mmol": 30, "g/(24.h)": 0.3, "mg/(24.h)": 300},
    "2": {"g/g": 2, "mg/g": 2000, "mg/mmol": 200},
    "3.5": {"g/g": 3.5, "mg/g": 3500, "mg/mmol": 350, "g/(24.h)": 3.5, "mg/(24.h)": 3500},
}
ALBUMIN_LIMITS = {"30": {"g/L": 30, "g/dL": 3.0}, "35": {"g/L": 35, "g/dL": 3.5}}

TARGETS = {
    ("ciclosporin", "adult", "mass"): (100, 175),
    ("ciclosporin", "adult", "molar"): (83, 146),
    ("ciclosporin", "child", "mass"): (60, 150),
    ("ciclosporin", "child", "molar"): (50, 125),
    ("tacrolimus", "adult", "mass"): (5, 10),
    ("tacrolimus", "adult", "molar"): (6, 12),
    ("tacrolimus", "child", "mass"): (5, 10),
    ("tacrolimus", "child", "molar"): (6, 12),
}

ONCE_DAILY = ("tacrolimus_prolonged", "tacrolimus_extended")


def on_cni(p):
    return p.get("cni_status") in ("taking", "tapering")


def is_adult(p):
    return None if "age" not in p else p["age"] >= 18


def proteinuria_limit(p, name):
    return PROTEINURIA_LIMITS[name][p["proteinuria"][1]]


def albumin_limit(p, name):
    return ALBUMIN_LIMITS[name][p["albumin"][1]]


def is_daily_amount(quantity):
    return quantity[1] in ("g/(24.h)", "mg/(24.h)")


def bsa(p):
    if "height" not in p or "weight" not in p:
        return None
    return half_up(sqrt(p["height"] * p["weight"] / 3600), "0.001")


def amount_per_m2(p):
    """A 24-h amount in g/m2/d; only a child's is looked at this way."""
    area = bsa(p)
    if "proteinuria" not in p or area is None:
        return None
    return rounded(proteinuria_in_grams(p["proteinuria"]) / area)


def egfr(p):
    if "age" not in p or "creatinine" not in p:
        return None
    creatinine = creatinine_in_mg(p["creatinine"])
    if p["age"] < 18:
        if "height" not in p:
            return None
        rate = 0.413 * p["height"] / creatinine
    else:
        if "sex" not in p:
            return None
        rate = ckd_epi_2021(p["age"], p["sex"], creatinine)
    return half_up(rate, "0.1")


def half_up(number, place):
    """As with pencil and paper: the last bits of a double are no part of the number."""
    return float(Decimal(f"{number:.10f}").quantize(Decimal(place), ROUND_HALF_UP))


def ckd_epi_2021(age, sex, creatinine):
    female = sex == "female"
    ratio = creatinine / (0.7 if female else 0.9)
    low = min(ratio, 1) ** (-0.241 if female else -0.302)
    high = max(ratio, 1) ** -1.2
    return 142 * low * high * 0.9938**age * (1.012 if female else 1)


def proteinuria_ratio(p, other):
    """Proteinuria over the baseline or the nadir."""
    now, before = p["proteinuria"], p[other]
    if now[1] == before[1]:
        return now[0] / before[0]
    if not is_adult(p) and is_daily_amount(now) != is_daily_amount(before):
        return None
    grams_before = proteinuria_in_grams(before)
    # A value above 0 can still round to nothing in the other unit.
    return proteinuria_in_grams(now) / grams_before if grams_before else None


def proteinuria_fall(p):
    if "proteinuria" not in p or "proteinuria_baseline" not in p:
        return None
    ratio = proteinuria_ratio(p, "proteinuria_baseline")
    return None if ratio is None else rounded(1 - ratio)


def creatinine_rise(p):
    if "creatinine" not in p or "creatinine_baseline" not in p:
        return None
    now, before = p["creatinine"], p["creatinine_baseline"]
    if now[1] == before[1]:
        return rounded(now[0] / before[0] - 1)
    return rounded(creatinine_in_umol(now) / creatinine_in_umol(before) - 1)


def is_no_trough(p):
    """A level was measured, but at an hour that makes it no trough."""
    if "cni_trough" not in p or "cni_trough_hours" not in p:
        return False
    earliest, latest = (22, 26) if p.get("cni_formulation") in ONCE_DAILY else (10, 14)
    return not earliest <= p["cni_trough_hours"] <= latest


def trough_bands(p):
    """The target bands that may be this patient's, in the trough's unit: two where the age is
    absent, none where there is no trough or no drug to judge it by."""
    if "cni_trough" not in p or "cni_drug" not in p or is_no_trough(p):
        return []
    measure = "molar" if p["cni_trough"][1] == "nmol/L" else "mass"
    adult = is_adult(p)
    if adult is None:
        populations = ("adult", "child")
    else:
        populations = ("adult",) if adult else ("child",)
    return [TARGETS[p["cni_drug"], population, measure] for population in populations]


def agreed(verdicts):
    """The one verdict that every possible population gives, else None."""
    return verdicts[0] if verdicts and verdicts.count(verdicts[0]) == len(verdicts) else None


def trough_position(p):
    return agreed([position_in(band, p["cni_trough"][0]) for band in trough_bands(p)])


def position_in(band, level):
    low, high = band
    if level < low:
        return "below_target"
    return "above_target" if level > high else "at_target"


def exposure(p):
    if "cni_exposure" in p:
        return p["cni_exposure"]
    position = trough_position(p)
    # One trough on target does not make an adequate trial; two do.
    return None if position == "at_target" else position
