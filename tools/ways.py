"""The ways through the app, as a person's fingers take them: every screen and state that tests and pictures visit."""

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).resolve().parent.parent
EDITION = json.loads((ROOT / "guideline" / "guideline.json").read_text(encoding="utf-8"))["version"]
# Run before each page: a device whose reader has read what is new in this edition, so that doses are shown.
HAS_READ = f"""try {{
    if (localStorage.getItem("seen") === null) localStorage.setItem("seen", JSON.stringify("{EDITION}"));
}} catch {{}}"""
NEW, ON_CNI, HARM, DOSE = "New patient", "On a CNI", "Is the drug doing harm?", "A dose"


def link(inputs: Mapping[str, Any]) -> str:
    """The address that carries a case, as the contract of links writes it."""
    text = json.dumps({"inputs": inputs}, separators=(",", ":"))
    return "/#v1:" + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit}


class Hand:
    """Finds everything by the words and roles that a person sees; taps where there is a touch screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.touch: bool = page.evaluate("() => navigator.maxTouchPoints > 0")

    def press(self, what: Locator) -> None:
        if self.touch:
            what.tap()
        else:
            what.click()

    def button(self, name: str | re.Pattern[str]) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True).locator("visible=true").first)

    def start(self, who: str, question: str) -> None:
        """From the first screen: adult or child, then what brought the clinician here."""
        self.press(self.page.get_by_role("radio", name=re.compile(f"^{who}")))
        self.button(re.compile(f"^{re.escape(question)}"))
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(question)

    def field(self, label: str) -> Locator:
        return self.page.get_by_role("textbox", name=label, exact=True)

    def type(self, label: str, text: str, unit: str = "") -> None:
        """Types into a field; the unit is chosen first, as one reads it off a report."""
        if unit:
            self.unit(label, unit)
        field = self.field(label)
        self.press(field)
        field.press("Control+a")
        field.press_sequentially(text)

    def leave(self) -> None:
        """Takes the finger off the field, so that a doubtful value is asked about."""
        self.page.evaluate("() => document.activeElement.blur()")

    def paste(self, label: str, text: str) -> None:
        field = self.field(label)
        self.press(field)
        field.press("Control+a")
        self.page.keyboard.insert_text(text)

    def unit(self, label: str, unit: str) -> None:
        self.page.get_by_role("combobox", name=f"Unit: {label}", exact=True).select_option(label=unit)

    def question(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=name).locator("visible=true").first

    def choose(self, question: str, *answers: str | re.Pattern[str]) -> None:
        """Ticks each answer and sees that it is ticked."""
        group = self.question(question)
        for answer in answers:
            radio, box = (group.get_by_role(role, name=answer, exact=True) for role in ("radio", "checkbox"))
            self.press(radio.or_(box))
            expect(radio.or_(box)).to_be_checked()

    def unfold(self, title: str) -> None:
        """Opens a folded part; leaves one that is open, or that is not folded on this screen."""
        part = (
            self.page.locator("details", has=self.page.locator("summary", has_text=title)).locator("visible=true").first
        )
        if part.count() > 0 and part.get_attribute("open") is None:
            self.press(part.locator("summary").first)

    def confirm(self) -> None:
        """The statements that must hold, read and confirmed with one button."""
        self.button(re.compile(r"^(All \w+ are true|This is true|The other)"))

    def answer(self) -> None:
        self.button("See answer")
        expect(self.page.get_by_role("button", name="Change an answer")).to_be_visible()

    def entered(self, label: str) -> Locator:
        """What the answer says was entered under this label."""
        expect(self.page.get_by_role("button", name="Change an answer")).to_be_visible()
        self.unfold("What you entered")
        pairs = self.page.get_by_role("region", name="What you entered").locator("dl > div")
        term = self.page.get_by_role("term").filter(has_text=re.compile(f"^{re.escape(label)}$"))
        return pairs.filter(has=term).get_by_role("definition")

    def go(self, screen: str) -> None:
        self.button(screen)
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def check(self) -> None:
        """From an answer to the second checker's sheet."""
        self.button(re.compile("^(Check|Second check)$"))
        expect(self.page.get_by_role("button", name="Server check")).to_be_visible()

    def home(self) -> None:
        self.press(self.page.get_by_role("banner").get_by_role("button", name="FSGS pathway"))
        expect(self.page.get_by_role("heading", name="Steroid-resistant FSGS")).to_be_visible()

    def open(self, inputs: Mapping[str, Any]) -> None:
        """A case by its link, every value confirmed: the quick way where typing is not what is looked at."""
        self.page.goto("about:blank")  # a link that only differs behind the # would not load the page anew
        self.page.goto(link(inputs))
        self.button("Confirm all")
        expect(self.page.get_by_role("button", name="Confirm all")).to_have_count(0)


