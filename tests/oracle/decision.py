"""Sections 2 to 5 and 7 as ordinary ifs: one function per table, rows in their printed order.

A table gives `(outcome, missing, row)`. The row says where the answer came from ("4.9" is
table 4 row 9, also when the gate behind it spoke), because two alerts depend on that.
"""

from .checklist import all_grades
from .derived import (
    albumin_limit,
    amount_per_m2,
    creatinine_rise,
    egfr,
    exposure,
    is_adult,
    is_daily_amount,
    on_cni,
    proteinuria_fall,
    proteinuria_limit,
    proteinuria_ratio,
)
from .reading import read, rounded


def decide(inputs):
    p = read(inputs)
    outcome, missing, _ = evaluate(p)
    return {"outcome": outcome, "missing": missing, "response": response(p)[0]}


def ask(row, *names):
    return "needs_input", list(names), row


def absent(p, *names):
    return [name for name in names if name not in p]


# Section 2. Each function gives (verdict, asks): where the verdict is None, `asks` says for what.


def response(p):
    if "age" not in p:
        return None, ["age"]
    complete, asks = in_complete_remission(p)
    if complete is None:
        return None, asks
    if complete:
        return "complete", []
    return adult_response_short_of_complete(p) if is_adult(p) else child_response(p)


def in_complete_remission(p):
    if "proteinuria" not in p:
        return None, ["proteinuria"]
    if is_adult(p):
        return adult_in_complete_remission(p)
    level, asks = child_level(p)
    return (None, asks) if asks else (level == "remission", [])


def adult_in_complete_remission(p):
    if p["proteinuria"][0] >= proteinuria_limit(p, "0.3"):
        return False, []
    if "albumin" not in p:
        return None, ["albumin"]
    rise = creatinine_rise(p)
    if rise is not None and rise > 0.3:
        return False, []
    return p["albumin"][0] > albumin_limit(p, "35"), []


def adult_response_short_of_complete(p):
    fall = proteinuria_fall(p)
    if fall is None:
        return None, ["proteinuria_baseline"]
    nephrotic = p["proteinuria"][0] > proteinuria_limit(p, "3.5")
    if not nephrotic and fall > 0.5:
        return "partial", []
    if nephrotic and fall < 0.5:
        return "none", []
    return "indeterminate", []


def child_response(p):
    level, asks = child_level(p)
    if asks:
        return None, asks
    albumin_low = "albumin" in p and p["albumin"][0] < albumin_limit(p, "30")
    return ("partial" if level == "reduced" and not albumin_low else "none"), []


def child_level(p):
    """Where a child's proteinuria stands: remission, reduced or nephrotic."""
    if is_daily_amount(p["proteinuria"]):
        return child_level_by_area(p)
    value = p["proteinuria"][0]
    if value <= proteinuria_limit(p, "0.2"):
        return "remission", []
    return ("reduced" if value < proteinuria_limit(p, "2") else "nephrotic"), []


def child_level_by_area(p):
    amount = amount_per_m2(p)
    if amount is None:
        return None, absent(p, "height", "weight")
    # Below 0.1 here, but at or below 0.2 for a ratio: so the table has it.
    if amount < 0.1:
        return "remission", []
    return ("reduced" if amount < 1 else "nephrotic"), []


def relapsed(p):
    """Asked only where the best response on the CNI is known to be partial or complete."""
    if "proteinuria" not in p:
        return None, ["proteinuria"]
    if not is_adult(p):
        level, asks = child_level(p)
        return (None, asks) if asks else (level == "nephrotic", [])
    if p["best_response_on_cni"] == "partial" and "proteinuria_nadir" in p:
        ratio = proteinuria_ratio(p, "proteinuria_nadir")
        if ratio is not None:
            return rounded(ratio) > 1.5 and p["proteinuria"][0] >= proteinuria_limit(p, "0.3"), []
    return p["proteinuria"][0] > proteinuria_limit(p, "3.5"), []


# Section 3


