"""The interface speaks another language once it is chosen, and goes on doing so without a network."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from tests.browser.conftest import until
from tools.ways import ON_TACROLIMUS, Hand, answer_of

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


def test_clinical_words_of_an_answer_are_marked_as_english_in_a_german_page(visit: Visit) -> None:
    page = visit("/")
    answer_of(ON_TACROLIMUS)(Hand(page))
    page.evaluate("() => localStorage.setItem('language', JSON.stringify('de'))")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "en")
    expect(page.locator(".step .lead")).to_have_attribute("lang", "en")
    expect(page.locator(".step .route > li").first).to_have_attribute("lang", "en")
    do_now = page.locator("section", has=page.get_by_role("heading", name="Jetzt tun"))
    expect(do_now.locator("ol")).to_have_attribute("lang", "en")
    assert do_now.get_by_role("heading", name="Jetzt tun").evaluate("(it) => it.closest('[lang]').lang") == "de"