GATES: dict[str, Any] = {
    "kidney": "native",
    "histology": "fsgs",
    "secondary_causes": "excluded",
    "nephrotic_syndrome_ever": "yes",
}
STARTS: dict[str, Any] = {  # an adult who may start a CNI: every row of the tables up to `start_cni` is met
    **GATES,
    "age": quantity(34, "a"),
    "sex": "female",
    "weight": quantity(71.5, "kg"),
    "cni_status": "never",
    "cni_barriers": [],
    "steroid_tolerance": "tolerated",
    "steroid_dose_adequacy": "adequate",
    "steroid_weeks": quantity(16, "wk"),
    "proteinuria": quantity(520, "mg/mmol"),
    "proteinuria_baseline": quantity(610, "mg/mmol"),
    "albumin": quantity(24, "g/L"),
    "creatinine": quantity(88, "umol/L"),
}
TACROLIMUS: dict[str, Any] = {**STARTS, "cni_drug": "tacrolimus", "cni_formulation": "tacrolimus_immediate"}
CHILD: dict[str, Any] = {
    **STARTS,
    "age": quantity(5, "a"),
    "height": quantity(110, "cm"),
    "weight": quantity(18, "kg"),
    "steroid_weeks": quantity(8, "wk"),
    "proteinuria": quantity(4.5, "g/g"),
    "creatinine": quantity(0.4, "mg/dL"),
}
ON_TACROLIMUS: dict[str, Any] = {
    **GATES,
    "age": quantity(47, "a"),
    "sex": "male",
    "cni_status": "taking",
    "cni_drug": "tacrolimus",
    "cni_months": quantity(6, "mo"),
    "cni_tolerance": "tolerated",
    "cni_exposure": "at_target",
    "best_response_on_cni": "none",
    "proteinuria": quantity(4.2, "g/g"),
    "proteinuria_baseline": quantity(6, "g/g"),
    "albumin": quantity(26, "g/L"),
    "creatinine": quantity(1.2, "mg/dL"),
    "creatinine_baseline": quantity(1.1, "mg/dL"),
}
HOLD: dict[str, Any] = {**ON_TACROLIMUS, "potassium": quantity(6.4, "mmol/L"), "neurological": ["tremor"]}
HARMED: dict[str, Any] = {
    **ON_TACROLIMUS,
    "cni_trough": quantity(13, "ng/mL"),
    "systolic": quantity(146, "mm[Hg]"),
    "diastolic": quantity(84, "mm[Hg]"),
    "potassium": quantity(4.4, "mmol/L"),
    "magnesium": quantity(0.6, "mmol/L"),
}
SPREADSHEET = (
    "Date\tProteinuria (g/g)\tAlbumin (g/L)\tCreatinine (umol/L)\tTrough (ng/mL)\n"
    "2026-01-10\t6,2\t22\t80\t\n2026-03-12\t3,9\t27\t86\t6,1\n2026-05-20\t1,8\t33\t92\t7,4\n2026-07-14\t0,2\t38\t90\t6,8\n"
)


def answer_of(inputs: Mapping[str, Any]) -> Callable[[Hand], None]:
    def walk(hand: Hand) -> None:
        hand.open(inputs)
        hand.answer()

    return walk


def from_start(screen: str) -> Callable[[Hand], None]:
    return lambda hand: hand.go(screen)


def from_answer(inputs: Mapping[str, Any], screen: str) -> Callable[[Hand], None]:
    def walk(hand: Hand) -> None:
        answer_of(inputs)(hand)
        hand.go(screen)

    return walk


def start_without_choice(hand: Hand) -> None:
    hand.button(re.compile(f"^{NEW}"))
    expect(hand.page.get_by_role("alert")).to_be_visible()


def entry(hand: Hand) -> None:
    hand.start("Adult", NEW)


def entry_of_a_child(hand: Hand) -> None:
    hand.start("Child", NEW)


def entry_with_doubts(hand: Hand) -> None:
    """One value that is asked about, one that is refused, one that is no number, and the list of all three."""
    entry(hand)
    hand.type("Creatinine", "1.1")
    hand.type("Proteinuria now", "60")
    hand.type("Dry weight", "heavy")
    hand.leave()
    hand.button("Next")
    expect(hand.page.get_by_role("heading", name="Settle these first")).to_be_visible()


def entry_opened(hand: Hand) -> None:
    """Gates answered one by one, the folded parts open, a medicine chosen and another looked for."""
    entry(hand)
    hand.button(re.compile("^Not so.*Native kidney"))
    hand.button(re.compile("^Not so.*No barrier"))
    hand.unfold("If you know it")
    hand.unfold("For the dose")
    search = hand.page.get_by_role("searchbox", name="Other medicines")
    search.fill("dilt")
    hand.button(re.compile("^Diltiazem"))
    search.fill("c")


