"""A number is read as it was meant, or asked about; never rewritten, never guessed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tools.ways import NEW, TACROLIMUS, Hand

Again = Callable[[str], Page]


@pytest.fixture
def hand(again: Again) -> Hand:
    hand = Hand(again("phone"))
    hand.start("Adult", NEW)
    return hand


def asked(hand: Hand, label: str) -> Locator:
    """What the app asks about a field: a group round it, named by the question."""
    return hand.page.get_by_role("group").filter(has=hand.field(label), has_text="Check")


def unit_of(hand: Hand, label: str) -> str:
    chosen = hand.page.get_by_role("combobox", name=f"Unit: {label}", exact=True)
    said: str = chosen.evaluate("it => it.selectedOptions[0].label")
    return said


def test_a_number_that_is_not_read_as_it_stands_says_how_it_was_read(hand: Hand) -> None:
    hand.type("Dry weight", "71,5")
    expect(hand.field("Dry weight")).to_have_accessible_description(re.compile("Read as 71.5 kg"))
    expect(hand.page.get_by_text("Read as 71.5 kg.")).to_be_visible()


@pytest.mark.parametrize(
    ("label", "text", "read"),
    [
        ("Dry weight", "71,5", "71.5 kg"),
        ("Creatinine", "132 umol/l", "132 µmol/L"),
        ("Creatinine", "132 µmol/L", "132 µmol/L"),
        ("Creatinine", "1,5 mg/dL", "1.5 mg/dL"),
        ("Creatinine", "1,5mg/dl", "1.5 mg/dL"),
        ("Proteinuria now", "520 mg/mmol", "520 mg/mmol"),
        ("Serum albumin", "2.4 g/dl", "2.4 g/dL"),
    ],
)
def test_a_pasted_value_is_read_with_its_unit(hand: Hand, label: str, text: str, read: str) -> None:
    hand.paste(label, text)
    hand.leave()
    expect(asked(hand, label)).to_have_count(0)
    assert unit_of(hand, label) == read.split(" ")[1]
    expect(hand.field(label)).to_have_value(text)
    hand.home()
    hand.button("Go on")
    expect(hand.entered(label)).to_have_text(read)


def test_another_unit_never_rewrites_the_number(hand: Hand) -> None:
    hand.type("Creatinine", "80")
    hand.leave()
    hand.unit("Creatinine", "mg/dL")
    expect(hand.field("Creatinine")).to_have_value("80")
    hand.leave()
    expect(asked(hand, "Creatinine")).to_contain_text("80")  # 80 mg/dL is 7072 umol/L: no one has it
    hand.unit("Creatinine", "µmol/L")
    expect(hand.field("Creatinine")).to_have_value("80")
    expect(asked(hand, "Creatinine")).to_have_count(0)


def test_a_refused_value_tells_its_limit_the_value_and_the_way_out(hand: Hand) -> None:
    hand.type("Creatinine", "1.1")
    expect(asked(hand, "Creatinine")).to_have_count(0)  # not while it is being typed
    hand.leave()
    question = asked(hand, "Creatinine")
    expect(question).to_contain_text("1.1")
    expect(question).to_contain_text(re.compile(r"\b5\b.*\b3000\b"))
    # The list of what is to be settled leads to the question, and does not take it away.
    hand.button("Next")
    hand.press(hand.page.get_by_role("link", name=re.compile("^Creatinine")))
    expect(hand.field("Creatinine")).to_be_focused()
    expect(question).to_contain_text("1.1")
    hand.press(question.get_by_role("button", name=re.compile(r"^1\.1 mg.dL")))
    expect(asked(hand, "Creatinine")).to_have_count(0)
    assert held_near(hand, "Creatinine")
    assert (
        hand.page.get_by_role("combobox", name="Unit: Creatinine", exact=True).evaluate(
            "it => it.selectedOptions[0].label"
        )
        == "mg/dL"
    )


def held_near(hand: Hand, words: str) -> bool:
    """Whether a keyboard goes on beside a button that went with its own press, not at the top of the page."""
    hand.page.wait_for_function("document.activeElement !== document.body")
    return (
        words in hand.page.evaluate("document.activeElement.innerText")
        and hand.page.locator("main :focus").count() == 1
    )


def test_an_implausible_value_is_asked_about_and_kept_only_on_the_clinicians_word(hand: Hand) -> None:
    """Proteinuria above 40 g/g is possible and unlikely; 60 mg/mmol would be nothing unusual."""
    hand.type("Proteinuria now", "60")
    hand.leave()
    question = asked(hand, "Proteinuria now")
    expect(question.get_by_role("button", name=re.compile("^60 mg.mmol"))).to_be_visible()
    expect(hand.page.get_by_role("complementary", name="Answer so far")).to_contain_text("Proteinuria now")
    hand.press(question.get_by_role("button", name="Keep 60 g/g"))
    expect(asked(hand, "Proteinuria now")).to_have_count(0)
    expect(hand.page.get_by_text("Kept as 60 g/g.")).to_be_visible()


def test_a_number_that_can_be_read_two_ways_is_asked_about(hand: Hand) -> None:
    hand.type("Proteinuria now", "1,500", "mg/g")
    hand.leave()
    question = asked(hand, "Proteinuria now")
    expect(question.get_by_role("button", name="1500 mg/g")).to_be_visible()
    hand.press(question.get_by_role("button", name=re.compile(r"^1\.5 mg.g")))
    expect(question.get_by_role("button", name=re.compile(r"^1\.5 mg.g"))).to_have_count(0)


@pytest.mark.parametrize("text", ["heavy", "<5", "12 stone", "--", "7O"])
def test_what_is_no_number_is_said_to_be_none(hand: Hand, text: str) -> None:
    hand.type("Dry weight", text)
    hand.leave()
    expect(asked(hand, "Dry weight")).to_contain_text(text)


def test_limits_stand_under_the_field_before_they_are_crossed(hand: Hand) -> None:
    hint = hand.field("Creatinine")
    expect(hint).to_have_accessible_description(re.compile("Accepted: 5 to 3000 µmol/L"))
    hand.unit("Creatinine", "mg/dL")
    # 5 / 88.4 = 0.05656 and 3000 / 88.4 = 33.94: a limit that is told is never wider than the one that holds.
    told = re.compile(r"Accepted: (0\.\d+) to (\d+(?:\.\d+)?) mg/dL")
    expect(hint).to_have_accessible_description(told)
    [(low, high)] = told.findall(hand.page.get_by_role("main").inner_text())
    assert 0.05656 <= float(low) <= 0.1
    assert 30 <= float(high) <= 33.94


def test_a_box_stays_where_it_is_while_its_digits_are_typed(hand: Hand) -> None:
    """Its label says "Needed" before, and no longer after."""
    age = hand.field("Age")
    needed = hand.page.locator(".field", has=age).get_by_text("Needed", exact=True)
    expect(needed).to_be_visible()
    hand.press(age)
    before = age.bounding_box()
    age.press_sequentially("3")
    assert age.bounding_box() == before
    age.press_sequentially("4")
    expect(needed).to_have_count(0)
    assert age.bounding_box() == before


def test_the_unit_is_remembered_and_the_number_is_not(hand: Hand) -> None:
    hand.type("Creatinine", "1.5", "mg/dL")
    hand.button("Clear all")
    hand.start("Adult", NEW)
    expect(hand.field("Creatinine")).to_have_value("")
    assert unit_of(hand, "Creatinine") == "mg/dL"


def test_not_known_is_always_an_answer_and_never_read_as_normal(hand: Hand) -> None:
    hand.type("Age", "34")
    hand.confirm()
    hand.choose("Steroid tolerated?", "Not known")
    hand.type("Proteinuria now", "5")
    hand.answer()
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text("steroid tolerated?")
    expect(hand.page.get_by_role("main")).to_contain_text("a blank is never read as normal")


def test_the_first_screen_asks_adult_or_child_before_anything(again: Again) -> None:
    page = again("phone")
    hand = Hand(page)
    hand.button(re.compile(f"^{NEW}"))
    expect(page.get_by_role("alert")).to_contain_text("Adult or child?")
    expect(page.get_by_role("radio", name=re.compile("^Adult"))).to_be_focused()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_an_age_against_the_choice_changes_who_is_shown(hand: Hand) -> None:
    hand.type("Age", "5")
    hand.leave()
    hand.button("Keep 5 years")
    expect(hand.page.get_by_role("banner")).to_contain_text("Child")
    expect(hand.field("Height")).to_be_visible()


def test_a_statement_that_is_not_so_leads_off_the_line(hand: Hand) -> None:
    hand.type("Age", "34")
    hand.button(re.compile("^Not so.*Native kidney"))
    assert held_near(hand, "Kidney")
    hand.choose("Kidney", "Transplanted kidney")
    hand.answer()
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Another pathway: transplant centre")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_answer_opens_at_its_step_however_far_down_the_form_one_was(again: Again, size: str) -> None:
    hand = Hand(again(size))
    hand.open(TACROLIMUS)
    hand.page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    hand.answer()
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Start a CNI: ciclosporin or tacrolimus")
    expect(hand.page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_gates_are_never_preselected_and_can_be_taken_back(hand: Hand) -> None:
    bar = hand.page.get_by_role("complementary", name="Answer so far")
    hand.type("Age", "34")
    expect(bar).to_contain_text("Kidney")
    hand.confirm()
    expect(bar).not_to_contain_text("Kidney")
    hand.button("Undo")
    expect(bar).to_contain_text("Kidney")


@pytest.mark.parametrize(
    ("who", "told", "not_told"), [("Adult", "Adult: 1 mg/kg", "Child: 60"), ("Child", "Child: 60 mg/m²", "Adult: 1")]
)
def test_a_hint_for_one_population_is_given_to_no_other(again: Again, who: str, told: str, not_told: str) -> None:
    """What a full dose of steroid is stands in the tables for each."""
    hand = Hand(again("phone"))
    hand.start(who, NEW)
    expect(hand.page.get_by_text(told)).to_be_visible()
    expect(hand.page.get_by_text(not_told)).to_have_count(0)