def evaluate(p):
    if p.get("kidney") == "transplant":
        return "out_of_scope_transplant", [], "3.1"
    if on_cni(p) and "stop" in all_grades(p).values():
        return "stop_cni_toxicity", [], "3.2"
    missing = absent(p, "age", "cni_status")
    if missing:
        return ask("3.3", *missing)
    if p["age"] < 1:
        return "out_of_scope_infant", [], "3.3"
    return diagnosis(p) or by_cni_status(p)


def diagnosis(p):
    """Rows 4 to 9; None where they let the patient through."""
    if "kidney" not in p:
        return ask("3.4", "kidney")
    if p["kidney"] == "dialysis":
        return "kidney_failure_refer", [], "3.4"
    if "histology" not in p:
        return ask("3.5", "histology")
    if p["histology"] != "fsgs":
        return "confirm_diagnosis", [], "3.5"
    if "secondary_causes" not in p:
        return ask("3.6", "secondary_causes")
    if p["secondary_causes"] == "not_assessed":
        return "exclude_secondary_causes", [], "3.6"
    if p["secondary_causes"] == "present":
        return "treat_secondary_cause", [], "3.7"
    if p.get("genetic_result") == "pathogenic_variant":
        return "genetic_fsgs", [], "3.8"
    if "nephrotic_syndrome_ever" not in p:
        return ask("3.9", "nephrotic_syndrome_ever")
    if p["nephrotic_syndrome_ever"] == "no":
        return "no_immunosuppression_undetermined_cause", [], "3.9"
    return None


def by_cni_status(p):
    if p["cni_status"] == "never":
        return never_treated(p)
    if p["cni_status"] == "stopped":
        return stopped(p)
    return on_treatment(p)


# Section 4


def never_treated(p):
    complete, asks = in_complete_remission(p)
    if asks:
        return ask("4.1", *asks)
    if complete:
        return "steroid_responsive", [], "4.1"
    if "steroid_tolerance" not in p:
        return ask("4.2", "steroid_tolerance")
    if p["steroid_tolerance"] != "tolerated":
        return gate(p, "start_cni_steroid_sparing", "4.2")
    if p.get("steroid_resistance") == "confirmed_elsewhere":
        return gate(p, "start_cni", "4.3")
    if "steroid_dose_adequacy" not in p:
        return ask("4.4", "steroid_dose_adequacy")
    if p["steroid_dose_adequacy"] == "inadequate":
        return "optimise_steroid", [], "4.4"
    if "steroid_weeks" not in p:
        return ask("4.5", "steroid_weeks")
    if p["steroid_weeks"] < (16 if is_adult(p) else 4):
        return "continue_steroid", [], "4.5"
    return after_full_steroid_course(p)


def after_full_steroid_course(p):
    verdict, asks = response(p)
    if asks:
        return ask("4.7", *asks)
    if is_adult(p):
        if verdict == "partial":
            return "steroid_responsive", [], "4.7"
        if verdict == "indeterminate":
            return "review_indeterminate_response", [], "4.8"
    elif verdict == "partial" and p["steroid_weeks"] < 6:
        return "confirm_steroid_resistance", [], "4.6"
    return gate(p, "start_cni", "4.9")


def gate(p, then, row):
    missing = absent(p, "creatinine", "sex" if is_adult(p) else "height")
    if missing:
        return ask(row, *missing)
    if egfr(p) < 30:
        return "cni_not_suitable_refer", [], row
    if "cni_barriers" not in p:
        return ask(row, "cni_barriers")
    if p["cni_barriers"]:
        return "correct_barriers_first", [], row
    return then, [], row


# Section 5


def on_treatment(p):
    if "cni_tolerance" not in p:
        return ask("5.1", "cni_tolerance")
    if p["cni_tolerance"] == "not_tolerated":
        return "cni_intolerant_refer", [], "5.1"
    missing = absent(p, "cni_months", "creatinine", "creatinine_baseline")
    if missing:
        return ask("5.2", *missing)
    if creatinine_rise(p) > 0.3 and "creatinine_trend" not in p:
        return ask("5.2", "creatinine_trend")
    return tapering(p) if p["cni_status"] == "tapering" else taking(p)


