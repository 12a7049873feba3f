"""The parts of the engine, each by itself: days, numbers, refusals, expressions, what a case notes, sentences."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from engine import checklist, monitoring, pathway, quantities
from engine.case import Case
from engine.dates import day_number, written_date
from engine.expressions import Absent, closure
from engine.guideline import Guideline, Place, load
from engine.numbers import as_by_hand, written
from engine.words import fill, filled, item_because, said
from tests.cases import RESISTANT

SERVED = Path(__file__).resolve().parent.parent / "guideline" / "guideline.json"
GUIDELINE = load(SERVED)


class Known:
    """Stands for a case where only an expression is looked at: input and grade by name."""

    def __init__(self, **values: Any) -> None:
        self.values = values
        self.variables: dict[str, Any] = {}
        self.decided = values

    def knows(self, name: str) -> bool:
        return name in self.values

    def value(self, name: str) -> Any:
        return self.values[name]

    grade = exact = value

    def graded(self, item: str, grade: str) -> bool:
        return bool(self.values[item] == grade)


def case(**inputs: Any) -> Case:
    """A case of whom this is known."""
    return Case(GUIDELINE, quantities.read(GUIDELINE, inputs))


def other(change: Any) -> Guideline:
    """The guideline with something in its document changed."""
    document = deepcopy(GUIDELINE.document)
    change(document)
    return Guideline(document)


# --- days


def test_a_day_is_one_of_the_calendar() -> None:
    for no_day in (
        "2025-12-32", "2024-01-00", "2023-02-29", "1900-02-29", "0000-01-01", "2024-13-01", "2024-00-01",
        "2024-1-01", "20240101", "2024-01-01T", "2024-W01-1", "2024-01-0\u0661",
    ):  # fmt: skip
        assert day_number(no_day) is None, no_day
    following = [
        ("2024-02-28", "2024-02-29"),
        ("2400-02-28", "2400-02-29"),
        ("2100-02-28", "2100-03-01"),
        ("2025-12-31", "2026-01-01"),
    ]
    for day, next_day in [*following, ("0001-12-30", "0001-12-31"), ("9999-12-30", "9999-12-31")]:
        number = day_number(day)
        assert number is not None
        assert day_number(next_day) == number + 1
        assert written_date(number + 1) == next_day


def test_a_date_that_is_refused_is_refused_for_its_form_or_for_its_day() -> None:
    words = GUIDELINE.refusals
    for given, detail in (
        ("2024-02-30", words["no_such_date"]),
        ("2024/01-01", words["not_date"]),
        ("2024-01/01", words["not_date"]),
        ("2024-1-1", words["not_date"]),
        (20240101, words["not_date"]),
        ("1899-12-31", words["date_range"]),
    ):
        (refusal,) = monitoring.date_refusals(GUIDELINE, "/start", given)
        came = f"It was the text “{given}”." if isinstance(given, str) else "It was a number."
        assert (refusal["pointer"], refusal["detail"]) == ("/start", f"{detail} {came}"), given


# --- numbers


def test_a_half_is_rounded_up_also_where_doubles_fall_short_of_it() -> None:
    assert 0.413 * 89.85 / 1.239 < 29.95
    assert as_by_hand(0.413 * 89.85 / 1.239, 1) == 30.0
    assert as_by_hand(29.949, 1) == 29.9


def test_numbers_are_written_without_trailing_zeros() -> None:
    assert [written(value) for value in (0.0, 10.0, 0.5, 100.25, -1.5, 1e-9)] == [
        "0", "10", "0.5", "100.25", "-1.5", "less than 0.000001",
    ]  # fmt: skip


# --- refusals


def refused(**inputs: Any) -> tuple[str, str]:
    """Pointer and detail of the one refusal."""
    (refusal,) = quantities.refusals(GUIDELINE, inputs)
    return refusal["pointer"], refusal["detail"]


def test_inputs_that_are_no_object_are_refused_in_the_guidelines_words() -> None:
    words = GUIDELINE.refusals["not_object"]
    detail = f"{words} It was a list."
    assert quantities.refusals(GUIDELINE, [], "/inputs") == [{"pointer": "/inputs", "detail": detail, "allowed": words}]


def test_a_number_that_no_reading_can_be_is_refused() -> None:
    words = GUIDELINE.refusals["not_finite"]
    for number in (float("nan"), float("inf"), 10**400, 1_000_000_000.5, -1_000_000_000.5):
        assert refused(cni_dose={"value": number, "unit": "mg/d"}) == ("/inputs/cni_dose/value", words), number
    assert refused(cni_dose={"value": 1_000_000_000, "unit": "mg/d"})[1] != words


def test_a_range_is_said_in_three_digits_beside_a_hundred_and_a_thousand_too() -> None:
    """The low end up and the high end down, to hundredths, tenths, ones or tens; a whole number stays as it is."""
    for low, high, told in (
        (5, 1001, "5 kg to 1001 kg"),
        (9.994, 99.56, "10 kg to 99.5 kg"),
        (99.56, 999.5, "99.6 kg to 999 kg"),
        (100.4, 1000.5, "101 kg to 1000 kg"),
        (1000.5, 9999.5, "1010 kg to 9990 kg"),
    ):
        spec = {"units": {"kg": {"same": True}}, "range": {"low": low, "high": high}}
        assert quantities.allowed_words(GUIDELINE, spec, "kg") == told


def test_a_unit_that_is_no_text_is_refused_and_the_value_is_not_judged_by_it() -> None:
    detail = f"{GUIDELINE.refusals['unit_not_text']} It was a list."
    assert refused(age={"value": 34, "unit": ["a"]}) == ("/inputs/age/unit", detail)


def test_what_came_is_said_again_up_to_60_characters() -> None:
    assert quantities.shortened("x" * 60) == "x" * 60
    assert quantities.shortened("x" * 61) == "x" * 60 + "..."


def test_control_characters_and_lone_surrogates_are_not_said_again() -> None:
    for unprintable in (0x00, 0x1F, 0x7F, 0x80, 0x9F, 0xD800, 0xDBFF, 0xDFFF):
        assert quantities.shortened(chr(unprintable)) == "?", hex(unprintable)
    for printable in (0x20, 0x7E, 0xA0, 0xD7FF, 0xE000, 0x1F642):
        assert quantities.shortened(chr(printable)) == chr(printable), hex(printable)


# --- expressions


def get(name: str) -> list[str]:
    return ["get", "patient", name]


X_UNDER_5, Y_UNDER_5, Z_UNDER_5 = (["<", get(name), 5] for name in "xyz")
HAS_X = ["has", "patient", "x"]


def test_expressions_mean_what_cel_means() -> None:
    it = Known(x=3, y=7, z=4, word="b", item="ok", both=["a", "b"], none=[], limit=2.5)
    for tree, means in (
        (["+", get("x"), 2], 5), (["-", get("x"), get("y")], -4), (["*", 2, get("x")], 6), (["/", get("y"), 2], 3.5),
        (["<", get("x"), 3], False), (["<=", get("x"), 3], True), ([">", get("x"), get("y")], False),
        (["==", ["get", "grade", "item"], "ok"], True), (["!=", ["get", "grade", "item"], "ok"], False),
        (["!=", ["get", "grade", "item"], "stop"], True), (["get", "exact", "limit"], 2.5),
        (["&&", HAS_X, X_UNDER_5], True), (["&&", HAS_X, ["<", get("x"), get("y")]], True),
        (["&&", HAS_X, True], True), (["&&", True, X_UNDER_5], True), (["&&", ["has", "patient", "w"], get("w")], False),
        (["&&", ["has", "patient", "w"], ["<", get("w"), 5]], False), (["&&", ["&&", HAS_X, get("x")], Y_UNDER_5], False),
        (["&&", HAS_X, ["!", Y_UNDER_5]], True), (["&&", ["has", "patient", "y"], X_UNDER_5], True),
        (["&&", ["&&", ["&&", X_UNDER_5, Z_UNDER_5], HAS_X], Y_UNDER_5], False),
        (["&&", ["&&", ["&&", Y_UNDER_5, Z_UNDER_5], X_UNDER_5], X_UNDER_5], False),
        (["&&", ["&&", ["&&", X_UNDER_5, Y_UNDER_5], X_UNDER_5], X_UNDER_5], False),
        (["&&", ["&&", X_UNDER_5, Z_UNDER_5], ["&&", X_UNDER_5, Z_UNDER_5]], True),
        (["||", ["||", Y_UNDER_5, Y_UNDER_5], ["||", Y_UNDER_5, X_UNDER_5]], True),
        (["||", ["||", Y_UNDER_5, Y_UNDER_5], ["||", Y_UNDER_5, Y_UNDER_5]], False),
        (["||", Y_UNDER_5, True], True), (["||", Y_UNDER_5, X_UNDER_5], True), (["||", Y_UNDER_5, Y_UNDER_5], False),
        (["in", get("word"), ["list", "a", "b"]], True), (["in", get("word"), ["list", "a", "c"]], False),
        (["in", get("word"), ["list", get("word"), "a"]], True), (["in", get("word"), get("none")], False),
        (["in", "list", ["list", "a", "b"]], False), (["in", get("x"), ["list", get("y"), get("z")]], False),
        (["?", X_UNDER_5, "yes", "no"], "yes"), (["?", Y_UNDER_5, "yes", "no"], "no"),
        (["exists", "each", get("both"), ["==", ["var", "each"], "b"]], True),
        (["exists", "each", get("both"), ["==", ["var", "each"], "c"]], False),
        (["all", "each", get("both"), ["==", ["var", "each"], "b"]], False),
        (["all", "each", get("both"), ["in", ["var", "each"], get("both")]], True),
        (["all", "each", get("none"), False], True),
    ):  # fmt: skip
        assert closure(tree)(it) == means, tree


def calls(tree: Any, it: Known) -> int:
    """How many functions of Python run to work an expression out: itself is the first."""
    count, work = 0, closure(tree)

    def note(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(it)
    finally:
        sys.setprofile(before)
    return count


def test_what_most_rows_ask_costs_no_call_more_than_the_asking() -> None:
    """A decision's budget is a multiple of plain functions: a comparison reads the case once, a chain has one level."""
    it = Known(x=3, y=7, z=4, item="ok", word="b")
    assert calls(X_UNDER_5, it) == 2
    assert calls(["==", ["get", "grade", "item"], "ok"], it) == 2
    assert calls(["&&", HAS_X, X_UNDER_5], it) == 2
    assert calls(["&&", HAS_X, get("x")], it) == 2
    assert calls(["&&", ["&&", X_UNDER_5, Z_UNDER_5], X_UNDER_5], it) == 1 + 3 * 2
    assert calls(["&&", X_UNDER_5, ["&&", HAS_X, X_UNDER_5]], it) == 1 + 2 * 2
    assert calls(["||", ["||", Y_UNDER_5, Y_UNDER_5], Y_UNDER_5], it) == 1 + 3 * 2
    assert calls(["in", get("word"), ["list", "a", "b"]], it) == 3


