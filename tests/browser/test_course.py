"""A course pasted from a spreadsheet, and the plan as a file that another program reads."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tools.ways import Hand, course, pasting, plan

Again = Callable[[str], Page]


def test_rows_of_a_spreadsheet_become_readings_judged_by_the_tables(again: Again) -> None:
    """6.2 g/g before; 3.9 on 12 March: above 3.5, and its fall of 37 % under 50 %, no response; 1.8 on 20 May: partial
    by its fall of 71 %; 0.2 with albumin 38 on 14 July: complete. Creatinine 92 against 80 before the first dose: +15 %.
    20 May is 130 days, month 4.27: the reading that decides.
    """
    page = again("phone")
    course(Hand(page))
    table = page.get_by_role("table", name="Every reading")
    expect(table.get_by_role("row", name=re.compile("^12 Mar 2026"))).to_contain_text("No response")
    may = table.get_by_role("row", name=re.compile("^20 May 2026"))
    expect(may).to_contain_text("Partial remission")
    expect(may).to_contain_text("on target")
    expect(table.get_by_role("row", name=re.compile("^14 Jul 2026"))).to_contain_text("Complete remission")
    main = page.get_by_role("main")
    expect(main).to_contain_text("First partial remission: 20 May 2026, month 4.2")
    expect(main).to_contain_text("First complete remission: 14 Jul 2026")
    expect(main).to_contain_text("Decides the trial: 20 May 2026")
    Hand(page).button("Use the latest reading for the next step")
    # 14 July is 185 days, month 6.08: in complete remission before month 12.
    expect(page.get_by_role("heading", level=1)).to_have_text("Continue: complete remission")


@pytest.fixture
def hand(again: Again) -> Hand:
    return Hand(again("phone"))


def test_a_date_that_can_be_read_two_ways_is_asked_about(hand: Hand) -> None:
    box = pasting(hand)
    box.fill("3/4/2026\t1,8\t33")
    expect(hand.page.get_by_role("button", name="Read", exact=True)).to_be_disabled()
    hand.choose("Dates like 3/4/2026: which comes first?", "Day")
    hand.button("Read")
    expect(hand.page.get_by_role("row", name=re.compile("^3 Apr 2026"))).to_be_visible()


def test_a_row_that_is_not_read_is_given_back(hand: Hand) -> None:
    box = pasting(hand)
    box.fill("2026-05-20\t1,8\t33\t92\n30.02.2026\t1,9\t31\t90")
    hand.button("Read")
    expect(hand.page.get_by_text("1 row read, 1 not")).to_be_visible()
    expect(box).to_have_value("30.02.2026\t1,9\t31\t90")
    readings = hand.page.get_by_role("table", name="Every reading").get_by_role("row", name=re.compile("2026"))
    expect(readings).to_have_count(1)


def test_what_the_latest_reading_does_not_hold_is_asked_and_not_taken_from_another_day(hand: Hand) -> None:
    """Creatinine 1.2 mg/dL was typed on an earlier day; the reading of 14 July has none. A blank one is not a safe one.

    1.8 g/g after 6.2 on 20 May was a partial remission, so "no response so far" no longer holds; 5 g/g is a relapse.
    """
    pasting(hand).fill("2026-05-20\t1,8\t33\t92\n2026-07-14\t5\t24")
    hand.button("Read")
    hand.button("Use the latest reading for the next step")
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Next to settle: creatinine")
    hand.button(re.compile("^Enter"))
    hand.type("Creatinine", "92", "µmol/L")
    hand.choose("Best response on the CNI so far", "Partial")
    hand.answer()
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text("Relapse")


def test_values_of_one_day_that_come_in_two_rows_are_one_reading(hand: Hand) -> None:
    """As laboratories export them: a row for each value. A second, other value of the day is given back."""
    box = pasting(hand)
    box.fill("2026-05-20\t1,8\n2026-05-20\t\t33\t92\n2026-05-20\t3,9")
    hand.button("Read")
    expect(hand.page.get_by_text("2 rows read, 1 not")).to_be_visible()
    expect(box).to_have_value("2026-05-20\t3,9")
    row = hand.page.get_by_role("row", name=re.compile("^20 May 2026"))
    for value in ("1.8 g/g", "33 g/L", "92 µmol/L"):
        expect(row).to_contain_text(value)


@pytest.mark.parametrize("day", ["0202-03-01", "2200-01-01"])
def test_a_year_that_is_not_accepted_is_no_first_dose(again: Again, day: str) -> None:
    """As the server refuses it: 0202 is 2026 half typed. A day that counts is said in words, for paper too."""
    page = again("phone")
    plan(Hand(page))
    main = page.get_by_role("main")
    expect(main).to_contain_text("28 dates")
    page.get_by_label("Day of the first dose").fill(day)
    expect(main).to_contain_text("The day is outside the years that are accepted.")
    expect(main).not_to_contain_text("28 dates")
    page.get_by_label("Day of the first dose").fill("2026-03-01")
    expect(main.get_by_role("status").filter(has_text="1 Mar 2026")).to_be_visible()


def test_a_reading_is_changed_in_one_form_and_a_new_one_never_takes_its_place(hand: Hand) -> None:
    pasting(hand).fill("2026-04-20\t3,9\t24\t92\n2026-05-20\t1,8\t33\t92")
    hand.button("Read")
    rows = hand.page.get_by_role("table", name="Every reading").get_by_role("row", name=re.compile("2026"))
    hand.button(re.compile("^Change.*20 Apr 2026"))
    day = hand.page.get_by_label("Date", exact=True)
    expect(day).to_be_focused()
    expect(day).to_have_value("2026-04-20")
    expect(hand.page.get_by_role("heading", name="Change: Reading of 20 Apr 2026")).to_be_visible()
    # Another is added after all: the form is empty, and April stands as it was.
    hand.press(hand.page.get_by_role("button", name="Add a reading", exact=True).last)
    expect(day).to_have_value("")
    day.fill("2026-11-20")
    hand.type("Proteinuria now", "0.2")
    hand.press(hand.page.get_by_role("button", name="Add a reading", exact=True).first)
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("3.9 g/g")
    expect(rows.last).not_to_contain_text("92 µmol/L")
    hand.button(re.compile("^Change.*20 Apr 2026"))
    hand.type("Proteinuria now", "4.1")
    hand.button("Done")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("4.1 g/g")
    expect(hand.page.get_by_role("heading", name="Add a reading")).to_be_visible()


def test_a_reading_that_was_removed_can_be_brought_back(hand: Hand) -> None:
    pasting(hand).fill("2026-04-20\t3,9\t24\t92\n2026-05-20\t1,8\t33\t92")
    hand.button("Read")
    rows = hand.page.get_by_role("table", name="Every reading").get_by_role("row", name=re.compile("2026"))
    hand.button(re.compile("^Remove.*20 Apr 2026"))
    expect(rows).to_have_count(1)
    expect(hand.page.get_by_role("status").filter(has_text="Removed: Reading of 20 Apr 2026.")).to_be_visible()
    hand.button("Undo")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("92 µmol/L")


def test_a_removed_reading_never_comes_back_into_another_case(hand: Hand) -> None:
    pasting(hand).fill("2026-04-20\t3,9\t24\t92\n2026-05-20\t1,8\t33\t92")
    hand.button("Read")
    hand.button(re.compile("^Remove.*20 Apr 2026"))
    expect(hand.page.get_by_role("status").filter(has_text="Removed: ")).to_be_visible()
    hand.button(re.compile("^FSGS pathway"))
    expect(hand.page.get_by_role("heading", level=1)).not_to_have_text("Course over time")
    expect(hand.page.get_by_role("button", name="Undo")).to_have_count(0)


def test_a_course_shows_what_may_do_harm_and_says_where_it_is_judged(hand: Hand) -> None:
    """1.1 mg/dL is 97.24 µmol/L, and 130 is 33.7 % more, over 30 %; a trough of 21.5 ng/mL is over the target of 5 to 10."""
    pasting(hand).fill("2026-05-20\t1,8\t33\t104\t7\n2026-07-14\t1,8\t33\t130\t21,5")
    hand.button("Read")
    rows = hand.page.get_by_role("table", name="Every reading").get_by_role("row", name=re.compile("2026"))
    expect(rows.first.locator(".unused")).to_have_count(0)
    expect(rows.last.locator(".unused")).to_have_text(["+33.7 %", "above target"])
    expect(hand.page.get_by_role("main")).to_contain_text("Harm is judged in the next step")


def test_before_the_first_dose_there_is_no_month_to_judge(hand: Hand) -> None:
    """A reading of 20 December, a first dose of 10 January: it is shown, and is not the next step's."""
    pasting(hand).fill("2025-12-20\t6,2\t22\t80")
    hand.button("Read")
    expect(hand.page.get_by_role("row", name=re.compile("^20 Dec 2025"))).to_be_visible()
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Course over time")
    expect(hand.page.get_by_role("button", name="Use the latest reading for the next step")).to_have_count(0)
    hand.page.get_by_label("Day of the first dose").fill("2025-12-20")
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("No response at month 0")


