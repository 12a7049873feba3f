"""Reads valid inputs into plain values, because the tables speak of values, not of JSON.

Quantities that the tables compare in the unit reported (or as the plain ratio of two) stay
`(value, unit)`; every other quantity becomes a number in its canonical unit. What is absent,
null or `unknown` is left out of the result, so `in` asks "is it known?"; 0 and [] are known.
"""

from math import floor

DAYS_PER_MONTH = 365.25 / 12

AS_REPORTED = {
    "proteinuria",
    "proteinuria_baseline",
    "proteinuria_nadir",
    "albumin",
    "creatinine",
    "creatinine_baseline",
    "cni_trough",
}

TO_CANONICAL = {
    "age": {"mo": lambda v: v / 12},
    "weight": {"[lb_av]": lambda v: v * 0.45359237},
    "height": {"m": lambda v: v * 100, "[in_i]": lambda v: v * 2.54},
    "steroid_weeks": {"d": lambda v: v / 7, "mo": lambda v: v * DAYS_PER_MONTH / 7},
    "weeks_since_cni_stopped": {"d": lambda v: v / 7, "mo": lambda v: v * DAYS_PER_MONTH / 7},
    "cni_months": {"wk": lambda v: v * 7 / DAYS_PER_MONTH, "a": lambda v: v * 12},
    "magnesium": {"mg/dL": lambda v: v / 2.4305},
    "glucose": {"mg/dL": lambda v: v / 18.016},
    "hba1c": {"mmol/mol": lambda v: 0.09148 * v + 2.152},
    "ldl": {"mg/dL": lambda v: v / 38.67},
}


def rounded(number):
    """Half up to six decimals, so that 130 against 100 is a rise of exactly 30 %."""
    return floor(number * 1e6 + 0.5) / 1e6


def read(inputs):
    inputs = inputs.get("inputs", inputs)  # a whole request will do as well
    known = {}
    for name, given in inputs.items():
        if given is None or given == "unknown":
            continue
        if not isinstance(given, dict):
            known[name] = given
        elif name in AS_REPORTED:
            known[name] = (given["value"], given["unit"])
        else:
            known[name] = canonical(name, given["value"], given["unit"])
    return known


def canonical(name, value, unit):
    convert = TO_CANONICAL.get(name, {}).get(unit)
    return value if convert is None else rounded(convert(value))


def proteinuria_in_grams(quantity):
    """g/g, or g/24 h: which of the two is for the caller to mind."""
    value, unit = quantity
    if unit in ("g/g", "g/(24.h)"):
        return value
    if unit == "mg/mmol":
        return rounded(value * 8.84 / 1000)
    return rounded(value / 1000)


def creatinine_in_umol(quantity):
    value, unit = quantity
    return value if unit == "umol/L" else rounded(value * 88.4)


def creatinine_in_mg(quantity):
    value, unit = quantity
    return value if unit == "mg/dL" else rounded(value / 88.4)


def albumin_in_g_per_l(quantity):
    value, unit = quantity
    return value if unit == "g/L" else rounded(value * 10)
