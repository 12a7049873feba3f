"""One tap compares phone and server: agreement, disagreement, no network and no answer in time each say exactly that."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tools.ways import CHILD, HARMED, HOLD, TACROLIMUS, Hand, answer_of

pytestmark = pytest.mark.whole_browser

Visit = Callable[..., Page]
Offline = Callable[[Page], AbstractContextManager[None]]


def asked(page: Page, inputs: dict[str, object] = TACROLIMUS) -> Locator:
    """Opens a case, goes straight to the second check and asks; what was said."""
    hand = Hand(page)
    hand.open(inputs)
    hand.answer()
    hand.check()
    hand.button("Server check")
    return page.get_by_role("main").get_by_role("status")


def with_another_dose(route: Route) -> None:
    """The server's answer with another first dose in it."""
    answer = route.fetch()
    said = answer.json()
    said["doses"][0]["range"]["high"] = 70
    route.fulfill(response=answer, body=json.dumps(said))


def test_both_programs_give_the_same_answer(visit: Visit) -> None:
    for inputs in (TACROLIMUS, CHILD, HARMED):
        page = visit("/", "phone")
        expect(asked(page, inputs)).to_contain_text("Server agrees")
        expect(page.get_by_text("Guideline 20", exact=False).first).to_be_visible()


def test_a_server_that_disagrees_is_never_hidden(visit: Visit) -> None:
    page = visit("/", "phone")
    page.route("**/v1/doses", with_another_dose)
    said = asked(page)
    expect(said).to_contain_text("Server differs")
    expect(said).to_contain_text("Do not rely on either")
    expect(said).to_contain_text("doses")


def test_a_tick_is_for_the_figure_it_was_given_for_alone(again: Callable[[str], Page]) -> None:
    """4 mg a day was ticked; the prescription says 7 mg: that one is not ticked, and a dose outside is no row at all."""
    page = again("phone")
    hand = Hand(page)
    hand.open(TACROLIMUS)
    hand.answer()
    hand.check()
    prescribed = page.get_by_label("Which dose was prescribed?")
    prescribed.select_option(label="4 mg: Tacrolimus, immediate-release only")
    ticks = page.get_by_role("checkbox")
    hand.press(ticks.nth(2))
    hand.press(ticks.nth(1))
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    prescribed.select_option(label="7 mg: Tacrolimus, immediate-release only")
    expect(page.get_by_role("checkbox", name="A day checked")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Dry weight checked")).to_be_checked()
    prescribed.select_option(label="Another dose")
    expect(page.get_by_role("main")).to_contain_text("Ask the prescriber before it is given")
    expect(ticks).to_have_count(0)


def test_another_dose_for_a_child_can_be_said_although_only_one_is_worked_out(again: Callable[[str], Page]) -> None:
    page = again("phone")
    hand = Hand(page)
    hand.open({**CHILD, "cni_drug": "tacrolimus", "cni_formulation": "tacrolimus_immediate"})
    hand.answer()
    hand.check()
    expect(page.get_by_role("checkbox", name="A day checked")).to_be_visible()
    page.get_by_label("Which dose was prescribed?").select_option(label="Another dose")
    expect(page.get_by_role("main")).to_contain_text("Ask the prescriber before it is given")
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_a_hold_is_handed_over_with_its_reason(again: Callable[[str], Page]) -> None:
    page = again("desktop")
    answer_of(HOLD)(Hand(page))
    Hand(page).check()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Potassium 6.4 mmol/L")
    expect(main).to_contain_text("No dose is shown while the CNI is on hold.")


def test_without_a_network_the_answer_on_the_device_stands(visit: Visit, offline: Offline) -> None:
    """What asks a server is not kept on the device: without a network it does not come, with one again it does."""
    page = visit("/", "phone", expects=(r"net::ERR_FAILED \(.*/assets/online/second-",))
    hand = Hand(page)
    hand.open(TACROLIMUS)
    hand.answer()
    hand.check()
    said = page.get_by_role("main").get_by_role("status")
    with offline(page):
        hand.button("Server check")
        expect(said).to_contain_text("No server reached")
        expect(said).to_contain_text("stands by itself")
    hand.button("Server check")
    expect(said).to_contain_text("Server agrees")


@pytest.mark.parametrize(
    ("held_back", "said_then"),
    [
        ("**/v1/pathway", "No answer in time"),
        ("**/assets/online/second*", "No server reached"),  # the check itself has not come
    ],
)
def test_a_line_that_stands_still_is_given_up(visit: Visit, held_back: str, said_then: str) -> None:
    # Without the worker, which may ask by itself what nothing here holds back.
    page = visit("/", "phone", service_workers="block", expects=("Service Worker registration blocked",))
    page.clock.install()
    page.route(held_back, lambda route: None)
    with page.expect_request(held_back):
        said = asked(page)
    expect(said).to_contain_text("Asking the server")
    page.clock.fast_forward(11_000)
    expect(said).to_contain_text(said_then)


def test_a_server_that_refuses_is_told_apart_from_one_that_differs(visit: Visit) -> None:
    page = visit("/", "phone", expects=("status of 422",))
    page.route("**/v1/pathway", lambda route: route.fulfill(status=422, json={"title": "Refused"}))
    expect(asked(page)).to_contain_text("Server did not take it")


def test_another_value_takes_the_servers_word_away(visit: Visit) -> None:
    page = visit("/", "phone")
    expect(asked(page)).to_contain_text("Server agrees")
    page.go_back()
    hand = Hand(page)
    hand.button("Change")
    hand.type("Dry weight", "72")
    hand.answer()
    hand.check()
    expect(page.get_by_role("main").get_by_role("status")).not_to_contain_text("agrees")


def test_nothing_is_preselected_for_the_second_pair_of_eyes(visit: Visit) -> None:
    page = visit("/", "phone")
    hand = Hand(page)
    hand.open(TACROLIMUS)
    hand.answer()
    hand.check()
    prescribed = page.get_by_label("Which dose was prescribed?")
    expect(prescribed).to_have_value("")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    [prescription] = [it for it in prescribed.locator("option").all_text_contents() if it.startswith("4.5 mg")]
    prescribed.select_option(label=prescription)
    main = page.get_by_role("main")
    # 4.5 mg in the fewest even capsules: 2.5 mg in the morning, 2 mg in the evening.
    expect(main.get_by_role("listitem").filter(has_text="Morning")).to_contain_text("2.5 mg")
    expect(main.get_by_role("listitem").filter(has_text="Evening")).to_contain_text("2 mg")
