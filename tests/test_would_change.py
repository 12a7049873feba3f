"""What would change an answer is true: each change leads where it says, and nothing nearer on its limits does."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from math import floor
from pathlib import Path
from typing import Any

from engine import pathway
from engine.guideline import Guideline, load
from engine.quantities import outside
from tests.cases import RESISTANT
from tests.oracle.decision import decide
from tests.oracle.generate import requests

GUIDELINE = load(Path(__file__).resolve().parent.parent / "guideline" / "guideline.json")


def test_each_change_leads_to_the_outcome_it_names() -> None:
    """Judged by the second reading of the tables, not by the engine that proposed it."""
    rows = 0
    for request in requests(11, 250):
        answer = pathway.answer(GUIDELINE, request["inputs"])
        for change in answer["would_change"]:
            rows += 1
            assert decide(request["inputs"] | {change["input"]: change["to"]})["outcome"] == change["outcome"], (
                request,
                change,
            )
            assert change["outcome"] not in (answer["outcome"]["id"], "needs_input")
        outcomes = [change["outcome"] for change in answer["would_change"]]
        assert len(outcomes) == len(set(outcomes))
    assert rows > 500


STEPS = 250


def test_no_step_towards_another_outcome_is_nearer_than_the_change_that_is_named() -> None:
    """Walks each number away from its value, step by step, and asks the second reading of the tables at each."""
    reached = 0
    for request in requests(5, 60):
        inputs = request["inputs"]
        answer = pathway.answer(GUIDELINE, inputs)
        named = {change["outcome"]: change for change in answer["would_change"]}
        for name, quantity in inputs.items():
            if isinstance(quantity, dict):
                for outcome, far in _within_reach(inputs, name, quantity, answer["outcome"]["id"]).items():
                    reached += 1
                    assert outcome in named, (inputs, name, outcome)
                    assert _distance(inputs, named[outcome]) <= far, (inputs, name, outcome, named[outcome])
    assert reached > 100


def _within_reach(inputs: dict[str, Any], name: str, quantity: dict[str, Any], now: str) -> dict[str, float]:
    """Other outcomes that steps of one number reach, with the relative distance of one step more.

    The extra step is what a value typed off the grid of steps may cost a change that is named on it.
    """
    spec = GUIDELINE.inputs[name]
    step, value = spec["units"][quantity["unit"]]["step"], quantity["value"]
    found: dict[str, float] = {}
    for direction in (1, -1):
        for count in range(1, STEPS):
            tried = round(value + direction * count * step, 6)
            if outside(spec, tried, quantity["unit"]):
                break
            outcome = decide(inputs | {name: {"value": tried, "unit": quantity["unit"]}})["outcome"]
            if outcome not in (now, "needs_input"):
                beyond = max(tried + direction * step, 0)
                far = abs(beyond - value) / (beyond + value) if beyond + value else 1.0
                found[outcome] = min(far, found.get(outcome, far))
    return found


def _distance(inputs: dict[str, Any], change: dict[str, Any]) -> float:
    """Relative distance of a named change; a code is farther than any number."""
    if not isinstance(change["to"], dict):
        return 1.0
    value, to = inputs[change["input"]]["value"], change["to"]["value"]
    return abs(to - value) / (to + value)


def changes(inputs: dict[str, Any]) -> dict[str, Any]:
    """What would change, by outcome: the input and its new value."""
    answer = pathway.answer(GUIDELINE, inputs)
    return {change["outcome"]: (change["input"], change["to"]) for change in answer["would_change"]}


def test_an_adult_at_16_weeks_would_continue_the_steroid_at_15() -> None:
    """The nearest whole week under the limit of 16."""
    assert changes(RESISTANT)["continue_steroid"] == ("steroid_weeks", {"value": 15, "unit": "wk"})


def test_proteinuria_at_the_printed_limit_is_no_longer_resistance() -> None:
    """Not above 350 mg/mmol, and the fall of 43 % is not over 50 %: between the definitions."""
    assert changes(RESISTANT)["review_indeterminate_response"] == ("proteinuria", {"value": 350, "unit": "mg/mmol"})


def test_a_fall_just_over_50_percent_is_named_not_one_far_over_it() -> None:
    """Of 610 mg/mmol, half is 305: at 304 the fall is over 50 %, a partial remission."""
    assert changes(RESISTANT)["steroid_responsive"] == ("proteinuria", {"value": 304, "unit": "mg/mmol"})


def test_the_creatinine_that_makes_egfr_29_9_is_found_through_the_formula() -> None:
    """CKD-EPI 2021, woman of 34: 192 umol/L is the first whole step under 30 (worked in the design of the app)."""
    assert changes(RESISTANT)["cni_not_suitable_refer"] == ("creatinine", {"value": 192, "unit": "umol/L"})


ON_CNI = RESISTANT | {
    "cni_status": "taking",
    "cni_drug": "tacrolimus",
    "cni_tolerance": "tolerated",
    "cni_exposure": "at_target",
    "best_response_on_cni": "none",
    "creatinine_baseline": RESISTANT["creatinine"],
}


def test_months_of_a_trial_are_changed_by_the_weeks_that_a_person_would_type() -> None:
    """6 months are 6 x 365.25 / 84 weeks, 26.09: at 27 the trial is over, and 26 is the last whole week before."""
    named = changes(ON_CNI | {"cni_months": {"value": 27, "unit": "wk"}})
    assert floor(6 * 365.25 / 84) == 26
    assert named["no_response_plan_referral"] == ("cni_months", {"value": 26, "unit": "wk"})


def test_years_of_a_trial_are_changed_by_tenths() -> None:
    """0.4 years are 4.8 months, inside the 4 to 6 of the assessment; 0.5 are the 6 months that end it."""
    named = changes(ON_CNI | {"cni_months": {"value": 1, "unit": "a"}})
    assert named["no_response_plan_referral"] == ("cni_months", {"value": 0.4, "unit": "a"})


def test_each_number_that_is_named_is_one_that_a_person_would_enter() -> None:
    """A whole multiple of the step of its unit: never the digits of a conversion."""
    named = 0
    for request in requests(17, 250):
        for change in pathway.answer(GUIDELINE, request["inputs"])["would_change"]:
            if isinstance(change["to"], dict):
                named += 1
                step = Decimal(repr(GUIDELINE.inputs[change["input"]]["units"][change["to"]["unit"]]["step"]))
                assert Decimal(repr(change["to"]["value"])) % step == 0, (request, change)
    assert named > 200


def test_a_code_that_nobody_gave_is_named_too() -> None:
    """A pathogenic variant would change the step although no result is known."""
    assert changes(RESISTANT)["genetic_fsgs"] == ("genetic_result", "pathogenic_variant")


def test_nearest_comes_first() -> None:
    """15 weeks instead of 16 is nearer than a creatinine more than twice as high; codes come last."""
    order = [change["input"] for change in pathway.answer(GUIDELINE, RESISTANT)["would_change"]]
    assert order.index("steroid_weeks") < order.index("creatinine") < order.index("genetic_result")


def test_two_barriers_are_named_as_corrected_together() -> None:
    """Either alone would leave the other; with none left, resistance starts a CNI."""
    barriers = {"cni_barriers": ["active_infection", "uncontrolled_hypertension"]}
    assert changes(RESISTANT | barriers)["start_cni"] == ("cni_barriers", [])


def test_one_of_two_codes_is_named_where_it_alone_decides() -> None:
    """In a guideline for which an infection alone bars a CNI, the two others are left as they are."""
    document = deepcopy(GUIDELINE.document)
    gate = document["tables"]["gate"]["rows"]
    gate[1]["when"] = ["in", "active_infection", ["get", "patient", "cni_barriers"]]
    inputs = RESISTANT | {"cni_barriers": ["active_infection", "uncontrolled_hypertension", "malignancy"]}
    named = {change["outcome"]: change["to"] for change in pathway.answer(Guideline(document), inputs)["would_change"]}
    assert named["start_cni"] == ["uncontrolled_hypertension", "malignancy"]


def test_a_reading_of_0_has_its_changes_too() -> None:
    """The distance is relative to both values, and 0 lies on a step beside a limit."""
    for unit in ("g/g", "mg/mmol", "g/(24.h)"):
        named = changes(
            RESISTANT | {"proteinuria": {"value": 0, "unit": unit}, "cni_months": {"value": 0, "unit": "a"}}
        )
        assert "proteinuria" in {name for name, _ in named.values()}


def test_a_value_that_would_be_refused_is_not_named() -> None:
    """In a guideline that accepts no steroid under 16 weeks, 15 weeks are no change that anyone could type."""
    assert ("steroid_weeks", {"value": 15, "unit": "wk"}) in changes(RESISTANT).values()
    document = deepcopy(GUIDELINE.document)
    document["inputs"]["steroid_weeks"]["range"]["low"] = 16
    named = pathway.answer(Guideline(document), RESISTANT)["would_change"]
    assert [change["to"] for change in named if change["input"] == "steroid_weeks" and change["to"]["value"] < 16] == []
