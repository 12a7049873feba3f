"""Published formulas that CEL cannot write. Their coefficients come from the guideline.

Powers differ in the last bits between machines, so whoever calls these rounds before comparing.
"""

from math import sqrt


def ckd_epi(
    creatinine: float,
    age: float,
    factor: float,
    kappa: float,
    alpha: float,
    exponent: float,
    yearly: float,
    sex_factor: float,
) -> float:
    """eGFR in mL/min/1.73 m2 from creatinine in mg/dL and age in years (CKD-EPI 2021)."""
    ratio = creatinine / kappa
    shape = min(ratio, 1.0) ** alpha * max(ratio, 1.0) ** exponent
    return factor * shape * yearly**age * sex_factor


def schwartz(height: float, creatinine: float, factor: float) -> float:
    """eGFR in mL/min/1.73 m2 from height in cm and creatinine in mg/dL (bedside Schwartz)."""
    return factor * height / creatinine


def mosteller(height: float, weight: float, divisor: float) -> float:
    """Body surface in m2 from height in cm and weight in kg."""
    return sqrt(height * weight / divisor)
