"""The interface speaks another language once it is chosen, and goes on doing so without a network."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import until
from tools.ways import ON_TACROLIMUS, ROOT, WAYS, Hand, Way, answer_of

Visit = Callable[..., Page]
Kept = Callable[[Page], None]
Offline = Callable[[Page], AbstractContextManager[None]]
Again = Callable[[str], Page]

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


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, (dict, list)):
        for below in part.values() if isinstance(part, dict) else part:
            yield from strings(below)


def of_several_words(texts: Iterator[str] | list[str]) -> set[str]:
    return {text.strip() for text in texts if " " in text.strip() and not re.search(r"[{}$]", text)}


CLINICAL = of_several_words(strings(json.loads((ROOT / "guideline" / "guideline.json").read_text(encoding="utf-8"))))
GERMAN = of_several_words(
    re.findall(r'"([^"\n]+)"', (ROOT / "static_pwa" / "src" / "words" / "de.ts").read_text(encoding="utf-8"))
)
# Each piece of text that is shown, or spoken only, with the language in which a screen reader says it.
SPOKEN = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const it = walk.currentNode;
        if (it.data.trim() && it.parentElement.checkVisibility()) found.push([it.data.trim(), it.parentElement.closest("[lang]").lang]);
    }
    return found;
}"""
SCREENS = (
    "start", "entry", "entry-opened", "entry-on-cni", "entry-harm", "entry-dose", "entry-from-link", "answer-start",
    "answer-refer", "answer-hold", "answer-out-of-scope", "checklist", "course", "plan", "second-check", "share", "flow",
    "evidence", "evidence-one", "about", "privacy",
)  # fmt: skip


# What a desk does not show: the answer in view below the form, the call under the thumb.
WITH_A_BAR = ("entry", "entry-child", "checklist", "checklist-hold", "answer-hold", "flow")
WALKS = [
    (way, size) for size, names in (("desktop", SCREENS), ("phone", WITH_A_BAR)) for way in WAYS if way.name in names
]


@pytest.mark.parametrize(("way", "size"), WALKS, ids=[f"{way.name}-{size}" for way, size in WALKS])
def test_each_word_of_a_german_page_is_marked_as_what_it_is(again: Again, way: Way, size: str) -> None:
    """Clinical words stay English and are spoken as English, the interface's own as German."""
    page = again(size)
    way.walk(Hand(page))
    page.get_by_role("banner").get_by_role("button", name="FSGS pathway").click()
    page.get_by_label("Language").select_option("de")
    expect(page.get_by_role("heading", level=1)).to_have_text("Steroidresistente FSGS")
    if way.name != "start":
        page.go_back()
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Steroidresistente FSGS")
    for folded in page.locator("details:not([open]) > summary").all():
        if folded.is_visible():
            folded.click()
    spoken = {(text, language) for text, language in page.evaluate(SPOKEN)}
    texts = {text for text, _ in spoken}
    assert texts & CLINICAL or way.name in ("privacy", "share", "second-check")
    assert texts & GERMAN
    assert {text for text, language in spoken if text in CLINICAL and language != "en"} == set()
    assert {text for text, language in spoken if text in GERMAN - CLINICAL and language != "de"} == set()
