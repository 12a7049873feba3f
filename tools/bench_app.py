"""Measures what a clinician waits for on a slow phone: Chromium on slow 4G with a quarter of the processor.

Beside the app stands a page that Vite builds from nothing, measured in the same run: what is not the app's own doing.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from tools import chromium
from tools.started import started
from tools.ways import HAS_READ, TACROLIMUS, Hand

ROOT = Path(__file__).parent.parent
VITE = ROOT / "static_pwa" / "node_modules" / ".bin" / "vite"
LIGHTHOUSE = ROOT / "tools" / "lighthouse"
INSTALLED = ROOT / ".venv" / "lighthouse"
RUNS = 5
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
EMPTY = {
    "index.html": "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>Empty</title><link rel=icon href=/icon.svg><h1>Empty</h1><input aria-label=Text><p id=out></p>"
    "<script type=module src=/main.js></script></html>",
    "main.js": "document.querySelector('input').addEventListener('input', (event) => {"
    "document.getElementById('out').textContent = event.target.value; });",
    "public/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
WATCH = """
window.seen = { lcp: 0, blocked: 0 };
new PerformanceObserver((list) => { seen.lcp = list.getEntries().at(-1).startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => { for (const it of list.getEntries()) seen.blocked += Math.max(0, it.duration - 50); })
    .observe({ type: "longtask", buffered: true });
"""
# From the moment the key went down to the first frame after the page has changed.
KEYS = """() => {
    window.keys = [];
    let down = null;
    addEventListener("keydown", (event) => { down = event.timeStamp; }, { capture: true });
    new MutationObserver(() => {
        if (down === null) return;
        const since = down;
        down = null;
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => keys.push(performance.now() - since);
            port2.postMessage(null);
        });
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


class Seen(NamedTuple):
    lcp: float
    blocked: float


def build_empty(folder: Path) -> Path:
    for name, text in EMPTY.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run([VITE, "build", folder, "--logLevel", "error"], check=True)
    return folder / "dist"


@contextmanager
def phone(browser: Browser, origin: str, slow_network: bool = True) -> Iterator[tuple[Page, CDPSession]]:
    context = browser.new_context(base_url=origin, **PHONE)
    context.add_init_script(WATCH)
    context.add_init_script(HAS_READ)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    if slow_network:
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", SLOW_4G)
    yield page, tools
    context.close()


def seen(page: Page) -> Seen:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    found = page.evaluate("() => [seen.lcp, seen.blocked]")
    return Seen(*found)


def first_visit(browser: Browser, origin: str) -> Seen:
    """The median of fresh profiles."""
    runs = []
    for _ in range(RUNS):
        with phone(browser, origin) as (page, _):
            page.goto("/")
            runs.append(seen(page))
    return Seen(*(statistics.median(values) for values in zip(*runs, strict=True)))


def keys(page: Page, label: str) -> float:
    """The 95th percentile from a key's press to the changed page, with the answer in view."""
    page.evaluate(KEYS)
    field = page.get_by_role("textbox", name=label, exact=True)
    field.focus()
    for press in range(80):
        page.keyboard.press("Backspace" if press % 2 else "5")
        page.wait_for_timeout(350)  # a person's pace, and time for what waits for a pause
    taken: list[float] = page.evaluate("() => keys")
    assert len(taken) >= 70, f"only {len(taken)} of 80 keys changed the page"
    return statistics.quantiles(taken, n=20)[-1]


def keys_of_app(browser: Browser, origin: str) -> float:
    with phone(browser, origin, slow_network=False) as (page, _):
        page.goto("/")
        hand = Hand(page)
        hand.open(TACROLIMUS)
        hand.field("Dry weight").wait_for()
        return keys(page, "Dry weight")


def keys_of_empty(browser: Browser, origin: str) -> float:
    with phone(browser, origin, slow_network=False) as (page, _):
        page.goto("/")
        return keys(page, "Text")


def reload(browser: Browser, origin: str, offline: bool) -> float:
    """The median time from a reload to the largest thing drawn; the empty page has its cache instead of a worker."""
    with phone(browser, origin, slow_network=False) as (page, _):
        page.goto("/")
        page.wait_for_load_state("networkidle")
        if offline:
            expect(page.get_by_text("Ready offline")).to_be_visible()
        page.context.set_offline(offline)
        taken = []
        for _ in range(RUNS):
            page.reload()
            page.wait_for_timeout(600)
            taken.append(float(page.evaluate("() => seen.lcp")))
        return statistics.median(taken)


def lighthouse(origin: str) -> dict[str, float]:
    """The scores of the mobile preset, of 100: the median of three visits."""
    INSTALLED.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LIGHTHOUSE / name, INSTALLED)
    subprocess.run(["npm", "ci", "--loglevel=error", "--no-audit", "--no-fund"], cwd=INSTALLED, check=True)
    flags = " ".join(["--headless=new", *chromium.FLAGS])
    run = [str(INSTALLED / "node_modules" / ".bin" / "lighthouse"), origin, f"--chrome-flags={flags}"]
    run += ["--output=json", "--quiet", "--only-categories=performance,accessibility,best-practices,seo"]
    environ = {**os.environ, "CHROME_PATH": chromium.find() or ""}
    visits = []
    for _ in range(3):
        said = subprocess.run(run, check=True, capture_output=True, text=True, env=environ)
        visits.append({name: found["score"] * 100 for name, found in json.loads(said.stdout)["categories"].items()})
    return {name: statistics.median(visit[name] for visit in visits) for name in visits[0]}


def measures() -> Iterator[tuple[str, float, float, str]]:
    """What, how much, the budget, the unit. An empty page's rows have the app's budget and are there to compare."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty = build_empty(Path(folder))
        browser = chromium.launch(playwright)
        with started() as (app, _), started(empty) as (page, _):
            ours, nothing = first_visit(browser, app), first_visit(browser, page)
            rows: list[tuple[str, Callable[[], float], Callable[[], float], float]] = [
                ("largest paint, slow 4G and slow phone", lambda: ours.lcp, lambda: nothing.lcp, 1200),
                ("blocked while loading", lambda: ours.blocked, lambda: nothing.blocked, 50),
                (
                    "key to changed answer, 95th percentile of 80",
                    lambda: keys_of_app(browser, app),
                    lambda: keys_of_empty(browser, page),
                    50,
                ),
                (
                    "reload with no network",
                    lambda: reload(browser, app, offline=True),
                    lambda: reload(browser, page, offline=False),
                    300,
                ),
            ]
            for what, of_app, of_empty, budget in rows:
                yield what, of_app(), budget, "ms"
                yield "  the same of an empty page", of_empty(), budget, "ms"
            browser.close()
            for category, score in lighthouse(app).items():
                yield f"Lighthouse: short of 100 in {category}", 100 - score, 0, "points"
