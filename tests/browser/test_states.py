"""What is seen only when something goes wrong: axe finds nothing to mend there either."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_second_check import asked, with_another_dose
from tools.ways import TACROLIMUS, Hand, answer_of

Visit = Callable[..., Page]
Mended = Callable[[Page], None]
BREAK = "() => { window.whole = Array.prototype.map; Array.prototype.map = () => { throw new Error('broken on purpose'); }; }"
MEND = "() => { Array.prototype.map = window.whole; }"


def test_something_that_breaks(visit: Visit, mended: Mended) -> None:
    page = visit("/", "phone")
    hand = Hand(page)
    answer_of(TACROLIMUS)(hand)
    # Worked out after a pause; from here on nothing is at work but what a tap begins.
    expect(page.get_by_role("heading", name="What would change this")).to_be_visible()
    page.evaluate(BREAK)
    hand.button("Change")
    expect(page.get_by_role("alert")).to_contain_text("No answer: something in this tool broke")
    expect(page.get_by_text("4 to 7 mg a day", exact=True)).to_have_count(0)
    page.evaluate(MEND)
    mended(page)


def test_a_kept_case_that_breaks_the_app_is_called_a_fault_and_can_be_cleared(visit: Visit, mended: Mended) -> None:
    """Not a missing network: a reload would say the same for ever."""
    page = visit("about:blank", "phone")
    kept = {"typed": {"age": {"text": 34, "unit": "a"}}, "form": "new_patient"}  # a number where the app keeps text
    page.add_init_script(
        f"if (!sessionStorage.done) sessionStorage.case = JSON.stringify({{ at: Date.now(), case: {json.dumps(kept)} }}),"
        " sessionStorage.done = 1"
    )
    page.goto("/")
    notice = page.get_by_role("status").filter(has_text="No answer: something in this tool broke")
    expect(notice).to_be_visible()
    expect(page.get_by_text("not saved on the device")).to_have_count(0)
    mended(page)
    page.get_by_role("button", name="Clear all").click()
    page.reload()
    expect(page.get_by_role("button", name=re.compile("^New patient"))).to_be_enabled()
    page.wait_for_load_state("networkidle")
    expect(notice).to_have_count(0)


def test_a_guideline_that_does_not_come(visit: Visit, mended: Mended) -> None:
    page = visit("about:blank", "phone", expects=("net::ERR_FAILED",))
    page.route(re.compile(r"guideline.*\.json"), lambda route: route.abort())
    page.goto("/")
    expect(page.get_by_text("The guideline could not be loaded.")).to_be_visible()
    mended(page)


def test_a_server_that_differs(visit: Visit, mended: Mended) -> None:
    page = visit("/", "phone")
    page.route("**/v1/doses", with_another_dose)
    expect(asked(page)).to_contain_text("Server differs")
    mended(page)


def test_a_server_that_is_asked_and_never_answers(visit: Visit, mended: Mended) -> None:
    page = visit("/", "phone")
    page.clock.install()
    page.route("**/v1/pathway", lambda route: None)
    said = asked(page)
    expect(said).to_contain_text("Asking the server")
    mended(page)
    page.clock.fast_forward(11_000)
    expect(said).to_contain_text("No answer in time")
    mended(page)


def test_a_server_that_is_not_reached_or_refuses(visit: Visit, mended: Mended) -> None:
    page = visit("/", "phone", expects=("net::ERR_FAILED", "status of 422"))
    page.route("**/v1/**", lambda route: route.abort())
    said = asked(page)
    expect(said).to_contain_text("No server reached")
    mended(page)
    page.unroute("**/v1/**")
    page.route("**/v1/pathway", lambda route: route.fulfill(status=422, json={"title": "Refused"}))
    Hand(page).button("Server check")
    expect(said).to_contain_text("Server did not take it")
    mended(page)


def test_the_link_builder_and_its_refusals(visit: Visit, mended: Mended) -> None:
    page = visit("/", "phone")
    answer_of(TACROLIMUS)(Hand(page))
    page.get_by_role("button", name="Share").first.click()
    page.get_by_text("build a link").click()
    inputs = page.get_by_role("textbox", name="Inputs, as JSON")
    mended(page)
    inputs.fill(json.dumps({"weight": {"value": 7000, "unit": "kg"}, "mrn": "1"}))
    expect(page.get_by_text("“mrn” may name a person")).to_be_visible()
    mended(page)


def test_values_about_to_be_cleared(visit: Visit, mended: Mended) -> None:
    page = visit("about:blank", "phone")
    page.clock.install()
    answer_of(TACROLIMUS)(Hand(page))
    page.clock.fast_forward(19 * 60_000 + 10_000)
    expect(page.get_by_role("button", name="Keep them")).to_be_visible()
    mended(page)
