"""Start doses in real capsules, the companion steroid, one titration step; or why each is withheld.

A dose is given only where the pathway's outcome for the same inputs calls for it.
"""

from __future__ import annotations

from math import ceil, floor
from typing import Any

from engine.alerts import pair_words, pairs
from engine.case import Case
from engine.decision import NEEDS_INPUT, Decision
from engine.derived import exposure
from engine.guideline import Guideline
from engine.monitoring import target_troughs
from engine.numbers import as_by_hand, computed, written
from engine.pathway import evaluate
from engine.quantities import with_unit
from engine.words import fill, said


class Withheld(Exception):
    """A dose that must not be shown, with the reason and what is missing."""

    def __init__(self, because: str, missing: list[str] | None = None) -> None:
        self.because, self.missing = because, missing or []


def answer(guideline: Guideline, inputs: dict[str, Any]) -> dict[str, Any]:
    """Every dose by id, given or withheld. Where the drug is known, the other drug is in neither list."""
    case, decision = evaluate(guideline, inputs)
    plan = guideline.document["doses"]
    drug = case.value("cni_drug") if case.knows("cni_drug") else None
    starts = [start for start in plan["start"] if drug in (None, start["drug"])]
    given: list[dict[str, Any]] = []
    withheld: list[dict[str, Any]] = []
    for entry in (*starts, plan["companion"], plan["titration"]):
        try:
            given.append({"id": entry["id"], **_made(case, decision, entry)})
        except Withheld as reason:
            withheld.append({"id": entry["id"], "because": reason.because, "missing": reason.missing})
    return {
        "guideline": guideline.stamp,
        "outcome": {"id": decision.outcome, "title": guideline.document["outcomes"][decision.outcome]["title"]},
        "missing": decision.missing,
        "doses": given,
        "withheld": withheld,
        "target_troughs": [target for start in starts for target in _targets(case, start["drug"])],
    }


def _made(case: Case, decision: Decision, entry: dict[str, Any]) -> dict[str, Any]:
    plan = case.guideline.document["doses"]
    if entry is plan["companion"]:
        return _companion(case, decision)
    return _titration(case, decision) if entry is plan["titration"] else _start(case, decision, entry)


def _start(case: Case, decision: Decision, start: dict[str, Any]) -> dict[str, Any]:
    _called_for(case, decision)
    words = _words(case)
    if not case.knows("weight"):
        raise Withheld(words["withheld_weight"], ["weight"])
    if start["formulation_needed"]:
        _right_formulation(case, start)
    population = _population(case)
    rule = start[population]
    weight = with_unit(case.guideline, case.value("weight"), _unit(case, "weight"))
    names = (rule["low"], rule["high"]) if population == "adult" else (rule["figure"],)
    low, high = (_by_weight(case, name) for name in (names[0], names[-1]))
    labels = (words["work_low"], words["work_high"]) if len(names) > 1 else (words["work_figure"],)
    working = [
        _rate_line(case, label, name, weight, total)
        for label, name, total in zip(labels, names, (low, high), strict=False)
    ]
    smallest = start["strengths"][-1]
    smallest_words = with_unit(case.guideline, smallest, _rounding_unit(case))
    kind = "work_options_range" if population == "adult" else "work_options_figure"
    working.append(words[kind].replace("{smallest}", smallest_words))
    options = _options(case, start["strengths"], low, high)
    if not options:
        working.append(words["no_option"])
    return {
        "label": start["label"],
        "drug": start["drug"],
        "population": population,
        "range": {"low": low, "high": high, "unit": "mg/d"},
        "options": options,
        "working": working,
        "warnings": _start_warnings(case, start, rule, high),
        "says": start["says"],
        "sources": rule["sources"],
        "certainty": rule["certainty"],
    }


def _population(case: Case) -> str:
    return "adult" if case.value("adult") else "child"


def _targets(case: Case, drug: str) -> list[dict[str, Any]]:
    """The target trough of a drug for this patient's population; none where the age is not known."""
    return target_troughs(case.guideline, drug, (_population(case),)) if case.knows("adult") else []