def from_link(hand: Hand) -> None:
    hand.page.goto("about:blank")
    hand.page.goto(link(TACROLIMUS))
    expect(hand.page.get_by_role("button", name="Confirm all")).to_be_visible()


def link_refused(hand: Hand) -> None:
    hand.page.goto("about:blank")
    hand.page.goto(link({"no_such_input": 1}))
    expect(hand.page.get_by_text("no input named")).to_be_visible()


def case_open(hand: Hand) -> None:
    answer_of(TACROLIMUS)(hand)
    hand.home()


def cleared(hand: Hand) -> None:
    case_open(hand)
    hand.button("Clear all")
    expect(hand.page.get_by_role("button", name="Undo")).to_be_visible()


def checklist_blank(hand: Hand) -> None:
    answer_of(STARTS)(hand)
    hand.go(HARM)


def checklist_open(hand: Hand) -> None:
    from_answer(HARMED, HARM)(hand)
    hand.button(re.compile("^Add"))


def pasting(hand: Hand) -> Locator:
    """The box for rows of a spreadsheet, of a course that began on 10 January 2026."""
    answer_of({**ON_TACROLIMUS, "proteinuria_baseline": quantity(6.2, "g/g")})(hand)
    hand.go("Course over time")
    hand.page.get_by_label("Day of the first dose").fill("2026-01-10")
    hand.unfold("Paste from a spreadsheet")
    return hand.page.get_by_label(re.compile("^Copy rows from a spreadsheet"))


def course(hand: Hand) -> None:
    """A course pasted from a spreadsheet, with its chart, milestones and table."""
    pasting(hand).fill(SPREADSHEET)
    hand.button("Read")
    expect(hand.page.get_by_role("table", name="Every reading")).to_be_visible()


def plan(hand: Hand) -> None:
    hand.go("Monitoring plan")
    hand.page.get_by_label("Day of the first dose").fill("2026-03-01")
    hand.choose("Which CNI", "Tacrolimus")


def second_check(hand: Hand) -> None:
    """A dose named by the prescriber, and the server's word."""
    answer_of(TACROLIMUS)(hand)
    hand.check()
    hand.page.get_by_label("Which dose was prescribed?").select_option(index=1)
    hand.button("Server check")
    expect(hand.page.get_by_text(re.compile("^(Server agrees|Server differs|No server reached)$"))).to_be_visible()


def share(hand: Hand) -> None:
    from_answer(TACROLIMUS, "Share")(hand)
    expect(hand.page.get_by_text("As a QR code")).to_be_visible()  # the answer has gone: its heading is one too
    hand.unfold("As a QR code")
    expect(hand.page.get_by_role("img", name="QR code of the link")).to_be_visible()


def one_number(hand: Hand) -> None:
    """The evidence for one number, as the answer's own link opens it."""
    hand.go("Every number and its source")
    hand.press(hand.page.get_by_role("table").get_by_role("button").first)


@dataclass(frozen=True)
class Way:
    """A screen in one state, and the way there from the first screen."""

    name: str
    walk: Callable[[Hand], None]


WAYS = [
    Way("start", lambda hand: None),
    Way("start-without-choice", start_without_choice),
    Way("start-case-open", case_open),
    Way("start-cleared", cleared),
    Way("entry", entry),
    Way("entry-child", entry_of_a_child),
    Way("entry-doubts", entry_with_doubts),
    Way("entry-opened", entry_opened),
    Way("entry-on-cni", lambda hand: hand.start("Adult", ON_CNI)),
    Way("entry-harm", lambda hand: hand.start("Adult", HARM)),
    Way("entry-dose", lambda hand: hand.start("Adult", DOSE)),
    Way("entry-from-link", from_link),
    Way("link-refused", link_refused),
    Way("answer-start", answer_of(TACROLIMUS)),
    Way("answer-no-drug", answer_of(STARTS)),
    Way("answer-child", answer_of(CHILD)),
    Way("answer-refer", answer_of(ON_TACROLIMUS)),
    Way("answer-hold", answer_of(HOLD)),
    Way("answer-out-of-scope", answer_of({**STARTS, "kidney": "transplant"})),
    Way("checklist", checklist_open),
    Way("checklist-hold", from_answer(HOLD, HARM)),
    Way("checklist-not-taking", checklist_blank),
    Way("course", course),
    Way("course-blank", from_answer(ON_TACROLIMUS, "Course over time")),
    Way("plan", plan),
    Way("plan-blank", from_start("Monitoring plan")),
    Way("second-check", second_check),
    Way("share", share),
    Way("flow", from_answer(TACROLIMUS, "Show the route")),
    Way("flow-blank", from_start("The whole pathway")),
    Way("evidence", from_start("Every number and its source")),
    Way("evidence-one", one_number),
    Way("about", from_start("About and limits")),
    Way("privacy", from_start("Privacy")),
]
