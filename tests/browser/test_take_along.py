"""What leaves the screen says by itself what it is: values, units, versions, date, and that it is an uncontrolled copy."""

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tools.ways import CHILD, HARM, HARMED, HOLD, ON_TACROLIMUS, ROOT, TACROLIMUS, Hand, answer_of, plan, quantity

pytestmark = pytest.mark.whole_browser

Visit = Callable[..., Page]
Again = Callable[[str], Page]


def copied(page: Page, button: str) -> str:
    """What another program finds when it pastes: the app's own pages may not read what was copied."""
    Hand(page).button(button)
    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    other = page.context.new_page()
    other.goto("data:text/html,<textarea autofocus></textarea>")
    other.get_by_role("textbox").press("Control+v")
    return other.get_by_role("textbox").input_value()


def test_the_copied_text_holds_all_that_a_record_needs(visit: Visit) -> None:
    page = visit("about:blank", "phone", timezone_id="Europe/Berlin")
    page.clock.set_fixed_time(datetime(2026, 12, 1, 8, 5, tzinfo=UTC))
    answer_of(TACROLIMUS)(Hand(page))
    text = copied(page, "Copy")
    assert text.splitlines()[0].endswith("Start a CNI: ciclosporin or tacrolimus")
    for value in (
        "34 years",
        "71.5 kg",
        "520 mg/mmol",
        "610 mg/mmol",
        "24 g/L",
        "88 µmol/L",
        "16 weeks",
        "76.2 mL/min",
    ):
        assert value in text, value
    assert "3.575 to 7.15 mg a day" in text
    assert "4 mg a day: morning 2 mg, evening 2 mg" in text
    assert "Act: genetic test due" in text
    assert re.search(r"Guideline resistant-fsgs 20\d\d\.\d+\.\d+", text)
    assert re.search(r"App \d+\.\d+\.\d+", text)
    assert "1 Dec 2026 09:05" in text
    assert "uncontrolled copy" in text.lower()
    assert text.count("No nephrologist has signed these numbers yet.") == 1


def test_the_copied_text_names_the_target_trough_and_what_speaks_for_a_drug(visit: Visit) -> None:
    page = visit("/", "phone")
    answer_of({**TACROLIMUS, "patient_factors": ["prediabetes"]})(Hand(page))
    lines = copied(page, "Copy").splitlines()
    assert "- Target trough, tacrolimus: 5 to 10 ng/mL" in lines
    assert lines[lines.index("Which drug") + 1].startswith("- Prediabetes: ")


def test_a_childs_weight_in_pounds_makes_no_dose_of_six_decimals(visit: Visit) -> None:
    """40 lb are 18.1436948 kg: 5 mg/kg are 90.718 mg, of which 75 mg in capsules, and 0.25 mg/kg are 4.54 mg.

    Body surface: sqrt(110 x 18.143695 / 3600) = 0.745 m2, so 22.35 to 29.8 mg per 48 h. 15 kg need exactly 75 mg.
    """
    page = visit("/", "phone")
    drug = {"cni_drug": "ciclosporin", "cni_formulation": "ciclosporin_modified"}
    answer_of({**CHILD, **drug, "weight": quantity(40, "[lb_av]")})(Hand(page))
    doses = page.get_by_role("region", name="Doses")
    expect(doses).to_contain_text("The figure is 90.718 mg a day: these capsules give 15.718 mg a day less.")
    expect(doses).to_contain_text("4.54 mg")
    text = copied(page, "Copy")
    assert "Companion prednisolone: 22.35 to 29.8 mg per 48 h" in text
    assert "The source document's figure, for 6 months." in text
    assert "KDIGO 2025 offers instead" in text
    other = visit("/", "phone")
    answer_of({**CHILD, **drug, "weight": quantity(15, "kg")})(Hand(other))
    expect(other.get_by_role("region", name="Doses")).to_contain_text("75 mg a day")
    expect(other.get_by_role("region", name="Doses")).not_to_contain_text("less.")


def test_a_copied_dose_that_no_capsules_make_up_says_what_to_do_instead(visit: Visit) -> None:
    """9.9 kg x 0.1 mg/kg = 0.99 mg: under the smallest pair of capsules, 0.5 mg twice."""
    page = visit("/", "phone")
    drug = {"cni_drug": "tacrolimus", "cni_formulation": "tacrolimus_immediate"}
    answer_of({**CHILD, **drug, "weight": quantity(9.9, "kg"), "height": quantity(80, "cm")})(Hand(page))
    assert "liquid or granules" in copied(page, "Copy")
    Hand(page).check()
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("checkbox"))).to_contain_text(
        ["9.9 kg", "liquid or granules", "48 h"]
    )


def test_the_copied_text_names_what_may_come_next_in_the_order_of_the_pathway(visit: Visit) -> None:
    page = visit("/", "phone")
    answer_of({**ON_TACROLIMUS, "steroid_tolerance": "not_tolerated", "tried": ["acth"]})(Hand(page))
    lines = copied(page, "Copy").splitlines()
    assert lines[0].endswith("CNI-resistant: stop the CNI and refer")
    start = lines.index("What may come next") + 1
    options = lines[start : lines.index("", start)]
    heads = [line.removeprefix("- ").split(":")[0] for line in options]
    assert [head.split(" ")[0] for head in heads] == [
        "Specialised",
        "Mycophenolate",
        "Rituximab",
        "Cyclophosphamide",
        "Plasma",
    ]
    assert [head for head in heads if head.endswith("(not for this patient)")] == [heads[1]]


