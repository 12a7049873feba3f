"""In a launcher's frame, of another site: with storage allowed and blocked, for allowed parents and for no others."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Frame, Page, expect

from tests.browser.conftest import Profile
from tests.counterparts.web import Pages, served
from tools.serve import OneOrigin

ROOT = Path(__file__).parent.parent.parent
PATIENT: dict[str, Any] = {
    "age": {"value": 34, "unit": "a"},
    "sex": "female",
    "creatinine": {"value": 88, "unit": "umol/L"},
}
# A launcher as a hospital would write it, with every answer of the tool kept for the test to read.
LAUNCHER = """<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Launcher</title>
<style>body{margin:0}iframe{border:0;width:100vw;height:100vh;display:block}</style>
<script>
window.heard = [];
addEventListener("message", (event) => window.heard.push({ origin: event.origin, data: event.data }));
</script>
<iframe src="TOOL"></iframe>"""


@pytest.fixture
def storage(request: pytest.FixtureRequest) -> str:
    """Blocked, as the harder case, where a test does not ask for both."""
    return str(getattr(request, "param", "storage blocked"))


BOTH = pytest.mark.parametrize("storage", ["storage allowed", "storage blocked"], indirect=True)


@pytest.fixture
def context(profile: Profile, storage: str) -> Iterator[BrowserContext]:
    context = profile(storage == "storage blocked")
    yield context
    for page in context.pages[1:]:  # the last one would take the browser with it
        page.close()


@pytest.fixture
def launcher(
    tmp_path: Path, dist: Path, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str, Pages]]:
    """The origins of an allowed launcher and of the tool in its frame, and the launcher's pages."""
    pages = Pages()
    with served(pages, "localhost") as around:
        setting = tmp_path / "launchers.json"
        setting.write_text(json.dumps({"launchers": [around]}))
        monkeypatch.setenv("LAUNCHERS", str(setting))
        with served(OneOrigin(app, dist)) as tool:
            pages.pages["/"] = LAUNCHER.replace("TOOL", f"{tool}/")
            yield around, tool, pages


@pytest.fixture
def framed(context: BrowserContext, launcher: tuple[str, str, Pages]) -> tuple[Page, Frame]:
    """The launcher's page with the tool in its frame, once the tool has said that it is ready."""
    around, tool, _ = launcher
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(around)
    heard(page, "srfsgs:ready")
    frame = next(frame for frame in page.frames if frame.url.startswith(tool))
    assert not troubles
    return page, frame


def heard(page: Page, *types: str) -> dict[str, Any]:
    """The newest of these messages that the launcher has received."""
    for _ in range(200):
        found = page.evaluate("() => window.heard")
        fitting = [one for one in found if one["data"].get("type") in types]
        if fitting:
            return fitting[-1]
        page.wait_for_timeout(25)
    raise AssertionError(f"none of {types} in {found}")


def send(page: Page, message: Any) -> None:
    page.evaluate("(message) => { heard.length = 0; frames[0].postMessage(message, '*'); }", message)


def prefill(values: Any) -> dict[str, Any]:
    return {"type": "srfsgs:prefill", "version": 1, "values": values}


def answer(page: Page, message: Any) -> dict[str, Any]:
    send(page, message)
    data: dict[str, Any] = heard(page, "srfsgs:accepted", "srfsgs:rejected")["data"]
    return data


@BOTH
def test_values_from_the_launcher_wait_to_be_confirmed(
    framed: tuple[Page, Frame], launcher: tuple[str, str, Pages], storage: str
) -> None:
    page, frame = framed
    around, tool, _ = launcher
    blocked = frame.evaluate("() => { try { localStorage.length; return false; } catch { return true; } }")
    assert blocked == (storage == "storage blocked")
    assert heard(page, "srfsgs:ready") == {"origin": tool, "data": {"type": "srfsgs:ready", "version": 1}}
    assert answer(page, prefill(PATIENT)) == {
        "type": "srfsgs:accepted",
        "version": 1,
        "fields": ["age", "sex", "creatinine"],
    }
    sender = around.removeprefix("http://")
    expect(frame.get_by_role("region", name="To confirm")).to_contain_text(f"3 values came from {sender}.")
    expect(frame.locator("#field-creatinine")).to_contain_text(f"From {sender}: confirm.")
    expect(frame.locator("#field-creatinine input")).to_have_value("88")


