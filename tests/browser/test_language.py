"""The interface speaks another language once it is chosen, and goes on doing so without a network."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, until
from tools.ways import ON_TACROLIMUS, ROOT, WAYS, Hand, Way, answer_of, link

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


def test_a_language_that_cannot_be_fetched_leaves_english_and_says_so(
    visit: Visit, kept: Kept, offline: Offline
) -> None:
    page = visit("/", expects=("net::ERR_",))
    kept(page)
    with offline(page):
        page.get_by_label("Language").select_option("de")
        expect(page.get_by_role("status")).to_contain_text("not saved on the device yet")
        expect(page.get_by_label("Language")).to_have_value("en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Steroid-resistant FSGS")


def test_a_question_of_the_interface_about_an_age_is_german_and_not_marked_as_english(visit: Visit) -> None:
    page = visit("/")
    page.get_by_label("Language").select_option("de")
    page.get_by_label("Erwachsen").check()
    page.get_by_role("button", name="New patient").click()
    Hand(page).type("Age", "3")
    page.keyboard.press("Tab")
    asked = page.locator("form b").filter(has_text="Am Anfang ist „Erwachsen“ gewählt, 3 Jahre ist aber ein Kind")
    expect(asked).to_be_visible()
    expect(asked.locator("[lang=en]")).to_have_count(0)


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
    heading = page.get_by_role("heading", level=1)
    expect(heading.locator("[lang=en]")).to_have_text(heading.inner_text())
    expect(page.locator(".step .lead")).to_have_attribute("lang", "en")
    expect(page.locator(".route > li").first).to_have_attribute("lang", "en")
    do_now = page.locator("section", has=page.get_by_role("heading", name="Jetzt zu tun"))
    expect(do_now.locator("ol")).to_have_attribute("lang", "en")
    assert do_now.get_by_role("heading", name="Jetzt zu tun").evaluate("(it) => it.closest('[lang]').lang") == "de"


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, (dict, list)):
        for below in part.values() if isinstance(part, dict) else part:
            yield from strings(below)


def of_several_words(texts: Iterator[str] | list[str]) -> set[str]:
    return {text.strip() for text in texts if " " in text.strip() and not re.search(r"[{}$]", text)}


def words(text: str) -> set[str]:
    """What tells one language from another; what was typed, a key of JSON, a file's name and a unit belong to neither."""
    return set(
        re.findall(r"[^\W\d_]{3,}", re.sub(r'"\w+"|„\w+“|\S*[\d/]\S*|\S+\.(md|json)\b|resistant-fsgs|mmHg', " ", text))
    )


def catalogue(name: str) -> str:
    """The strings of a file of words, without its code."""
    text = (ROOT / "static_pwa" / "src" / name).read_text(encoding="utf-8")
    return "\n".join(re.findall(r'"([^"\n]+)"', text) + re.findall(r"[`}]([^`{}$]+)(?:[`$])", text))


GUIDELINE = list(strings(json.loads((ROOT / "guideline" / "guideline.json").read_text(encoding="utf-8"))))
CLINICAL = of_several_words(GUIDELINE)
GERMAN = of_several_words(catalogue("words/de.ts").split("\n"))
IN_GERMAN, IN_ENGLISH = words(catalogue("words/de.ts")), words("\n".join([*GUIDELINE, catalogue("words/en.ts")]))
# Each piece of text that is shown, or spoken only, with the language in which a screen reader says it.
SPOKEN = """() => {
    const found = [];
    const say = (text, element) => text && text.trim() && element.checkVisibility()
        && found.push([text.trim(), element.closest("[lang]").lang]);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) say(walk.currentNode.data, walk.currentNode.parentElement);
    for (const name of ["aria-label", "data-l", "placeholder", "title", "alt"]) {
        for (const element of document.querySelectorAll(`[${name}]`)) say(element.getAttribute(name), element);
    }
    return found;
}"""
MARKED = """() => [document.documentElement.outerHTML, ...[...document.querySelectorAll("textarea, input")].map((it) => it.value)]
    .filter((text) => /[\u2068\u2069]/.test(text)).length"""


def unfold(page: Page) -> None:
    for folded in page.locator("details:not([open]) > summary").all():
        if folded.is_visible():
            folded.click()


def with_doubts(page: Page) -> None:
    page.get_by_role("button", name="Weiter").locator("visible=true").first.click()
    expect(page.get_by_role("heading", name="Zuerst klären")).to_be_visible()


def with_medicines(page: Page) -> None:
    page.get_by_role("searchbox").fill("c")


def with_a_link(page: Page) -> None:
    page.evaluate("(hash) => { location.hash = hash; }", link({"weight": {"value": 7000, "unit": "kg"}}).lstrip("/"))
    expect(page.get_by_text("Der Link wurde nicht gelesen.")).to_be_visible()


def with_an_item(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Eingeben")).first.click()


def with_the_server(page: Page) -> None:
    page.get_by_label("Welche Dosis wurde verordnet?").select_option(index=1)
    page.get_by_role("button", name="Mit Server vergleichen").click()
    expect(
        page.get_by_text(re.compile("^(Server stimmt überein|Server weicht ab|Kein Server erreicht)$"))
    ).to_be_visible()


def with_the_builder(page: Page) -> None:
    page.get_by_text("einen Link bauen").click()
    expect(page.get_by_role("heading", name="Alle Angaben")).to_be_visible()


# What a screen forgets while its reader is away to choose a language, done anew.
ONCE_MORE: Mapping[str, Callable[[Page], None]] = {
    "entry-doubts": with_doubts,
    "entry-opened": with_medicines,
    "link-refused": with_a_link,
    "checklist": with_an_item,
    "second-check": with_the_server,
    "share": with_the_builder,
}


@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_each_word_of_a_german_page_is_marked_as_what_it_is(again: Again, way: Way) -> None:
    """Clinical words stay English and are spoken as English, the interface's own as German; so is each part of a sentence."""
    page = again("desktop")
    way.walk(Hand(page))
    heading = page.get_by_role("heading", level=1)
    at_the_start = heading.inner_text() == "Steroid-resistant FSGS"
    page.get_by_role("banner").get_by_role("button", name="FSGS pathway").click()
    page.get_by_label("Language").select_option("de")
    expect(heading).to_have_text("Steroidresistente FSGS")
    if not at_the_start:
        page.go_back()
        expect(heading).not_to_have_text("Steroidresistente FSGS")
    unfold(page)
    if way.name in ONCE_MORE:
        ONCE_MORE[way.name](page)
    unfold(page)
    texts: set[str] = set()
    try:
        for size in SIZES.values():  # the answer in view and the call under the thumb are a phone's alone
            page.set_viewport_size(size["viewport"])
            spoken = {(text, language) for text, language in page.evaluate(SPOKEN)}
            texts |= {text for text, _ in spoken}
            assert {text for text, language in spoken if text in CLINICAL and language != "en"} == set()
            assert {text for text, language in spoken if text in GERMAN - CLINICAL and language != "de"} == set()
            assert {
                text for text, language in spoken if language == "en" and words(text) & (IN_GERMAN - IN_ENGLISH)
            } == set()
            assert {
                text for text, language in spoken if language == "de" and words(text) & (IN_ENGLISH - IN_GERMAN)
            } == set()
            assert page.evaluate(MARKED) == 0
    finally:
        page.set_viewport_size(SIZES["desktop"]["viewport"])
    assert texts & CLINICAL or way.name in ("privacy", "share", "second-check")
    assert texts & GERMAN