def test_on_a_hold_the_text_for_the_call_holds_no_dose(visit: Visit) -> None:
    page = visit("/", "phone")
    answer_of(HOLD)(Hand(page))
    text = copied(page, "Copy for the call")
    assert "Hold the CNI now, call" in text.splitlines()[0]
    assert "6.4 mmol/L" in text
    assert "mg a day" not in text
    assert "uncontrolled copy" in text.lower()


def test_where_copying_is_forbidden_the_text_is_shown_to_be_taken_by_hand(visit: Visit) -> None:
    page = visit("/", "phone")
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'clipboard', { get() { throw new Error('no'); } })"
    )
    answer_of(TACROLIMUS)(Hand(page))
    Hand(page).button("Copy")
    box = page.get_by_role("textbox", name="As text")
    expect(box).to_have_value(re.compile("uncontrolled copy", re.IGNORECASE))
    selected = "it => it.value.slice(it.selectionStart, it.selectionEnd) === it.value"
    assert box.evaluate(selected)


def printed(page: Page, paper: str) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=True)))


@pytest.mark.parametrize("inputs", [TACROLIMUS, CHILD], ids=["adult", "child"])
def test_the_second_checkers_sheet_prints_on_one_a5(again: Again, inputs: dict[str, object]) -> None:
    page = again("phone")
    hand = Hand(page)
    answer_of(inputs)(hand)
    hand.check()
    prescribed = page.get_by_label("Which dose was prescribed?")
    if prescribed.is_visible():
        prescribed.select_option(index=1)
    paper = printed(page, "A5")
    assert len(paper.pages) == 1
    text = " ".join(paper.pages[0].extract_text().split())
    for line in ("Patient label", "Prescriber", "Second checker", "Date, time", "uncontrolled copy"):
        assert line.lower() in text.lower(), line
    for control in ("Server check", "Print A5", "Which dose was prescribed?"):
        assert control not in text, control


README_PATIENTS = sorted((ROOT / "docs" / "examples").glob("[ac]*.json"))


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("file", README_PATIENTS, ids=lambda file: file.stem)
def test_an_answer_prints_on_one_a4_with_all_that_was_entered(again: Again, file: Path, size: str) -> None:
    page = again(size)
    inputs = json.loads(file.read_text(encoding="utf-8"))["inputs"]
    answer_of(inputs)(Hand(page))
    expect(page.get_by_role("heading", name="What would change this")).to_be_visible()  # it waits for a pause
    paper = printed(page, "A4")
    assert len(paper.pages) == 1
    text = " ".join(paper.pages[0].extract_text().split())
    assert f"FSGS pathway {'Child' if 'child' in file.stem else 'Adult'} {inputs['age']['value']} years" in text
    for option in page.locator("table tbody th").all_text_contents():
        assert f"{option} " in text, option
    titles = ("Do now", "Alerts", "Doses", "Two clocks", "What would change", "Why not", "Sources", "What you entered")
    for word in (*titles, "Not yet signed off", "uncontrolled copy"):
        assert word in text, word
    assert page.get_by_role("heading", level=1).inner_text() in text
    for given in inputs.values():
        if isinstance(given, dict):
            assert f"{given['value']:g} " in text, given
    for control in ("Change an answer", "See doses", "Copy", "Share"):
        assert control not in text, control


def test_what_a_sheet_leaves_out_it_names_and_a_hold_needs_no_ink_behind_its_words(again: Again) -> None:
    page = again("phone")
    answer_of(TACROLIMUS)(Hand(page))
    expect(page.get_by_role("heading", name="What would change this")).to_be_visible()
    text = " ".join(printed(page, "A4").pages[0].extract_text().split())
    for folded in page.locator("details:not([open]) > summary").all():
        assert " ".join(folded.inner_text().split()) in text
    page = again("phone")
    answer_of(HOLD)(Hand(page))
    page.emulate_media(media="print")
    words, ground, usual = page.locator(".step.halt").evaluate(
        "(it) => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor, getComputedStyle(document.body).color]"
    )
    page.emulate_media(media="null")
    assert words == usual
    assert ground == "rgba(0, 0, 0, 0)"


def test_a_printed_page_keeps_every_grade_in_words(again: Again) -> None:
    page = again("phone")
    hand = Hand(page)
    answer_of(HARMED)(hand)
    hand.go(HARM)
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed(page, "A4").pages).split())
    assert "Act" in text
    assert "Watch" in text
    assert "Not assessed" in text
    assert "See answer" not in text


def test_a_monitoring_plan_prints_without_its_controls(again: Again) -> None:
    page = again("phone")
    plan(Hand(page))
    paper = printed(page, "A4")
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert "8 Mar 2026" in text  # a week after 1 March
    assert "Which CNI Tacrolimus" in text
    # A browser writes the day of the box as 03/01 or 01/03.
    assert "rst dose 1 Mar 2026 Which CNI" in text
    assert "Ciclosporin" not in text
    assert "Save as calendar file" not in text