@BOTH
def test_the_tool_works_and_promises_no_offline_copy(
    framed: tuple[Page, Frame], launcher: tuple[str, str, Pages]
) -> None:
    _, frame = framed
    host = launcher[1].removeprefix("http://")
    expect(frame.get_by_text(f"From {host}, shown inside another page: works online only.")).to_be_visible()
    expect(frame.get_by_text("offline", exact=False)).to_have_count(0)
    registrations = "async () => (await navigator.serviceWorker?.getRegistrations?.().catch(() => []))?.length ?? 0"
    assert frame.evaluate(registrations) == 0
    frame.get_by_role("button", name="New patient").click()
    frame.get_by_role("radio", name="Adult").click()
    frame.locator("#field-age input").fill("34")
    expect(frame.get_by_role("banner")).to_contain_text("34 years")


@BOTH
def test_the_note_leaves_on_a_click_and_only_to_the_launcher(
    framed: tuple[Page, Frame], launcher: tuple[str, str, Pages]
) -> None:
    page, frame = framed
    answer(page, prefill(PATIENT))
    page.evaluate("() => { heard.length = 0; }")
    frame.get_by_role("button", name="Confirm all").click()
    frame.get_by_role("button", name="Next").first.click()
    assert page.evaluate("() => heard") == []
    frame.evaluate(
        "() => { history.pushState({ screen: { name: 'share' } }, ''); history.pushState(null, ''); history.back(); }"
    )
    frame.get_by_role("button", name="Send to localhost").click()
    note = heard(page, "srfsgs:note")
    assert note["origin"] == launcher[1]
    assert note["data"]["text"] == frame.get_by_role("textbox", name="As text").input_value()
    assert "88 µmol/L" in note["data"]["text"]
    expect(frame.get_by_text("See there that it arrived")).to_be_visible()


def test_an_open_case_is_not_replaced_by_a_message_unasked(framed: tuple[Page, Frame]) -> None:
    page, frame = framed
    answer(page, prefill(PATIENT))
    send(page, prefill({"age": {"value": 61, "unit": "a"}}))
    expect(frame.get_by_text("a case is open here")).to_be_visible()
    expect(frame.locator("#field-age input")).to_have_value("34")
    frame.get_by_role("button", name="Keep what is open").click()
    kept = heard(page, "srfsgs:accepted", "srfsgs:rejected")["data"]
    assert kept["type"] == "srfsgs:rejected"
    assert "kept the case" in kept["errors"][0]["detail"]


CIRCLE = "() => { heard.length = 0; const it = { type: 'srfsgs:prefill', version: 1 }; it.values = it; frames[0].postMessage(it, '*'); }"


def test_what_cannot_be_taken_is_rejected_whole_with_its_reason(framed: tuple[Page, Frame]) -> None:
    page, frame = framed

    def pointers(message: Any) -> list[str]:
        said = answer(page, message)
        assert said["type"] == "srfsgs:rejected"
        return [error["pointer"] for error in said["errors"]]

    assert pointers(prefill({"mrn": "1", "sex": "male"})) == ["/inputs/mrn"]
    assert pointers(prefill({"weight": {"value": 7000, "unit": "kg"}})) == ["/inputs/weight/value"]
    assert pointers(prefill({"weight": {"value": 70}})) == ["/inputs/weight/unit"]
    assert pointers(prefill([1])) == ["/values"]
    assert pointers({**prefill({}), "version": 2}) == ["/version"]
    assert pointers({"type": "srfsgs:options", "version": 1, "thresholds": {}}) == ["/type"]
    assert pointers(prefill({"sex": "x" * 20_000})) == [""]
    page.evaluate(CIRCLE)
    assert "16384 bytes" in heard(page, "srfsgs:rejected")["data"]["errors"][0]["detail"]
    expect(frame.get_by_role("button", name="New patient")).to_be_visible()


