"""The pages of docs/ say what their data say, and what they lean on exists."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest

from tools.pages.__main__ import PAGES
from tools.pages.names import Names, cited
from tools.pages.trace import Trace

ROOT = Path(__file__).resolve().parent.parent
NAMES = Names(ROOT)
WRITTEN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.fixture(scope="module")
def trace() -> Trace:
    return Trace(NAMES)


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_what_its_data_say(page: str) -> None:
    assert (ROOT / page).read_text(encoding="utf-8") == PAGES[page](NAMES), "run: make docs"


def test_every_statement_of_the_source_document_has_its_answer(trace: Trace) -> None:
    assert trace.faults() == []


def test_a_statement_that_nothing_answers_is_found(trace: Trace) -> None:
    broken = copy.copy(trace)
    broken.lines = [line for line in trace.lines if "Lipid management" not in line.get("says", "")]
    assert "the lines are not the source document to the letter" in broken.faults()
    broken.lines = [{"says": line.get("heading") or line["says"], "claims": []} for line in trace.lines]
    assert any(fault.startswith("no claim answers: ") for fault in broken.faults())
    broken = copy.copy(trace)
    broken.carried_by = trace.carried_by | {"underdosing": ["alert gone"]}
    assert "claim underdosing: 'alert gone' does not exist" in broken.faults()
    broken.carried_by = trace.carried_by | {"underdosing": ["check trough"]}
    broken.judged = dict  # type: ignore[method-assign]
    assert "claim underdosing: no vector judges what carries it" in broken.faults()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_cites_tests_that_exist(path: Path) -> None:
    assert NAMES.gone(cited(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_links_to_files_that_exist(path: Path) -> None:
    found = LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in found if not (path.parent / target).exists()] == []