def _called_for(case: Case, decision: Decision) -> None:
    """Raises Withheld unless the outcome starts a CNI, and the gate is open where the tables did not ask it."""
    words = _words(case)
    title = case.guideline.document["outcomes"][decision.outcome]["title"]
    if decision.outcome == NEEDS_INPUT:
        raise Withheld(_missing_words(case, decision.missing), decision.missing)
    if decision.outcome not in case.guideline.document["starting"]:
        raise Withheld(words["withheld_outcome"].replace("{title}", title))
    if case.value("on_cni"):
        _gate_open(case)


def _gate_open(case: Case) -> None:
    """A restart while still tapering passes the gate too: no dose is one field away from harm."""
    for row in case.guideline.tables["gate"]:
        missing = case.asks(row.needs)
        if missing is not None:
            raise Withheld(_missing_words(case, missing), missing)
        assert row.when is not None
        if row.when(case):
            raise Withheld(_words(case)["withheld_gate"].replace("{because}", said(case, row.because)))
    if case.value("harm_first"):
        raise Withheld(_words(case)["withheld_harm"])


def _missing_words(case: Case, missing: list[str]) -> str:
    labels = ", ".join(case.guideline.inputs[name]["label"] for name in missing)
    return _words(case)["withheld_missing"].replace("{labels}", labels)


def _right_formulation(case: Case, start: dict[str, Any]) -> None:
    words = _words(case)
    if not case.knows("cni_formulation"):
        raise Withheld(words["withheld_formulation"], ["cni_formulation"])
    formulation = case.value("cni_formulation")
    if formulation in start["formulations"]:
        return
    label = case.guideline.inputs["cni_formulation"]["codes"][formulation]
    kind = "withheld_once_daily" if case.value("once_daily") else "withheld_other_drug"
    raise Withheld(words[kind].replace("{formulation}", label))


def _by_weight(case: Case, limit: str) -> float:
    return computed(case.guideline.limits[limit]["value"] * case.value("weight"))


def _rate_line(case: Case, label: str, limit: str, weight: str, total: float) -> str:
    rate = case.guideline.limits[limit]
    return (
        _words(case)["work_rate"]
        .replace("{label}", label)
        .replace("{rate}", with_unit(case.guideline, rate["value"], rate["unit"]))
        .replace("{weight}", weight)
        .replace("{total}", with_unit(case.guideline, total, "mg/d"))
    )


def _options(case: Case, strengths: list[float], low: float, high: float) -> list[dict[str, Any]]:
    """Totals in multiples of the smallest strength: all inside a range, or the nearest at or below one figure."""
    smallest = strengths[-1]
    pair = case.guideline.limits["doses_a_day"]["value"]
    most = floor(computed(high / smallest))
    least = most if low == high else ceil(computed(low / smallest))
    options = []
    for count in range(max(least, pair), most + 1):
        option = _split(case, strengths, count)
        if low == high:
            option["shortfall"] = computed(high - option["total"])
        options.append(option)
    return options


def _split(case: Case, strengths: list[float], count: int) -> dict[str, Any]:
    """A total of `count` smallest capsules as evenly as it goes, the larger dose in the morning."""
    smallest = strengths[-1]
    evening = count // 2
    morning = count - evening
    return {
        "total": count * smallest,
        "morning": morning * smallest,
        "evening": evening * smallest,
        "capsules": [_capsules(case, strengths, morning), _capsules(case, strengths, evening)],
    }