# --- a case


def test_what_is_read_is_noted_with_the_row_that_looked_first() -> None:
    it = case(weight={"value": 60, "unit": "kg"}, height={"value": 170, "unit": "cm"})
    place = Place({"ask": ["height", "weight"]}, GUIDELINE)
    for row, (look, name) in enumerate(
        (
            (lambda: it.value("weight"), "weight"),
            (lambda: it.knows("age"), "age"),
            (lambda: it.value("medicines"), "medicines"),
            (lambda: it.asks([place]), "height"),
            (lambda: it.reported("proteinuria"), "proteinuria"),
            (lambda: it.unit("creatinine"), "creatinine"),
            (lambda: it.value("albumin"), "albumin"),
        )
    ):
        it.at = ("never", row)
        with suppress(Absent):
            look()
        assert [read for read, at in it.reads.items() if at == it.at] == [name]


def test_what_nobody_gave_is_neither_true_nor_false() -> None:
    it = case()
    assert it.value("medicines") == []
    assert it.knows("age") is False
    assert it.knows("egfr") is False
    for name in ("age", "egfr"):
        with pytest.raises(Absent):
            it.value(name)
    with pytest.raises(Absent):
        it.reported("proteinuria")
    with pytest.raises(Absent):
        it.unit("proteinuria")


