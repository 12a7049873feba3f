"""Three patients from the first screen to the next step, by fingers or by keys; figures worked by hand from the tables."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tools.ways import DOSE, HARM, NEW, ON_CNI, Hand

pytestmark = pytest.mark.whole_browser

Again = Callable[[str], Page]


def step(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def part(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def entered(page: Page, label: str) -> Locator:
    return (
        part(page, "What you entered")
        .get_by_role("term")
        .filter(has_text=re.compile(f"^{re.escape(label)}$"))
        .locator("+ dd")
    )


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_adult_who_may_start_a_cni_gets_the_step_and_its_doses(again: Again, size: str) -> None:
    """16 weeks of full-dose steroid are enough; 520 mg/mmol is above 350 and its fall from 610, 14.8 %, under 50 %.

    eGFR, CKD-EPI 2021, female, 88 umol/L = 0.9955 mg/dL, 34 a:
    142 x (0.9955 / 0.7)^-1.2 x 0.9938^34 x 1.012 = 142 x 0.6554 x 0.8094 x 1.012 = 76.2.
    Tacrolimus 0.05 to 0.1 mg/kg x 71.5 kg = 3.575 to 7.15 mg, so 4 to 7 mg in halves; steroid 0.15 x 71.5 = 10.725 mg.
    """
    page = again(size)
    hand = Hand(page)
    hand.start("Adult", NEW)
    hand.type("Age", "34")
    hand.choose("Sex, for eGFR", "Female")
    hand.type("Dry weight", "71,5")
    hand.confirm()
    hand.choose("Steroid tolerated?", "Tolerated")
    hand.choose("Was the steroid dose full?", "Yes")
    hand.type("Full-dose steroid weeks, this attack", "16")
    hand.type("Proteinuria now", "520", "mg/mmol")
    hand.type("Proteinuria before this treatment", "610")
    hand.type("Serum albumin", "24")
    hand.type("Creatinine", "88")
    hand.answer()
    expect(step(page)).to_have_text("Start a CNI: ciclosporin or tacrolimus")
    expect(page.get_by_role("banner")).to_contain_text("Adult 34 years")
    expect(hand.entered("eGFR")).to_have_text("76.2 mL/min/1.73 m²")
    expect(hand.entered("Fall of proteinuria")).to_have_text("14.8 %")
    expect(hand.entered("Proteinuria before this treatment")).to_have_text("610 mg/mmol")

    doses = part(page, "Doses")
    expect(doses).to_contain_text("10.725 mg a day")
    hand.choose("Which CNI", "Tacrolimus")
    expect(doses).not_to_contain_text("4 to 7 mg")  # a formulation decides whether there is a dose at all
    hand.choose("Formulation", re.compile("prolonged-release", re.IGNORECASE))
    expect(doses).not_to_contain_text("4 to 7 mg")
    hand.choose("Formulation", re.compile("immediate-release", re.IGNORECASE))
    expect(doses.get_by_text("4 to 7 mg a day", exact=True)).to_be_visible()
    expect(doses).to_contain_text("3.575 to 7.15 mg a day")
    expect(doses).to_contain_text("5 to 10 ng/mL")
    expect(doses.get_by_role("row", name=re.compile(r"^4 mg 2 mg .*2 mg"))).to_be_visible()
    hand.choose("Which CNI", "Ciclosporin")
    expect(doses.get_by_text("225 to 350 mg a day", exact=True)).to_be_visible()  # 3 to 5 x 71.5 = 214.5 to 357.5
    expect(doses).to_contain_text("250 mg")  # and the line above which it warns
    expect(doses).to_contain_text("100 to 175 ng/mL")


def test_an_adult_without_response_at_month_six_on_tacrolimus_is_referred(again: Again) -> None:
    """4.2 g/g is above 3.5 and fell from 6 by 30 %: no response; month 6 with troughs on target: stop and refer.

    2.4 g/g instead is a fall of 60 % and not above 3.5: a partial remission, held to month 12.
    """
    page = again("phone")
    hand = Hand(page)
    hand.start("Adult", ON_CNI)
    hand.type("Age", "47")
    hand.choose("Sex, for eGFR", "Male")
    hand.confirm()
    hand.choose("CNI so far", "Taking")
    hand.choose("Which CNI", "Tacrolimus")
    hand.type("Time since the first CNI dose", "6")
    hand.choose("CNI tolerated?", "Tolerated")
    hand.choose("Best response on the CNI so far", "None")
    hand.type("Proteinuria now", "4.2")
    hand.type("Proteinuria before this treatment", "6")
    hand.type("Serum albumin", "2.6", "g/dL")
    hand.type("Creatinine", "1.2", "mg/dL")
    hand.type("Creatinine before the first CNI dose", "1.1")
    hand.choose("Troughs of this trial", "At target")
    hand.answer()
    expect(step(page)).to_have_text("CNI-resistant: stop the CNI and refer")
    expect(hand.entered("Fall of proteinuria")).to_have_text("30 %")
    expect(hand.entered("Creatinine above baseline")).to_have_text("9.1 %")
    expect(part(page, "Doses")).not_to_contain_text(re.compile(r"\d mg a day"))
    come = page.get_by_role("main").inner_text()
    named = [
        "Specialised centre",
        "Mycophenolate with high-dose",
        "Rituximab",
        "ACTH",
        "Cyclophosphamide",
        "Plasma exch",
    ]
    assert sorted(named, key=come.index) == named

    hand.button("Change")
    hand.type("Proteinuria now", "2.4")
    hand.answer()
    expect(step(page)).to_have_text("Continue: partial remission")
    expect(hand.entered("Fall of proteinuria")).to_have_text("60 %")


def test_a_child_who_may_start_a_cni_gets_a_childs_figures(again: Again) -> None:
    """8 weeks are more than 4, and 4.5 g/g is not under 2.

    eGFR, bedside Schwartz: 0.413 x 110 / 0.4 = 113.6. Surface, Mosteller: (110 x 18 / 3600)^0.5 = 0.742 m2, so a steroid
    of 30 to 40 x 0.742 = 22.26 to 29.68 mg per 48 h. Ciclosporin 5 x 18 = 90 mg, so 75 in capsules of 25;
    tacrolimus 0.1 x 18 = 1.8 mg, so 1.5 in capsules of 0.5, the larger half in the morning.
    """
    page = again("phone")
    hand = Hand(page)
    hand.start("Child", NEW)
    hand.type("Age", "5")
    hand.choose("Sex, for eGFR", "Male")
    hand.type("Dry weight", "18")
    hand.type("Height", "110")
    hand.confirm()
    hand.choose("Steroid tolerated?", "Tolerated")
    hand.choose("Was the steroid dose full?", "Yes")
    hand.type("Full-dose steroid weeks, this attack", "8")
    expect(hand.field("Proteinuria before this treatment")).to_have_count(0)  # a child is judged without it
    hand.type("Proteinuria now", "4.5")
    hand.type("Serum albumin", "18")
    hand.type("Creatinine", "0,4", "mg/dL")
    hand.answer()
    expect(step(page)).to_have_text("Start a CNI: ciclosporin or tacrolimus")
    expect(page.get_by_role("banner")).to_contain_text("Child 5 years")
    expect(hand.entered("eGFR")).to_have_text("113.6 mL/min/1.73 m²")
    doses = part(page, "Doses")
    expect(doses).to_contain_text("22.26 to 29.68 mg per 48 h")
    expect(doses.get_by_text("75 mg a day", exact=True)).to_be_visible()
    expect(doses).to_contain_text("Under 6 years ciclosporin may need three doses a day.")
    hand.choose("Which CNI", "Tacrolimus")
    hand.choose("Formulation", re.compile("immediate-release", re.IGNORECASE))
    expect(doses.get_by_text("1.5 mg a day", exact=True)).to_be_visible()
    expect(doses.get_by_role("row", name=re.compile(r"^1.5 mg 1 mg .*0.5 mg"))).to_be_visible()


def test_harm_is_told_before_anything_else_and_without_a_dose(again: Again) -> None:
    """Potassium 6.0 or above is a stop; the rest, not assessed, is never OK."""
    page = again("phone")
    hand = Hand(page)
    hand.start("Adult", HARM)
    hand.choose("CNI so far", "Taking")
    hand.type("Age", "50")
    hand.type("Potassium", "5,9")
    hand.button("See answer")
    expect(step(page)).not_to_contain_text("Hold")
    expect(page.get_by_role("main")).to_contain_text("1 act")
    page.go_back()
    hand.type("Potassium", "6,0")
    hand.button("See answer")
    expect(step(page)).to_have_text("Hold the CNI now, call")
    expect(page.get_by_role("main")).to_contain_text("1 stop, 11 not assessed")
    expect(page.get_by_role("main")).not_to_contain_text("mg a day")


def test_a_nephrologist_who_knows_the_patient_has_a_dose_in_few_touches(again: Again) -> None:
    """The quick way: six gates with one button, resistance on the clinician's word, and no question that it spares."""
    page = again("phone")
    hand = Hand(page)
    hand.start("Adult", DOSE)
    hand.choose("CNI so far", "Never taken")
    hand.type("Age", "34")
    hand.choose("Sex, for eGFR", "Female")
    hand.type("Dry weight", "71.5")
    hand.confirm()
    hand.choose("Steroid tolerated?", "Tolerated")
    hand.type("Proteinuria now", "520 mg/mmol")
    hand.type("Creatinine", "88")
    hand.choose("Which CNI", "Tacrolimus")
    hand.choose("Formulation", re.compile("immediate-release", re.IGNORECASE))
    hand.answer()
    expect(part(page, "Doses").get_by_text("4 to 7 mg a day", exact=True)).to_be_visible()


