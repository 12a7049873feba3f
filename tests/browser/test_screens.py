"""Every screen in every state: axe finds nothing to mend, nothing scrolls sideways, and a thumb finds each target."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tools.ways import TACROLIMUS, WAYS, Hand, Way, answer_of

Visit = Callable[..., Page]
Again = Callable[[str], Page]
# Dark changes colours and nothing else: the rules that read colours are asked again.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SIDEWAYS = """() => {
    const wide = document.documentElement.clientWidth;
    const scrolls = (it) => it && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(it).overflowX) || scrolls(it.parentElement));
    const out = [...document.querySelectorAll("body *")].filter((it) => {
        const box = it.getBoundingClientRect();
        return box.width > 1 && box.right > wide + 1 && !it.closest(".sr, svg *") && !scrolls(it.parentElement);
    });
    return document.documentElement.scrollWidth > wide ? out.map((it) => it.outerHTML.slice(0, 90)) : [];
}"""
SMALL = """() => {
    const shown = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".sr");
    const inText = (it) => getComputedStyle(it).display === "inline";
    return [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
        .filter((it) => shown(it) && !inText(it) && !it.classList.contains("skip"))
        .map((it) => (it.matches("[type=radio], [type=checkbox]") ? (it.closest("label") ?? it) : it))
        .filter((it) => it.getBoundingClientRect().height < 43.5)
        .map((it) => `${Math.round(it.getBoundingClientRect().height)} px: ${it.outerHTML.slice(0, 90)}`);
}"""


def asks(axe: Axe, page: Page, scheme: Any, options: dict[str, Any]) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = axe.run(page, options={"resultTypes": ["violations"], **options})
    return [f"{scheme}: {found.generate_report()}"] if found.violations_count else []


def narrow(page: Page) -> list[str]:
    """At 320 px, and there again with letters of twice the size: the reader's own setting, as a browser applies it.

    At 360 px, letters that a page or an extension doubles, which no media query hears of.
    """
    said: list[str] = []
    reader = page.context.new_cdp_session(page)
    before = page.viewport_size
    assert before
    page.set_viewport_size({"width": 320, "height": 740})
    said += [f"sideways at 320 px: {it}" for it in page.evaluate(SIDEWAYS)]
    reader.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    said += [f"sideways at 320 px and 200 % text: {it}" for it in page.evaluate(SIDEWAYS)]
    reader.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    said += [f"sideways at 360 px with letters doubled by the page: {it}" for it in page.evaluate(SIDEWAYS)]
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
    page.set_viewport_size(before)
    reader.detach()
    return said


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_phone_shows_it_to_everyone(again: Again, axe: Axe, way: Way) -> None:
    page = again("phone")
    way.walk(Hand(page))
    troubles = [
        *asks(axe, page, "light", {}),
        *asks(axe, page, "dark", COLOURS),
        *(f"too small for a thumb, {it}" for it in page.evaluate(SMALL)),
        *narrow(page),
    ]
    page.emulate_media(color_scheme="light")
    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_desk_shows_it_to_everyone(again: Again, axe: Axe, way: Way) -> None:
    page = again("desktop")
    way.walk(Hand(page))
    # The whole chart has hundreds of words in few colours, all of them looked at on the phone.
    options = {"rules": {"color-contrast": {"enabled": False}}} if way.name.startswith("flow") else {}
    troubles = asks(axe, page, "light", options)
    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_back_finds_the_place_that_was_left_and_a_new_screen_its_top(visit: Visit, size: str) -> None:
    page = visit("/", size)
    hand = Hand(page)
    answer_of(TACROLIMUS)(hand)
    assert page.evaluate("() => scrollY") == 0
    expect(page.get_by_role("heading", name="What would change this")).to_be_visible()
    page.evaluate("() => scrollTo(0, 700)")
    page.get_by_role("button", name="Show the route").evaluate("(it) => it.click()")  # without scrolling to it
    expect(page.get_by_role("heading", level=1)).to_have_text("The pathway, and this patient’s way")
    assert page.evaluate("() => scrollY") == 0
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Start a CNI: ciclosporin or tacrolimus")
    assert page.evaluate("() => scrollY") == 700