def test_a_grade_is_asked_no_further_than_it_can_be_found_and_kept_where_it_was_told() -> None:
    it = case(potassium={"value": 5.2, "unit": "mmol/L"})
    assert [row.grade for row in GUIDELINE.items["potassium"].until["act"]] == ["stop", "act"]
    assert not it.graded("potassium", "stop")
    assert it.graded("magnesium", "not_assessed")
    assert set(it.grades) == {"magnesium"}
    told = it.grade("potassium")
    it.reads.clear()
    assert it.graded("potassium", told)
    assert it.reads == {}


def test_a_guideline_that_leaves_a_way_out_says_which() -> None:
    def no_choice(document: dict[str, Any]) -> None:
        adult = next(entry for entry in document["derived"] if entry["id"] == "adult")
        adult["choices"][0]["when"] = ["!", ["has", "patient", "age"]]

    known = quantities.read(GUIDELINE, {"age": {"value": 40, "unit": "a"}})
    with pytest.raises(LookupError, match=r"^no way to work out adult holds$"):
        Case(other(no_choice), known).knows("adult")
    with pytest.raises(LookupError, match=r"^no row of table first holds$"):
        pathway.evaluate(other(lambda document: document["tables"]["first"].update(rows=[])), {})


def test_a_decision_keeps_what_it_read_and_nothing_that_was_read_after_it() -> None:
    it, decision = pathway.evaluate(GUIDELINE, RESISTANT)
    table, row = decision.reads["steroid_weeks"]
    assert (table, row > 0) == ("never", True)
    it.value("medicines")
    assert "medicines" not in decision.reads


