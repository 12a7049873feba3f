"""No value outlives the visit, none reaches an address or a server unasked; and where storage is denied, only offline is lost."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tools.ways import NEW, TACROLIMUS, Hand, answer_of, case_open

pytestmark = pytest.mark.whole_browser

Visit = Callable[..., Page]
Again = Callable[[str], Page]
Kept = Callable[[Page], None]

KEPT = "() => [JSON.stringify(sessionStorage), JSON.stringify(localStorage)]"
DENIED = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
    Object.defineProperty(window, name, { get() { throw new DOMException("The operation is insecure.", "SecurityError"); } });
Object.defineProperty(Navigator.prototype, "serviceWorker", { get() { throw new DOMException("The operation is insecure.", "SecurityError"); } });
Object.defineProperty(Document.prototype, "cookie", { get() { throw new DOMException("no", "SecurityError"); }, set() { throw new DOMException("no", "SecurityError"); } });
"""


def stored(page: Page) -> tuple[dict[str, Any], dict[str, Any]]:
    session, local = page.evaluate(KEPT)
    return json.loads(session), json.loads(local)


def test_storage_denied_costs_offline_and_nothing_else(visit: Visit) -> None:
    page = visit("about:blank", "phone")
    page.add_init_script(DENIED)
    page.goto("/")
    expect(page.get_by_text("Not yet saved for offline")).to_be_visible()
    hand = Hand(page)
    hand.start("Adult", NEW)
    hand.type("Age", "34")
    hand.choose("Sex, for eGFR", "Female")
    hand.type("Creatinine", "1.2", "mg/dL")
    hand.button("Clear all")
    answer_of(TACROLIMUS)(hand)
    expect(page.get_by_role("region", name="Doses")).to_be_visible()
    for news in page.get_by_role("button", name="I have read this").all():  # such a device cannot know the edition
        hand.press(news)
    expect(page.get_by_text("4 to 7 mg a day", exact=True)).to_be_visible()
    hand.check()
    hand.button("Server check")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Server agrees")


def test_a_reload_keeps_the_case_and_another_tab_does_not_have_it(visit: Visit) -> None:
    page = visit("/", "phone")
    answer_of(TACROLIMUS)(Hand(page))
    page.reload()
    expect(page.get_by_text("4 to 7 mg a day", exact=True)).to_be_visible()
    other = page.context.new_page()
    other.goto("/")
    expect(other.get_by_role("radio", checked=True)).to_have_count(0)
    expect(other.get_by_role("button", name="Go on")).to_have_count(0)


def test_clear_all_clears_the_device_too_and_can_be_undone(visit: Visit) -> None:
    page = visit("/", "phone")
    hand = Hand(page)
    case_open(hand)
    assert "71.5" in str(stored(page)[0])
    hand.button("Clear all")
    session, local = stored(page)
    assert session == {}
    assert "71.5" not in str(local)
    hand.button("Undo")
    hand.button("Go on")
    expect(page.get_by_text("4 to 7 mg a day", exact=True)).to_be_visible()


def test_a_new_patient_inherits_nothing(visit: Visit) -> None:
    page = visit("/", "phone")
    hand = Hand(page)
    case_open(hand)
    hand.button(re.compile(f"^{NEW}"))
    expect(page.get_by_text("All values cleared.")).to_be_visible()
    assert "71.5" not in str(stored(page))
    expect(page.get_by_role("banner")).not_to_contain_text("34 years")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_role("radio", name=re.compile("^Adult"))).to_be_focused()  # adult or child is asked anew


def test_twenty_minutes_without_a_touch_clear_everything(visit: Visit) -> None:
    page = visit("about:blank", "phone")
    page.clock.install()
    hand = Hand(page)
    answer_of(TACROLIMUS)(hand)
    page.clock.fast_forward(19 * 60_000 + 10_000)
    expect(page.get_by_role("button", name="Keep them")).to_be_visible()
    page.get_by_role("button", name="Keep them").press("Enter")
    page.clock.fast_forward(19 * 60_000)
    expect(page.get_by_text("4 to 7 mg a day", exact=True)).to_be_visible()
    page.clock.fast_forward(70_000)
    expect(page.get_by_text("All values cleared after 20 minutes without a touch.")).to_be_visible()
    expect(page.get_by_role("heading", name="Steroid-resistant FSGS")).to_be_visible()
    assert stored(page)[0] == {}
    page.clock.fast_forward(6 * 60_000)  # nor can the next person bring the last patient back
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_a_phone_that_slept_clears_the_moment_it_wakes(visit: Visit) -> None:
    """While it sleeps no timer runs: the look on waking is the first."""
    page = visit("about:blank", "phone")
    page.clock.install()
    answer_of(TACROLIMUS)(Hand(page))
    page.clock.set_system_time(page.evaluate("() => Date.now() / 1000 + 21 * 60"))
    looked = """() => {
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
        return sessionStorage.getItem('case');
    }"""
    assert page.evaluate(looked) is None
    expect(page.get_by_text("All values cleared after 20 minutes without a touch.")).to_be_visible()


def test_a_tab_brought_back_later_brings_no_patient_back(visit: Visit) -> None:
    page = visit("about:blank", "phone")
    page.clock.install()
    answer_of(TACROLIMUS)(Hand(page))
    page.clock.set_system_time(page.evaluate("() => Date.now() / 1000 + 21 * 60"))
    page.add_init_script("const then = Date.now; Date.now = () => then() + 21 * 60_000")
    page.reload()
    expect(page.get_by_text("71.5 kg")).to_have_count(0)
    expect(page.get_by_role("banner")).not_to_contain_text("34 years")


def test_no_value_reaches_an_address_a_server_or_lasting_storage(visit: Visit) -> None:
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(f"{request.url} {request.post_data or ''}")

    page = visit("/", "phone")
    page.context.on("request", note)
    hand = Hand(page)
    hand.start("Adult", NEW)
    hand.type("Dry weight", "71.53")
    hand.type("Creatinine", "87.9")
    hand.confirm()
    hand.home()
    hand.button("Go on")
    expect(hand.entered("Dry weight")).to_have_text("71.53 kg")
    hand.check()
    addresses = page.evaluate("() => [location.href, JSON.stringify(history.state)]")
    _, local = stored(page)
    cookies = page.context.cookies()
    whole = " ".join([*sent, *addresses, str(local), str(cookies)])
    assert "71.53" not in whole
    assert "87.9" not in whole
    assert cookies == []


def test_no_field_asks_who_the_patient_is(again: Again) -> None:
    page = again("phone")
    Hand(page).start("Adult", NEW)
    labels = " ".join(page.locator("main label, main legend").all_inner_texts()).lower()
    assert "creatinine" in labels
    for identifier in ("name", "birth", "hospital number", "patient id", "postcode"):
        assert identifier not in labels
