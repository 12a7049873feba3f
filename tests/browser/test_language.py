"""The interface speaks another language once it is chosen, and goes on doing so without a network."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from tests.browser.conftest import until

Visit = Callable[..., Page]
Kept = Callable[[Page], None]
Offline = Callable[[Page], AbstractContextManager[None]]

GERMAN_KEPT = """async () => {
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().some((request) => request.url.includes("/assets/de-"));
}"""


def test_german_is_fetched_when_it_is_chosen_and_then_stays_without_a_network(
    visit: Visit, kept: Kept, offline: Offline
) -> None:
    page = visit("/")
    kept(page)
    assert not page.evaluate(GERMAN_KEPT)
    page.get_by_label("Language").select_option("de")
    expect(page.get_by_role("heading", level=1)).to_have_text("Steroidresistente FSGS")
    assert page.locator("html").get_attribute("lang") == "de"
    until(page, GERMAN_KEPT)
    with offline(page):
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Steroidresistente FSGS")
        page.get_by_label("Erwachsen").check()
        page.get_by_role("button", name="New patient").click()
        expect(page.get_by_role("button", name="Alles löschen")).to_be_visible()


def test_clinical_words_stay_in_the_words_of_the_guideline(visit: Visit) -> None:
    page = visit("/")
    page.get_by_label("Language").select_option("de")
    page.get_by_label("Erwachsen").check()
    page.get_by_role("button", name="New patient").click()
    expect(page.get_by_text("Secondary causes excluded", exact=True)).to_be_visible()