class Keys:
    """The keyboard alone: Tab to a control, arrows and Space to choose, Enter to press."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, what: Locator) -> None:
        for _ in range(80):
            if what.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {what}")

    def press(self, name: str | re.Pattern[str]) -> None:
        self.reach(self.page.get_by_role("button", name=name).locator("visible=true").first)
        self.page.keyboard.press("Enter")

    def type(self, label: str, text: str) -> None:
        self.reach(self.page.get_by_role("textbox", name=label, exact=True))
        self.page.keyboard.type(text)

    def choose(self, question: str, answer: str | re.Pattern[str]) -> None:
        group = self.page.get_by_role("group", name=question)
        self.reach(group.get_by_role("radio").first)
        wanted = group.get_by_role("radio", name=answer, exact=True)
        self.page.keyboard.press("Space")
        for _ in range(8):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {answer}")

    def unit(self, label: str, letter: str) -> None:
        self.reach(self.page.get_by_role("combobox", name=f"Unit: {label}", exact=True))
        self.page.keyboard.type(letter)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_keyboard_alone_leads_to_the_dose(again: Again, size: str) -> None:
    page = again(size)
    keys = Keys(page)
    keys.choose("Who is the patient?", re.compile("^Adult"))
    keys.press(re.compile(f"^{NEW}"))
    expect(step(page)).to_be_focused()  # a new screen is announced by its heading
    keys.type("Age", "34")
    keys.choose("Sex, for eGFR", "Female")
    keys.type("Dry weight", "71.5")
    keys.press(re.compile("^All five are true"))
    keys.choose("Steroid tolerated?", "Tolerated")
    keys.choose("Was the steroid dose full?", "Yes")
    keys.type("Full-dose steroid weeks, this attack", "16")
    keys.type("Proteinuria now", "5,2")
    keys.type("Proteinuria before this treatment", "6,1")
    keys.type("Serum albumin", "24")
    keys.type("Creatinine", "88")
    keys.press("See answer")
    expect(step(page)).to_have_text("Start a CNI: ciclosporin or tacrolimus")
    expect(step(page)).to_be_focused()
    keys.choose("Which CNI", "Tacrolimus")
    keys.choose("Formulation", re.compile("immediate-release", re.IGNORECASE))
    expect(part(page, "Doses").get_by_text("4 to 7 mg a day", exact=True)).to_be_visible()


def test_every_focus_is_seen(again: Again) -> None:
    """Where Tab stands, an outline of two pixels or more shows it, on its own element or on what stands for it."""
    page = again("desktop")
    Hand(page).start("Adult", NEW)
    expect(step(page)).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const it = document.activeElement;
                const drawn = [it, it.nextElementSibling, it.closest("label"), it.parentElement].filter(Boolean);
                const lined = (one) => { const { outlineStyle, outlineWidth } = getComputedStyle(one); return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2; };
                return drawn.some(lined) ? null : it.outerHTML.slice(0, 120);
            }"""
        )
        assert seen is None, seen
