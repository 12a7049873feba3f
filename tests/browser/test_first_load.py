"""What one visit costs, what headers it comes with, and that the browser would install what it finds."""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Playwright, Request, expect

from tests.browser.conftest import until
from tools import bench_size, chromium

Visit = Callable[..., Page]
Kept = Callable[[Page], None]
HELD = 91  # kB


def test_the_first_screen_costs_at_most_15_kilobytes(dist: object, capsys: pytest.CaptureFixture[str]) -> None:
    size = bench_size.brotli_kilobytes(bench_size.before_the_first_screen())
    with capsys.disabled():
        sys.stdout.write(f"\nbefore the first screen: {size:.1f} kB brotli of 15\n")
    assert size <= 15


def test_the_whole_app_with_its_guideline_does_not_grow(dist: object, capsys: pytest.CaptureFixture[str]) -> None:
    """60 kB is the aim; what stands is held, so that the way there only goes down."""
    size = bench_size.brotli_kilobytes(bench_size.kept_on_the_device())
    with capsys.disabled():
        sys.stdout.write(f"\nthe whole app with its guideline: {size:.1f} kB brotli; held at {HELD}, aim 60\n")
    assert size <= HELD


def test_a_first_visit_asks_for_six_things_and_no_one_else(visit: Visit, origin: str) -> None:
    """Until the questions can be answered; what is then kept for offline is asked for by the worker, in quiet."""
    asked: list[str] = []
    page = visit("about:blank", service_workers="block", expects=("Service Worker registration blocked",))

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto("/")
    expect(page.get_by_role("button", name=re.compile("^New patient"))).to_be_enabled()
    page.wait_for_load_state("networkidle")
    files = [url.removeprefix(origin) for url in asked if not url.endswith("/manifest.webmanifest")]
    assert len(files) <= 6, files
    assert page.locator("script").count() == 1
    assert all(url.startswith(origin) for url in asked)


def test_the_development_server_speaks_with_the_strict_policy(visit: Visit) -> None:
    page = visit("about:blank")
    answer = page.goto("/")
    assert answer
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'self'(;|$)", policy)
    assert "require-trusted-types-for 'script'" in policy
    assert re.search(r"trusted-types [a-z-]+(;|$)", policy)  # one named policy, for the worker
    assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_policy_stops_what_it_says_it_stops(visit: Visit) -> None:
    page = visit("/", expects=("Content Security Policy", "TrustedHTML", "TrustedScript", "Trusted ?Type"))
    assert (
        page.evaluate(
            "() => { try { document.body.innerHTML = '<b>x</b>'; return 'set'; } catch { return 'stopped'; } }"
        )
        == "stopped"
    )
    assert (
        page.evaluate(
            "() => { try { trustedTypes.createPolicy('other', {}); return 'made'; } catch { return 'stopped'; } }"
        )
        == "stopped"
    )
    inline = "() => { const it = document.createElement('script'); it.append('window.ran = 1'); try { document.body.append(it); } catch {} return window.ran ?? 0; }"
    assert page.evaluate(inline) == 0


@pytest.fixture
def lasting(playwright: Playwright, origin: str) -> Iterator[Page]:
    """A page in a profile on disk: a private window cannot install anything."""
    with tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium.find(), args=chromium.FLAGS
        )
        page = context.new_page()
        page.goto(origin)
        yield page
        context.close()


def test_the_browser_finds_nothing_that_stands_against_installing(lasting: Page) -> None:
    until(lasting, "() => navigator.serviceWorker.controller !== null")
    asked = lasting.context.new_cdp_session(lasting)
    assert asked.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
    manifest = asked.send("Page.getAppManifest")
    assert manifest["errors"] == []