# --- words


def test_a_sentence_with_a_value_that_is_not_known_is_not_said() -> None:
    it = case()
    for template in ("{age}", "{egfr}", "{why.response}", "{limit.complete_adult} and {proteinuria}"):
        assert filled(it, template) is None, template
        with pytest.raises(Absent):
            fill(it, template)
    assert filled(it, "nothing to fill") == "Nothing to fill"


def test_what_was_not_assessed_before_a_dose_is_raised_is_named_in_full() -> None:
    potassium = {"value": 4, "unit": "mmol/L"}
    assert filled(case(), "before: {list.room_unknown}") == "Before: creatinine, eGFR, potassium"
    assert filled(case(potassium=potassium), "{list.room_unknown}") == "Creatinine, eGFR"


def test_an_item_that_was_not_assessed_has_no_reason() -> None:
    assert item_because(case(), "potassium") == ""
    assert item_because(case(potassium={"value": 4, "unit": "mmol/L"}), "potassium") != ""


# --- outcomes


def test_each_outcome_says_on_what_ground_to_an_adult_and_to_a_child() -> None:
    """All but the one that waits for a value; none names the other population's ground."""
    potassium = {"value": 6.2, "unit": "mmol/L"}
    for age, not_for in ((34, "Children:"), (9, "Adults:")):
        patient = case(age={"value": age, "unit": "a"}, cni_status="taking", potassium=potassium)
        for name, strength in GUIDELINE.strengths.items():
            ground = said(patient, strength)
            assert bool(ground) == (name != "needs_input"), name
            assert not_for not in ground, name


def test_enough_tried_already_makes_an_outcome_one_step_more_urgent() -> None:
    """Routine becomes soon, soon becomes urgent, urgent stays."""
    many = GUIDELINE.limits["tried_many"]["value"]
    inputs = {
        **RESISTANT,
        "creatinine": {"value": 400, "unit": "umol/L"},
        "tried": list(GUIDELINE.inputs["tried"]["codes"])[:many],
    }
    for before, after in (("routine", "soon"), ("soon", "urgent"), ("urgent", "urgent")):

        def urgency(document: dict[str, Any], before: str = before) -> None:
            document["outcomes"]["cni_not_suitable_refer"]["urgency"] = before

        outcome = pathway.answer(other(urgency), inputs, changes=False)["outcome"]
        assert (outcome["id"], outcome["urgency"]) == ("cni_not_suitable_refer", after)


def test_every_answer_is_stamped_with_what_the_file_says_of_its_guideline() -> None:
    stored = json.loads(SERVED.read_bytes())
    members = ("id", "version", "review_by", "signed_off")
    assert GUIDELINE.stamp == {name: stored[name] for name in members}


# --- what would change, and the checklist itself


def test_nothing_is_no_change_of_itself() -> None:
    """Among the values beside a limit is 0 too, whose distance from itself is no number."""
    for name, unit in (("age", "a"), ("steroid_weeks", "mo")):
        nothing = {"value": 0, "unit": unit}
        rows = pathway.answer(GUIDELINE, RESISTANT | {name: nothing})["would_change"]
        assert rows, name
        assert nothing not in [row["to"] for row in rows if row["input"] == name]


def test_the_checklist_names_every_grade_from_the_mildest() -> None:
    assert checklist.describe(GUIDELINE)["grades"] == ["not_assessed", "ok", "watch", "act", "stop"]


def test_the_guideline_is_read_from_the_file_that_is_served() -> None:
    assert load(SERVED).stamp == GUIDELINE.stamp
