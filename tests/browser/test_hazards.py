"""Controls of the hazard log that only a real browser can show: each test names its hazard and tries to bring it about."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.guideline import load
from tools.ways import (
    HARM,
    NEW,
    ON_CNI,
    ON_TACROLIMUS,
    TACROLIMUS,
    Hand,
    answer_of,
    from_answer,
    pasting,
    plan,
    quantity,
)

Again = Callable[[str], Page]
Visit = Callable[..., Page]
GUIDELINE = load(Path(__file__).resolve().parent.parent.parent / "guideline" / "guideline.json")
DOSE = re.compile(r"\d mg a day")


@pytest.fixture
def hand(again: Again) -> Hand:
    return Hand(again("phone"))


def doses(page: Page) -> Locator:
    return page.get_by_role("region", name="Doses").get_by_text(DOSE)


@pytest.mark.parametrize(("who", "age", "kept_as"), [("Adult", "3", "Child"), ("Child", "34", "Adult")])
def test_h24_an_age_that_is_not_of_whom_was_chosen_is_asked_about(hand: Hand, who: str, age: str, kept_as: str) -> None:
    """A digit too few or too many would change every limit and dose without a word."""
    hand.start(who, NEW)
    hand.type("Age", age)
    hand.leave()
    page = hand.page
    asked = page.get_by_role("group").filter(has_text=re.compile(f"{who} was chosen at the start, and {age} years"))
    expect(asked).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text(who)
    expect(page.get_by_role("banner")).not_to_contain_text(f"{age} years")
    hand.button(f"Keep {age} years")
    expect(asked).to_have_count(0)
    expect(page.get_by_role("banner")).to_contain_text(f"{kept_as} {age} years")


def test_h22_a_harm_that_the_source_document_does_not_name_is_asked_for_and_never_called_well(hand: Hand) -> None:
    """PRES and microangiopathy among twelve; in complete remission the same sign still holds the drug."""
    well = {**ON_TACROLIMUS, "proteinuria": quantity(0.2, "g/g"), "albumin": quantity(40, "g/L")}
    from_answer(well, HARM)(hand)
    checks = hand.page.get_by_role("region", name="Twelve checks").get_by_role("listitem")
    expect(checks).to_have_count(12)
    for item in ("Neurological signs", "Thrombotic microangiopathy", "Magnesium", "Gums and hair"):
        unasked = checks.filter(has_text=re.compile(f"^{item}"))
        expect(unasked).to_contain_text("Not assessed")
        expect(unasked).not_to_contain_text("OK")
    hand.page.goto("about:blank")
    hand.page.goto("/")
    answer_of({**well, "neurological": ["visual_loss"]})(hand)
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Hold the CNI now, call")
    expect(hand.page.get_by_text(DOSE)).to_have_count(0)


@pytest.mark.parametrize("typed", ["715", "7I.5", "-71.5", "0", "1e3"])
def test_h24_a_mistyped_weight_makes_no_dose(hand: Hand, typed: str) -> None:
    """The range is 2 to 350 kg. What stands in the box is asked about, and counts for nothing."""
    hand.open(TACROLIMUS)
    hand.unfold("For the dose")
    hand.type("Dry weight", typed)
    hand.leave()
    expect(hand.field("Dry weight")).to_have_value(typed)
    hand.home()
    hand.button("Go on")
    expect(hand.page.get_by_role("heading", level=1)).to_be_visible()
    expect(doses(hand.page)).to_have_count(0)


AMBIGUOUS = {
    NEW: ("proteinuria_baseline", "weight", "steroid_weeks"),
    ON_CNI: ("proteinuria_baseline", "creatinine_baseline", "cni_trough", "cni_dose"),
}


@pytest.mark.parametrize("way", AMBIGUOUS)
def test_h26_a_word_that_has_two_senses_says_which_before_anything_is_typed(hand: Hand, way: str) -> None:
    """In its label or its hint, seen and read out with the field."""
    hand.start("Adult", way)
    hand.unfold("For the dose")
    for name in AMBIGUOUS[way]:
        meant = GUIDELINE.inputs[name]
        field = hand.field(meant["label"])
        expect(field).to_have_value("")
        assert "before" in meant["label"] or meant["hint"]
        if "hint" in meant:
            expect(field).to_have_accessible_description(re.compile(f"^{re.escape(meant['hint'])}"))
            expect(hand.page.get_by_text(meant["hint"])).to_be_visible()


def test_h31_the_next_patient_begins_with_nothing_of_the_one_before(hand: Hand) -> None:
    """An adult, then a child on the same device: no box, no answer and no way back holds a value of the first."""
    answer_of(TACROLIMUS)(hand)
    hand.home()
    hand.button(re.compile(f"^{NEW}"))
    hand.press(hand.page.get_by_role("radio", name=re.compile("^Child")))
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text(NEW)
    hand.unfold("For the dose")
    assert [box.input_value() for box in hand.page.locator("main input[inputmode]").all()] != []
    assert {box.input_value() for box in hand.page.locator("main input[inputmode]").all()} == {""}
    expect(hand.page.locator("main").get_by_role("radio", checked=True)).to_have_count(0)
    hand.type("Age", "7")
    expect(hand.page.get_by_role("banner")).to_contain_text("7 years")
    expect(hand.page.get_by_role("banner")).not_to_contain_text("34")
    for _ in range(3):
        hand.page.go_back()
        expect(hand.page.get_by_text(re.compile(r"71\.5|34 years|3\.575"))).to_have_count(0)


def pasted(hand: Hand, rows: str) -> Locator:
    """The table of readings after a paste; the first dose was on 10 January 2026."""
    pasting(hand).fill(rows)
    hand.button("Read")
    return hand.page.get_by_role("table", name="Every reading")


ROWS = ["2026-03-12\t3,9\t27\t86", "2026-05-20\t1,8\t33\t92", "2026-07-14\t0,2\t38\t90"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)], ids=str)
def test_h36_readings_pasted_in_any_order_are_judged_in_the_order_of_their_days(
    hand: Hand, order: tuple[int, ...]
) -> None:
    """And what was measured before the first dose stands in the table and decides nothing."""
    before = "2025-12-01\t0,1\t41\t80"  # would be a complete remission, were it counted
    table = pasted(hand, "\n".join([*(ROWS[place] for place in order), before]))
    days = [
        re.findall(r"\d+ \w{3} \d{4}", row)[0] for row in table.get_by_role("row").all_inner_texts() if "202" in row
    ]
    assert days == ["1 Dec 2025", "12 Mar 2026", "20 May 2026", "14 Jul 2026"]
    main = hand.page.get_by_role("main")
    expect(main).to_contain_text("First partial remission: 20 May 2026")
    expect(main).to_contain_text("Decides the trial: 20 May 2026")
    expect(main).to_contain_text("First complete remission: 14 Jul 2026")


def test_h39_after_clearing_no_way_back_brings_a_value(visit: Visit) -> None:
    """Not the Back key, not Forward, not a reload, not the tab's title, and nothing is left that a script could read."""
    page = visit("/")
    hand = Hand(page)
    from_answer(TACROLIMUS, "Course over time")(hand)
    hand.home()
    hand.button("Clear all")
    ways: list[Callable[[], Any]] = [page.go_back, page.go_back, page.go_forward, page.reload]
    for go in ways:
        go()
        expect(page.get_by_text(re.compile(r"71\.5|34 years"))).to_have_count(0)
        left = page.evaluate(
            "() => document.title + location.href + JSON.stringify([history.state, {...sessionStorage}, {...localStorage}])"
        )
        assert "71.5" not in left
        assert "tacrolimus" not in left


