"""The change of a limit that CONTRIBUTING.md works through, seen by those who used the edition before."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from compiler.build import compiled, written
from tests.browser.conftest import until
from tests.browser.test_offline import UPDATE, WAITING
from tests.counterparts.web import served
from tests.test_contributing import NEXT, apply, copied, steps
from tools.serve import OneOrigin
from tools.ways import EDITION, TACROLIMUS, Hand, answer_of, quantity

pytestmark = pytest.mark.whole_browser

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_COPIED = ("node_modules", "dist", "src", "tests", "public")
EARLY = {**TACROLIMUS, "steroid_weeks": quantity(9, "wk")}  # past 8 weeks, not yet 10
EARLY_SWITCH, DOSE = "Note: an earlier switch may be right", re.compile(r"4 to 7 mg a day")


@pytest.fixture(scope="module")
def changed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app as it is built after the steps of the chapter."""
    root = copied(tmp_path_factory.mktemp("changed"))
    for step in steps("Change a limit"):
        apply(root, *step)
    guideline = root / "guideline"
    (guideline / "guideline.json").write_text(written(compiled(guideline)), encoding="utf-8")
    app = root / "static_pwa"
    shutil.copytree(ROOT / "static_pwa", app, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)
    (app / "node_modules").symlink_to(ROOT / "static_pwa" / "node_modules")
    subprocess.run(["npm", "run", "--silent", "build"], cwd=app, check=True, capture_output=True)
    return app / "dist"


@pytest.fixture
def release(dist: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(dist, tmp_path / "dist"))


@pytest.fixture
def host(release: Path, app: Flask) -> Iterator[str]:
    with served(OneOrigin(app, release)) as origin:
        yield origin


def test_a_changed_limit_is_read_before_a_dose_is_shown(
    visit: Callable[..., Page],
    kept: Callable[[Page], None],
    offline: Callable[[Page], AbstractContextManager[None]],
    host: str,
    release: Path,
    changed: Path,
) -> None:
    page = visit("/", base=host)
    kept(page)
    hand = Hand(page)
    expect(page.get_by_text(f"Guideline {EDITION}")).to_be_visible()
    answer_of(EARLY)(hand)
    expect(page.get_by_role("heading", name=EARLY_SWITCH)).to_be_visible()
    hand.home()
    hand.button("Clear all")

    shutil.rmtree(release)
    shutil.copytree(changed, release)
    page.evaluate(UPDATE)
    until(page, WAITING)
    page.reload()
    expect(page.get_by_text(f"Guideline {EDITION}")).to_be_visible()
    hand.button("Use it now")
    expect(page.get_by_text(f"Guideline {NEXT}")).to_be_visible()
    news = page.get_by_role("region", name="Changed since you last looked")
    expect(news).to_contain_text("an earlier switch is thought of from 10 weeks of steroid, not from 8.")

    answer_of(TACROLIMUS)(hand)
    expect(news).to_be_visible()
    expect(page.get_by_text(DOSE)).to_have_count(0)
    hand.button("I have read this")
    expect(news).to_have_count(0)
    expect(page.get_by_text(DOSE)).to_be_visible()

    hand.home()
    hand.button("Clear all")
    with offline(page):
        answer_of(EARLY)(hand)
        expect(page.get_by_text(f"{NEXT}, ")).to_be_visible()
        expect(news).to_have_count(0)
        expect(page.get_by_role("heading", name=EARLY_SWITCH)).to_have_count(0)


def test_a_newer_edition_on_the_server_is_said_on_an_answer_too_and_an_older_one_nowhere(
    visit: Callable[..., Page],
) -> None:
    """The dose on the screen may be the one that was changed; after an update what was heard before is the older."""
    out = "Guideline 2099.1.1 is out."
    for heard, told in (("2099.1.1", 1), ("2020.12.9", 0)):
        page = visit("/", "phone")
        page.evaluate(
            "(version) => localStorage.setItem('compared', JSON.stringify({ at: Date.now(), version }))", heard
        )
        page.reload()
        expect(page.get_by_text("Last compared with the server")).to_be_visible()
        expect(page.get_by_text(out)).to_have_count(told)
        expect(page.get_by_text("is out.")).to_have_count(told)
        answer_of(TACROLIMUS)(Hand(page))
        expect(page.get_by_text(DOSE)).to_be_visible()
        expect(page.locator(".stamp").get_by_text(out)).to_have_count(told)