def tapering(p):
    if "best_response_on_cni" not in p:
        return ask("5.3", "best_response_on_cni")
    responded_before = p["best_response_on_cni"] != "none"
    if responded_before:
        relapse, asks = relapsed(p)
        if asks:
            return ask("5.3", *asks)
        if relapse:
            return "relapse_on_taper", [], "5.3"
        if p["cni_months"] < 12 and p.get("cni_dose_reduced_for_creatinine") != "yes":
            return "premature_taper", [], "5.4"
    verdict, asks = response(p)
    if asks:
        return ask("5.5", *asks)
    if verdict in ("complete", "partial"):
        return "continue_taper", [], "5.5"
    if verdict == "indeterminate":
        return "review_indeterminate_response", [], "5.6"
    if responded_before:
        return "review_indeterminate_response", [], "5.7"
    missing = absent(p, "cni_exposure")
    if missing:
        return ask("5.8", *missing)
    return ("cni_resistant_refer" if adequate_trial(p) else "cni_trial_incomplete"), [], "5.8"


def adequate_trial(p):
    return p["cni_months"] >= 4 and p["cni_exposure"] in ("at_target", "above_target")


def taking(p):
    if p.get("best_response_on_cni") in ("partial", "complete"):
        relapse, asks = relapsed(p)
        if asks:
            return ask("5.9", *asks)
        if relapse:
            return "relapse_on_cni", [], "5.9"
    verdict, asks = response(p)
    if asks:
        return ask("5.10", *asks)
    first_year = p["cni_months"] < 12
    if verdict == "complete":
        return ("continue_cni_complete_remission" if first_year else "taper_cni"), [], "5.10"
    if verdict == "partial":
        return ("continue_cni_partial_remission" if first_year else "reassess_partial_remission"), [], "5.11"
    rate = egfr(p)
    if rate is not None and rate < 30:
        return "cni_not_suitable_refer", [], "5.12"
    if verdict == "indeterminate":
        return ("continue_cni_to_assessment" if p["cni_months"] < 6 else "review_indeterminate_response"), [], "5.13"
    return taking_without_response(p)


def taking_without_response(p):
    months = p["cni_months"]
    if months >= 4:
        if "best_response_on_cni" not in p:
            return ask("5.14", "best_response_on_cni")
        if p["best_response_on_cni"] != "none":
            return "review_indeterminate_response", [], "5.15"
    reached = exposure(p)
    if reached is None:
        return ask("5.16", "cni_exposure")
    if reached == "below_target" and room_to_raise(p):
        return "optimise_cni_exposure", [], "5.17"
    if months < 4:
        return "continue_cni_to_assessment", [], "5.18"
    return ("no_response_plan_referral" if months < 6 else "cni_resistant_refer"), [], "5.18"


def room_to_raise(p):
    grades = all_grades(p)
    return "act" not in (grades["nephrotoxicity"], grades["egfr"], grades["potassium"])


# Section 7


def stopped(p):
    verdict, asks = response(p)
    if asks:
        return ask("7.1", *asks)
    responded_before = p.get("best_response_on_cni") in ("partial", "complete")
    # The response is known here, so the relapse can be told without asking.
    relapse = responded_before and relapsed(p)[0]
    if verdict in ("complete", "partial") and not relapse:
        return "surveillance_after_cni", [], "7.1"
    if "cni_tolerance" not in p:
        return ask("7.2", "cni_tolerance")
    if p["cni_tolerance"] == "not_tolerated":
        return "cni_intolerant_refer", [], "7.2"
    if "best_response_on_cni" not in p:
        return ask("7.3", "best_response_on_cni")
    if not responded_before:
        return after_failed_course(p)
    if relapse:
        return gate(p, "relapse_after_cni", "7.5")
    return "review_indeterminate_response", [], "7.6"


def after_failed_course(p):
    missing = absent(p, "cni_months", "cni_exposure")
    if missing:
        return ask("7.4", *missing)
    if adequate_trial(p):
        return "cni_resistant_refer", [], "7.4"
    return gate(p, "cni_trial_incomplete", "7.4")