PLACES = {
    "Cairo, Arabic figures": {"locale": "ar-EG", "timezone_id": "Africa/Cairo"},
    "Berlin": {"locale": "de-DE", "timezone_id": "Europe/Berlin"},
    "Kiritimati, a day ahead": {"locale": "en-US", "timezone_id": "Pacific/Kiritimati"},
    "Samoa, a day behind": {"locale": "fa-IR", "timezone_id": "Pacific/Pago_Pago"},
}


def shown(visit: Visit, **options: str) -> tuple[list[str], list[str]]:
    """The lines of the doses and of the plan, as a phone set like this shows them."""
    page = visit("/", **options)
    hand = Hand(page)
    answer_of(TACROLIMUS)(hand)
    dose = page.get_by_role("region", name="Doses").inner_text().splitlines()
    hand.home()
    hand.button("Clear all")
    plan(hand)
    expect(page.get_by_text("8 Mar 2026").first).to_be_visible()  # a week from the first dose on 1 March
    return dose, [line for line in page.get_by_role("main").inner_text().splitlines() if "2026" in line][:20]


@pytest.mark.parametrize("place", PLACES)
def test_h48_doses_and_days_are_the_same_wherever_the_phone_is(visit: Visit, place: str) -> None:
    dose, days = shown(visit, **PLACES[place])
    assert any("3.575 to 7.15 mg a day" in line for line in dose)
    home = shown(visit, locale="en-GB", timezone_id="UTC")
    stamped = re.compile("Worked out on this device.*")
    assert (dose, [stamped.sub("", day) for day in days]) == (home[0], [stamped.sub("", day) for day in home[1]])


def test_h60_a_unit_that_the_device_remembers_is_seen_and_asked_about(hand: Hand) -> None:
    """One report in mg/dL; the next in µmol/L, typed as it stands: the number is not taken in the unit of the last."""
    page = hand.page
    hand.start("Adult", NEW)
    hand.type("Creatinine", "1.1", "mg/dL")
    hand.leave()
    hand.button("Clear all")
    hand.start("Adult", NEW)
    unit = page.get_by_role("combobox", name="Unit: Creatinine", exact=True)
    expect(unit).to_have_value("mg/dL")
    expect(unit).to_be_visible()
    hand.type("Creatinine", "97")
    hand.leave()
    question = page.get_by_role("group").filter(has=hand.field("Creatinine"), has_text="Check")
    expect(question).to_contain_text("97 mg/dL")
    hand.press(question.get_by_role("button", name=re.compile("^97 .mol.L")))
    hand.home()
    hand.button("Go on")
    expect(hand.entered("Creatinine")).to_have_text("97 µmol/L")


def test_h61_what_one_tap_confirms_is_read_again_on_the_answer_and_each_can_be_taken_back(hand: Hand) -> None:
    page = hand.page
    hand.start("Adult", NEW)
    hand.type("Age", "34")
    hand.home()
    hand.button("Go on")
    expect(page.get_by_text(DOSE)).to_have_count(0)
    hand.button("Change an answer")
    hand.confirm()
    hand.home()
    hand.button("Go on")
    for label, said in {
        "Kidney": "Native kidney",
        "Biopsy": "FSGS on biopsy",
        "Secondary causes": "Excluded",
        "Nephrotic syndrome, ever": "Yes",
    }.items():
        expect(hand.entered(label)).to_have_text(said)
    hand.button("Change an answer")
    hand.button(re.compile("^Not so.*Secondary causes"))
    hand.choose("Secondary causes", "Not assessed")
    hand.home()
    hand.button("Go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Exclude secondary causes first")