def _capsules(case: Case, strengths: list[float], count: int) -> str:
    """The fewest capsules that make up a dose of `count` smallest ones, largest first."""
    parts = []
    for strength in strengths:
        size = int(strength / strengths[-1])
        if count >= size:
            parts.append(
                _words(case)["tablet"]
                .replace("{strength}", with_unit(case.guideline, strength, _rounding_unit(case)))
                .replace("{count}", str(count // size))
            )
            count = count % size
    return ", ".join(parts)


def _start_warnings(case: Case, start: dict[str, Any], rule: dict[str, Any], high: float) -> list[str]:
    words, guideline = _words(case), case.guideline
    warnings = []
    if rule["warn"] is not None and high > guideline.limits[rule["warn"]]["value"]:
        warn = guideline.limits[rule["warn"]]
        warnings.append(words["warn_cap"].replace("{warn}", with_unit(guideline, warn["value"], _rounding_unit(case))))
    if "three_doses_under" in start:
        under = guideline.limits[start["three_doses_under"]]
        if case.value("age") < under["value"]:
            warnings.append(words["warn_three"].replace("{age}", with_unit(guideline, under["value"], under["unit"])))
    if case.knows("egfr") and case.value("egfr") < guideline.limits["egfr_reduced"]["value"]:
        warnings.append(fill(case, words["warn_egfr"]))
    if case.knows("pregnancy") and case.value("pregnancy") != "none":
        warnings.append(words["warn_pregnancy"])
    warnings += [pair_words(case, pair, "says") for pair in pairs(case, start["drug"])]
    if case.knows("cni_formulation") and case.value("cni_formulation") not in start["formulations"]:
        label = guideline.inputs["cni_formulation"]["codes"][case.value("cni_formulation")]
        warnings.append(words["warn_other_formulation"].replace("{formulation}", label))
    return [*warnings, words["warn_weight"], words["warn_brand"]]


def _companion(case: Case, decision: Decision) -> dict[str, Any]:
    _called_for(case, decision)
    words = _words(case)
    companion = case.guideline.document["doses"]["companion"]
    if not case.knows("steroid_tolerance"):
        raise Withheld(words["withheld_steroid_unknown"], ["steroid_tolerance"])
    if case.value("steroid_tolerance") != "tolerated":
        label = case.guideline.inputs["steroid_tolerance"]["codes"][case.value("steroid_tolerance")]
        raise Withheld(words["withheld_steroid"].replace("{tolerance}", label[:1].lower() + label[1:]))
    if not case.knows("weight"):
        raise Withheld(words["withheld_weight"], ["weight"])
    if case.value("adult"):
        return _companion_adult(case, companion["adult"]) | {"label": companion["label"], "population": "adult"}
    if not case.knows("bsa"):
        raise Withheld(words["withheld_height"], ["height"])
    return _companion_child(case, companion["child"]) | {"label": companion["label"], "population": "child"}


def _companion_adult(case: Case, rule: dict[str, Any]) -> dict[str, Any]:
    uncapped = _by_weight(case, rule["dose"])
    weight = with_unit(case.guideline, case.value("weight"), _unit(case, "weight"))
    working = [_rate_line(case, _words(case)["work_figure"], rule["dose"], weight, uncapped)]
    dose, capped = _capped(case, uncapped, rule["cap"])
    working += capped
    return {
        "range": {"low": dose, "high": dose, "unit": "mg/d"},
        "options": [],
        "working": working,
        "warnings": [],
        "says": " ".join([*capped, rule["says"]]),
        "sources": rule["sources"],
        "certainty": rule["certainty"],
    }


def _companion_child(case: Case, rule: dict[str, Any]) -> dict[str, Any]:
    guideline, words = case.guideline, _words(case)
    surface = with_unit(guideline, case.value("bsa"), "m2")
    working = [fill(case, words["work_surface"])]
    ends = []
    for name, label in ((rule["low"], words["work_low"]), (rule["high"], words["work_high"])):
        limit = guideline.limits[name]
        uncapped = computed(limit["value"] * case.value("bsa"))
        working.append(
            words["work_rate"]
            .replace("{label}", label)
            .replace("{rate}", with_unit(guideline, limit["value"], limit["unit"]))
            .replace("{weight}", surface)
            .replace("{total}", with_unit(guideline, uncapped, "mg/(48.h)"))
        )
        end, capped = _capped(case, uncapped, rule["cap"])
        ends.append(end)
        working += capped
    low_dose = guideline.limits[rule["low_dose"]]
    low_words = with_unit(guideline, low_dose["value"], low_dose["unit"])
    # A text for the eye alone: no balance weighs a millionth.
    low_total = with_unit(guideline, as_by_hand(low_dose["value"] * case.value("weight"), 2), _rounding_unit(case))
    return {
        "range": {"low": ends[0], "high": ends[1], "unit": "mg/(48.h)"},
        "options": [],
        "working": working,
        "warnings": [],
        "says": " ".join([*capped, rule["says"].replace("{low_dose}", f"{low_words} ({low_total})")]),
        "sources": rule["sources"],
        "certainty": rule["certainty"],
    }


def _capped(case: Case, total: float, cap: str) -> tuple[float, list[str]]:
    """What of a total is given, and the sentence that says so where it is less."""
    limit = case.guideline.limits[cap]
    if total <= limit["value"]:
        return total, []
    said = (
        _words(case)["work_capped"]
        .replace("{total}", with_unit(case.guideline, total, limit["unit"]))
        .replace("{cap}", with_unit(case.guideline, limit["value"], limit["unit"]))
    )
    return float(limit["value"]), [said]


def _titration(case: Case, decision: Decision) -> dict[str, Any]:
    words, guideline = _words(case), case.guideline
    plan = guideline.document["doses"]["titration"]
    if decision.outcome == NEEDS_INPUT:
        raise Withheld(_missing_words(case, decision.missing), decision.missing)
    if not case.knows("cni_status") or case.value("cni_status") != "taking":
        raise Withheld(words["withheld_not_taking"])
    if decision.outcome not in (*plan["up"], *plan["down"]):
        title = guideline.document["outcomes"][decision.outcome]["title"]
        raise Withheld(words["withheld_outcome"].replace("{title}", title))
    if not case.value("adult"):
        raise Withheld(words["withheld_child"])
    missing = [name for name in ("cni_drug", "cni_formulation", "cni_dose") if not case.knows(name)]
    if not case.knows("trough"):
        missing.append("cni_trough")
    if missing:
        raise Withheld(words["withheld_values"], missing)
    rule = plan["drugs"][case.value("cni_drug")]
    _right_formulation(case, rule)
    side = case.value("trough_side")
    direction = _direction(case, decision, side)
    steps = _steps(case, rule)
    return {
        "label": plan["label"],
        "direction": direction,
        "step_per_dose": {"low": steps[0], "high": steps[-1], "unit": _rounding_unit(case)},
        "working": [_step_line(case, rule, steps)],
        "warnings": [words["warn_brand"]],
        "says": _recheck(case, plan["says"]),
        "sources": plan["sources"],
        "certainty": plan["certainty"],
    }


def _direction(case: Case, decision: Decision, side: str) -> str:
    words = _words(case)
    plan = case.guideline.document["doses"]["titration"]
    if case.knows("cni_exposure") and case.value("cni_exposure") != exposure(case):
        raise Withheld(words["withheld_contradiction"])
    if side == "below" and decision.outcome in plan["up"]:
        return "up"
    if side == "above" and decision.outcome in plan["down"]:
        return "down"
    raise Withheld(words["withheld_on_target"])


def _steps(case: Case, rule: dict[str, Any]) -> list[float]:
    """The usual steps that both doses can take within the allowed share of the day's dose."""
    limits = case.guideline.limits
    most = computed(limits["step_share"]["value"] * case.value("cni_dose"))
    both = limits["doses_a_day"]["value"]
    steps = [value for value in (limits[rule["low"]]["value"], limits[rule["high"]]["value"]) if both * value <= most]
    if not steps:
        raise Withheld(_words(case)["withheld_small_dose"].replace("{share}", _share(case)))
    return steps


def _share(case: Case) -> str:
    """The allowed share of the day's dose, as a percentage."""
    return fill(case, "{limit.step_share}")


def _step_line(case: Case, rule: dict[str, Any], steps: list[float]) -> str:
    unit = _rounding_unit(case)
    return (
        _words(case)["work_step"]
        .replace("{steps}", written(case.guideline.limits["doses_a_day"]["value"]))
        .replace("{smallest_step}", with_unit(case.guideline, steps[0], unit))
        .replace("{largest_step}", with_unit(case.guideline, steps[-1], unit))
        .replace("{share}", _share(case))
        .replace("{dose}", fill(case, "{cni_dose}"))
    )


def _recheck(case: Case, says: str) -> str:
    limits = case.guideline.limits
    return says.replace("{recheck_from}", written(limits["recheck_from"]["value"])).replace(
        "{recheck_to}", with_unit(case.guideline, limits["recheck_to"]["value"], limits["recheck_to"]["unit"])
    )


def _words(case: Case) -> dict[str, str]:
    words: dict[str, str] = case.guideline.document["doses"]["words"]
    return words


def _rounding_unit(case: Case) -> str:
    unit: str = case.guideline.document["doses"]["rounding_unit"]
    return unit


def _unit(case: Case, name: str) -> str:
    return next(iter(case.guideline.inputs[name]["units"]))