def test_a_flood_of_messages_is_turned_away(framed: tuple[Page, Frame]) -> None:
    page, frame = framed
    page.evaluate(
        "(message) => { for (let n = 0; n < 40; n++) frames[0].postMessage(message, '*'); }", prefill({"sex": 1})
    )
    send(page, prefill(PATIENT))
    assert "messages in 10 seconds" in heard(page, "srfsgs:rejected")["data"]["errors"][0]["detail"]
    expect(frame.get_by_role("button", name="New patient")).to_be_visible()


def test_other_talk_and_other_windows_are_not_answered(framed: tuple[Page, Frame]) -> None:
    """Not from the page around, though of its origin; nor from the frame itself; nor what is no message of this kind."""
    page, frame = framed
    page.evaluate("() => { heard.length = 0; }")
    for other in ("'hello'", "null", "{ type: 'webpack' }", "{ type: 7 }", "[]"):
        page.evaluate(f"() => frames[0].postMessage({other}, '*')")
    frame.evaluate("(message) => postMessage(message, '*')", prefill(PATIENT))
    page.evaluate(
        """(message) => {
            const sibling = document.createElement("iframe");
            document.body.append(sibling);
            sibling.contentWindow.eval(`parent.frames[0].postMessage(${JSON.stringify(message)}, "*")`);
        }""",
        prefill(PATIENT),
    )
    page.wait_for_timeout(300)
    assert page.evaluate("() => heard") == []
    expect(frame.get_by_role("button", name="New patient")).to_be_visible()


def test_a_page_that_is_not_on_the_list_gets_no_frame(
    context: BrowserContext, launcher: tuple[str, str, Pages]
) -> None:
    _, tool, pages = launcher
    with served(pages, "localhost") as stranger:
        page = context.new_page()
        page.goto(stranger)
        page.wait_for_timeout(500)
        assert page.evaluate("() => heard") == []
        assert not [frame for frame in page.frames if frame.url.startswith(tool)]


def test_a_parent_without_an_origin_is_not_answered(context: BrowserContext, launcher: tuple[str, str, Pages]) -> None:
    """A sandboxed page says it is "null": it gets neither the frame nor, were it to get it, a word."""
    around, tool, pages = launcher
    pages.pages["/inner"] = LAUNCHER.replace("TOOL", f"{tool}/")
    pages.pages["/outer"] = "<link rel=icon href=data:,><iframe sandbox='allow-scripts' src='/inner'></iframe>"
    page = context.new_page()
    page.goto(f"{around}/outer")
    page.wait_for_timeout(500)
    inner = next(frame for frame in page.frames if frame.url.endswith("/inner"))
    assert inner.evaluate("() => origin + heard.length") == "null0"
    assert not [frame for frame in page.frames if frame.url.startswith(tool)]


def test_it_fits_a_tile_of_320_pixels(framed: tuple[Page, Frame]) -> None:
    page, frame = framed
    page.set_viewport_size({"width": 320, "height": 480})
    answer(page, prefill(PATIENT))
    expect(frame.get_by_role("region", name="To confirm")).to_be_visible()
    assert frame.evaluate("() => document.documentElement.scrollWidth") <= 320


DOCUMENT = ROOT / "docs" / "embedding.md"


def test_the_example_of_the_documentation_works_as_it_is_printed(
    context: BrowserContext, launcher: tuple[str, str, Pages]
) -> None:
    """A hospital's developer copies it, and changes the one address in it."""
    around, tool, pages = launcher
    printed = re.findall(r"```html\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    linking, framing = (example.replace("https://fsgs.example", tool) for example in printed)
    pages.pages |= {"/link": linking, "/frame": framing, "/favicon.ico": ""}
    page = context.new_page()
    page.goto(f"{around}/link")
    with context.expect_page() as opened:
        page.get_by_role("button").click()
    expect(opened.value.get_by_role("region", name="To confirm")).to_contain_text("values came with a link")
    assert opened.value.url == f"{tool}/"
    page.goto(f"{around}/frame")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("region", name="To confirm")).to_contain_text("values came from localhost")
    expect(page.locator("#said")).to_contain_text("accepted")


def test_a_reader_of_any_kind_can_use_it_in_the_frame(
    framed: tuple[Page, Frame], mended: Callable[[Page | Frame], None]
) -> None:
    page, frame = framed
    mended(frame)
    answer(page, prefill(PATIENT))
    expect(frame.get_by_role("region", name="To confirm")).to_be_visible()
    mended(frame)