def test_a_calendar_file_is_made_on_the_device(visit: Callable[..., Page]) -> None:
    """Nothing is sent for it, and it holds the dates of the list that was read; past its review it says so."""
    page = visit("about:blank", "phone")
    page.clock.set_fixed_time("2027-06-02T08:00:00Z")
    page.goto("/")
    plan(Hand(page))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download() as waiting:
        Hand(page).button("Save as calendar file")
    assert not [url for url in asked if "/v1/" in url]
    text = waiting.value.path().read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 28
    assert "31 May 2027" in str(Calendar.from_ical(text)["DESCRIPTION"])


def test_the_plan_as_a_file_is_read_by_another_program_as_the_servers_own_is(again: Again, origin: str) -> None:
    page = again("phone")
    plan(Hand(page))
    with page.expect_download() as waiting:
        Hand(page).button("Save as calendar file")
    assert waiting.value.suggested_filename.endswith(".ics")
    saved = waiting.value.path().read_bytes()
    asked = page.request.post(
        f"{origin}/v1/monitoring-plan",
        data={"start": "2026-03-01", "cni_drug": "tacrolimus"},
        headers={"Accept": "text/calendar"},
    )
    assert asked.ok

    def said(text: bytes) -> list[tuple[date, str, str, str]]:
        events = Calendar.from_ical(text).walk("VEVENT")
        return [(it["DTSTART"].dt, *(str(it[key]) for key in ("SUMMARY", "DESCRIPTION", "UID"))) for it in events]

    events = said(saved)
    assert events == said(asked.body())
    assert date(2026, 3, 8) in [day for day, *_ in events]  # week 1
    assert all(len(line) <= 75 for line in saved.split(b"\r\n"))


def test_a_reading_dated_after_today_is_taken_and_remarked_on(hand: Hand) -> None:
    """The engine reads no clock, so that the date is the reader's to check: said beside it, in words."""
    box = pasting(hand)
    box.fill("2026-05-20\t1,8\t33\t92\n2199-01-01\t1,9\t31\t90")
    hand.button("Read")
    expect(hand.page.get_by_role("row", name=re.compile("^1 Jan 2199"))).to_contain_text(
        "After today: is the date right?"
    )
    expect(hand.page.get_by_role("row", name=re.compile("^20 May 2026"))).not_to_contain_text("After today")
