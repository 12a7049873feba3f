"""A real Chromium on the real server, and a watch that fails a test for what no page may do."""

import fcntl
import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Page,
    Playwright,
    Request,
    sync_playwright,
)

from tools import chromium
from tools.started import started
from tools.ways import HAS_READ

ROOT = Path(__file__).parent.parent.parent
SIZES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
UNREACHABLE = re.compile("net::ERR_(INTERNET_DISCONNECTED|SOCKET_NOT_CONNECTED)")  # what no network looks like


class Watch:
    """Collects what a page must never do: an error, a broken policy, a word to another origin."""

    def __init__(self, context: BrowserContext, origin: str, expects: tuple[str, ...] = ()) -> None:
        self.origin = origin
        self.expects = expects
        self.troubles: list[str] = []
        context.on("request", self.on_request)
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.note(f"uncaught: {error.error}"))

    def taken(self) -> list[str]:
        """The troubles so far, each told once."""
        troubles, self.troubles = self.troubles, []
        return troubles

    def note(self, trouble: str) -> None:
        if not any(re.search(expected, trouble) for expected in self.expects):
            self.troubles.append(trouble)

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.note(f"request to another origin: {request.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not UNREACHABLE.search(message.text):
            self.note(f"console {message.type}: {message.text} ({message.location.get('url', '')})")


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built app; built here where `make` has not done it yet, by one worker only."""
    with (ROOT / ".venv" / "building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(["make", "static_pwa/dist/index.html"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return ROOT / "static_pwa" / "dist"


@pytest.fixture(scope="session")
def origin(dist: Path) -> Iterator[str]:
    """Where the real server answers, in a process of its own."""
    with started() as (origin, _):
        yield origin


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def whole(playwright: Playwright) -> Iterator[Browser]:
    """Chromium itself."""
    browser = chromium.launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def shell(playwright: Playwright) -> Iterator[Browser]:
    """Chromium's engine alone, where the machine has it apart: a page costs half."""
    browser = chromium.launch_shell(playwright)
    yield browser
    browser.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Browser:
    """The shell, or for a test marked `whole_browser` Chromium itself."""
    needed = "whole" if request.node.get_closest_marker("whole_browser") else "shell"
    found: Browser = request.getfixturevalue(needed)
    return found


Profile = Callable[[bool], BrowserContext]


@pytest.fixture(scope="session")
def profile(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profile]:
    """`profile(True)` is a browser that blocks the storage of other sites' frames, as many hospitals set it.

    Only a profile on disk can be set so. It is shared: tests serve from ports of their own, and so share no storage.
    """

    @cache
    def open_profile(blocked: bool) -> BrowserContext:
        folder = tmp_path_factory.mktemp("profile") / "Default"
        folder.mkdir()
        (folder / "Preferences").write_text(json.dumps({"profile": {"cookie_controls_mode": int(blocked)}}))
        context = playwright.chromium.launch_persistent_context(
            folder.parent, executable_path=chromium.find(), args=chromium.FLAGS, viewport=SIZES["phone"]["viewport"]
        )
        context.set_default_timeout(10_000)
        context.add_init_script(HAS_READ)
        opened.append(context)
        return context

    opened: list[BrowserContext] = []
    yield open_profile
    for context in opened:
        context.close()


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Callable[..., Page]]:
    """`visit("/", "phone")` opens a page in a browser profile of its own; `expects` are errors the test means to cause.

    `base` is another server to visit than the project's own; the rest goes to Playwright's `new_context`.
    """
    watches: list[Watch] = []
    contexts: list[BrowserContext] = []

    def open_page(
        path: str = "/", size: str = "phone", expects: tuple[str, ...] = (), base: str = "", **options: Any
    ) -> Page:
        context = browser.new_context(base_url=base or origin, **{**SIZES[size], **options})
        context.set_default_timeout(15_000)
        context.add_init_script(HAS_READ)
        contexts.append(context)
        watches.append(Watch(context, base or origin, expects))
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    troubles = [trouble for watch in watches for trouble in watch.troubles]
    assert not troubles, "The page did what no page may do:\n" + "\n".join(troubles)


FORGET = "try { sessionStorage.clear(); localStorage.clear(); } catch {}"


@pytest.fixture(scope="session")
def seats(shell: Browser, origin: str) -> Iterator[dict[str, tuple[Page, Watch]]]:
    """One page for each size, for the many tests that need no profile of their own: a new one takes a second."""
    made: dict[str, tuple[Page, Watch]] = {}
    for size, options in SIZES.items():
        context = shell.new_context(base_url=origin, reduced_motion="reduce", **options)
        context.set_default_timeout(15_000)
        context.add_init_script(f"{FORGET}\n{HAS_READ}")
        made[size] = (context.new_page(), Watch(context, origin))
    yield made
    for page, _ in made.values():
        page.context.close()


@pytest.fixture
def again(seats: dict[str, tuple[Page, Watch]]) -> Iterator[Callable[[str], Page]]:
    """`again("phone")` is the first screen, with all forgotten that a test before it left. A reload forgets too."""

    def sit(size: str) -> Page:
        page, _ = seats[size]
        page.goto("about:blank")  # else the browser would come back to the screen it left
        page.goto("/")
        return page

    yield sit
    troubles = [trouble for _, watch in seats.values() for trouble in watch.taken()]
    assert not troubles, "The page did what no page may do:\n" + "\n".join(troubles)


def until(page: Page, condition: str, seconds: float = 20) -> None:
    """Waits for a condition in the page; Playwright's own wait needs `eval`, which the policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"after {seconds} s still not: {condition}"
        page.wait_for_timeout(50)


@pytest.fixture
def kept() -> Callable[[Page], None]:
    """Waits until the whole app is kept on the device and the page is served from there."""
    return lambda page: until(page, "() => navigator.serviceWorker.controller !== null")


@pytest.fixture
def offline() -> Callable[[Page], AbstractContextManager[None]]:
    """`with offline(page):` has no network."""

    @contextmanager
    def without_network(page: Page) -> Iterator[None]:
        page.context.set_offline(True)
        try:
            yield
        finally:
            page.context.set_offline(False)

    return without_network


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()


@pytest.fixture
def mended(axe: Axe) -> Callable[[Page | Frame], None]:
    """`mended(page)`: axe finds nothing to mend in what is shown now, in light and in dark."""

    def look(shown: Page | Frame) -> None:
        page = shown if isinstance(shown, Page) else shown.page
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            found = axe.run(shown, options={"resultTypes": ["violations"]})
            assert not found.violations_count, f"{scheme}: {found.generate_report()}"

    return look
