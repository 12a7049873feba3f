"""The app is whole on the device after one visit, and a new version waits for the clinician's word."""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from tests.browser.conftest import until
from tests.counterparts.web import served
from tools.serve import OneOrigin
from tools.ways import NEW, TACROLIMUS, Hand, answer_of

pytestmark = pytest.mark.whole_browser

Visit = Callable[..., Page]
Kept = Callable[[Page], None]
Offline = Callable[[Page], AbstractContextManager[None]]

UPDATE = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => undefined);
}"""
WAITING = "async () => (await navigator.serviceWorker.getRegistration()).waiting !== null"
SETTLED = "async () => (await navigator.serviceWorker.getRegistration()).installing === null"
ACTIVATE = """async () => {
    window.before = navigator.serviceWorker.controller;
    (await navigator.serviceWorker.getRegistration()).waiting.postMessage({ type: "activate" });
}"""
ACTIVATED = "() => navigator.serviceWorker.controller !== window.before"
KEPT_PATHS = """async () => {
    const cache = await caches.open((await caches.keys()).at(-1));
    return (await cache.keys()).map((request) => new URL(request.url).pathname).sort();
}"""


@pytest.fixture
def release(dist: Path, tmp_path: Path) -> Path:
    """A copy of the built app that a test may replace with a newer one."""
    return Path(shutil.copytree(dist, tmp_path / "dist"))


@pytest.fixture
def host(release: Path, app: Flask) -> Iterator[str]:
    """Serves `release`, at the root and in a folder."""
    site = OneOrigin(app, release)
    with served(DispatcherMiddleware(site, {"/folder": site})) as origin:
        yield origin


def described(page: Page) -> str | None:
    """What tells the versions of these tests apart; the app itself never changes it."""
    return page.locator("meta[name=description]").get_attribute("content")


def publish(release: Path, description: str, guideline: str = "") -> None:
    """Puts a newer version in place, as a deployment would: another page, and a worker that knows its hash.

    `guideline` is a newer edition of the guideline that comes with it.
    """
    replace(release, "index.html", rb'(name="description" content=")[^"]*', description)
    if guideline:
        [document] = (release / "assets").glob("guideline-*.json")
        replace(release, f"assets/{document.name}", rb'("version":")[^"]*', guideline)
    worker = release / "sw.js"
    worker.write_text(re.sub(r'"version":"[^"]+"', f'"version":"{description}"', worker.read_text()))


def replace(release: Path, name: str, found: bytes, by: str) -> None:
    file, worker = release / name, release / "sw.js"
    before = file.read_bytes()
    after = re.sub(found, rb"\g<1>" + by.encode(), before, count=1)
    assert after != before
    file.write_bytes(after)
    old, new = (base64.b64encode(hashlib.sha256(content).digest()).decode() for content in (before, after))
    worker.write_text(worker.read_text().replace(old, new))


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_after_one_visit_the_app_opens_without_a_network(visit: Visit, kept: Kept, offline: Offline, size: str) -> None:
    page = visit("/", size)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    kept(page)
    with offline(page):
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_shortcut_opens_without_a_network(visit: Visit, kept: Kept, offline: Offline) -> None:
    page = visit("/")
    kept(page)
    with offline(page):
        page.goto("/?way=dose")
        expect(page.locator("#app > *").first).to_be_visible()


def test_the_same_build_runs_in_a_folder(visit: Visit, kept: Kept, offline: Offline, host: str) -> None:
    page = visit("/folder/", base=host)
    kept(page)
    with offline(page):
        page.reload()
        expect(page.locator("#app > *").first).to_be_visible()


def test_the_whole_app_and_its_guideline_are_kept_and_nothing_else(visit: Visit, kept: Kept, dist: Path) -> None:
    page = visit("/")
    kept(page)
    page.evaluate("() => Promise.all([fetch('/v1/guideline'), fetch('/health'), fetch('/robots.txt')])")
    files = {f"/{file.relative_to(dist).as_posix()}" for file in dist.rglob("*") if file.is_file()}
    never = {
        name
        for name in files
        if re.fullmatch(r"/(sw\.js|(launch|callback)\.html|assets/(online/|de-).*|robots\.txt|icon-.*\.png)", name)
    }
    paths = page.evaluate(KEPT_PATHS)
    assert set(paths) == files - never
    assert any(re.fullmatch(r"/assets/guideline-.+\.json", path) for path in paths)


def test_a_new_version_waits_until_the_page_asks(visit: Visit, kept: Kept, host: str, release: Path) -> None:
    page = visit("/", base=host)
    kept(page)
    was = described(page)
    publish(release, "A newer version")
    page.evaluate(UPDATE)
    until(page, WAITING)
    page.reload()
    assert described(page) == was
    page.evaluate(ACTIVATE)
    until(page, ACTIVATED)
    page.reload()
    assert described(page) == "A newer version"


def test_a_newer_version_still_answers_the_page_that_runs_the_one_before(
    visit: Visit, kept: Kept, host: str, release: Path
) -> None:
    page = visit("/", base=host)
    kept(page)
    script = page.locator("script[type=module]").get_attribute("src")
    publish(release, "Second")
    page.evaluate(UPDATE)
    until(page, WAITING)
    page.evaluate(ACTIVATE)
    until(page, ACTIVATED)
    for file in (release / "assets").glob("*.js"):
        file.unlink()
    assert page.evaluate("async (name) => (await fetch(name)).status", script) == 200
    publish(release, "Third")
    assert page.evaluate("async () => (await caches.keys()).length") == 2


def test_a_version_that_is_not_what_was_built_is_never_kept(
    visit: Visit, kept: Kept, offline: Offline, host: str, release: Path
) -> None:
    page = visit("/", base=host, expects=("integrity", "ServiceWorker"))
    kept(page)
    was = described(page)
    publish(release, "Half a version")
    (release / "index.html").write_text("<title>Tampered</title>")
    page.evaluate(UPDATE)
    until(page, SETTLED)
    assert page.evaluate("async () => (await caches.keys()).length") == 1
    with offline(page):
        page.reload()
        assert described(page) == was


def test_pages_of_a_sign_in_go_to_the_network(visit: Visit, kept: Kept, host: str, release: Path) -> None:
    (release / "callback.html").write_text("<link rel=icon href=data:,><title>Signed in</title>")
    page = visit("/", base=host)
    kept(page)
    page.goto("/callback.html?code=1&state=2")
    assert page.title() == "Signed in"
    (release / "callback.html").write_text("<link rel=icon href=data:,><title>Signed in again</title>")
    page.reload()
    assert page.title() == "Signed in again"


def test_in_a_launchers_frame_no_offline_copy_is_made(visit: Visit, host: str, release: Path) -> None:
    (release / "launcher.html").write_text("<link rel=icon href=data:,><iframe src='/'></iframe>")
    page = visit("/launcher.html", base=host, expects=("frame-src|default-src",))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_the_browser_would_install_it(dist: Path) -> None:
    manifest = json.loads((dist / "manifest.webmanifest").read_text())
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert all((dist / icon["src"]).is_file() for icon in manifest["icons"])
    assert all(shortcut["url"].startswith("./?way=") for shortcut in manifest["shortcuts"])


def test_a_newer_guideline_waits_for_the_end_of_the_case_and_then_works_offline(
    visit: Visit, kept: Kept, offline: Offline, host: str, release: Path
) -> None:
    """A case is opened and closed under one edition, whatever is published, however often the page is loaded again."""
    page = visit("/", base=host)
    kept(page)
    hand = Hand(page)
    answer_of(TACROLIMUS)(hand)
    stamp = page.get_by_text(re.compile(r"^Guideline resistant-fsgs "))
    before = re.sub(r"\. Worked out.*", "", stamp.inner_text())
    publish(release, "A newer version", guideline="2031.1.1")
    page.evaluate(UPDATE)
    until(page, WAITING)
    expect(stamp).to_contain_text(before)
    page.reload()
    expect(page.get_by_text("4 to 7 mg a day", exact=True)).to_be_visible()
    expect(stamp).to_contain_text(before)
    hand.home()
    expect(page.get_by_role("button", name="Use it now")).to_have_count(0)
    with offline(page):
        page.reload()
        hand.button("Go on")
        expect(stamp).to_contain_text(before)
    hand.home()
    hand.button("Clear all")
    hand.button("Use it now")
    expect(page.get_by_text("Guideline 2031.1.1")).to_be_visible()
    assert described(page) == "A newer version"
    with offline(page):
        page.reload()
        expect(page.get_by_text("Guideline 2031.1.1")).to_be_visible()
        hand.start("Adult", NEW)
        hand.type("Age", "34")
        hand.button(re.compile("^Not so.*Native kidney"))
        hand.choose("Kidney", "Transplanted kidney")
        hand.answer()
        expect(page.get_by_role("heading", level=1)).to_have_text("Another pathway: transplant centre")
        expect(stamp).to_contain_text("2031.1.1")


def test_offline_every_screen_still_opens_and_the_answer_is_the_same(
    visit: Visit, kept: Kept, offline: Offline
) -> None:
    page = visit("/")
    kept(page)
    with offline(page):
        page.reload()
        hand = Hand(page)
        answer_of(TACROLIMUS)(hand)
        expect(page.get_by_text("4 to 7 mg a day", exact=True)).to_be_visible()
        hand.check()
        hand.home()
        for screen in (
            "The whole pathway",
            "Every number and its source",
            "Monitoring plan",
            "About and limits",
            "Privacy",
        ):
            hand.go(screen)
            hand.home()


def test_a_reader_of_any_kind_can_take_the_newer_version(
    visit: Visit, kept: Kept, host: str, release: Path, mended: Callable[[Page], None]
) -> None:
    page = visit("/", base=host)
    kept(page)
    publish(release, "A newer version")
    page.evaluate(UPDATE)
    expect(page.get_by_role("button", name="Use it now")).to_be_visible()
    mended(page)
