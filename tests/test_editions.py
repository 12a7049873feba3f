"""A clinical change under a recorded version, or without a word in the changelog and in the app, is told."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from compiler import edition

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = json.loads((ROOT / "guideline" / "guideline.json").read_text(encoding="utf-8"))
EDITIONS = yaml.safe_load((ROOT / "guideline" / "editions.yaml").read_text(encoding="utf-8"))
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def told(document: dict[str, Any], changelog: str = CHANGELOG) -> list[str]:
    return [str(fault) for fault in edition.faults(document, EDITIONS, changelog)]


def test_the_guideline_is_the_edition_that_it_says_it_is() -> None:
    """Its content is the one recorded for its version; `changes` and CHANGELOG.md speak of that version."""
    assert told(DOCUMENT) == []


def test_a_limit_changed_under_the_same_version_is_told() -> None:
    changed = deepcopy(DOCUMENT)
    changed["limits"]["early_switch_weeks"]["value"] += 2
    assert any("is not what edition" in line and "give it a new version" in line for line in told(changed))


def test_a_word_changed_under_the_same_version_is_told() -> None:
    assert told(DOCUMENT | {"purpose": "Something else."})


def test_a_version_that_nobody_announces_is_told() -> None:
    lines = told(DOCUMENT | {"version": "2099.1.1"})
    assert any("`changes` says nothing of 2099.1.1" in line for line in lines)
    assert any(line.startswith("CHANGELOG.md") for line in lines)


def test_a_version_under_software_alone_is_no_word_on_clinical_content() -> None:
    assert told(DOCUMENT, f"## Clinical content\n\n## Software\n\n### {DOCUMENT['version']}\n")


def test_a_new_review_date_alone_needs_no_new_version() -> None:
    assert told(DOCUMENT | {"review_by": "2099-01-01"}) == []


def test_a_recorded_version_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "editions.yaml"
    fault = edition.record(path, EDITIONS, DOCUMENT | {"purpose": "Something else."})
    assert "give the guideline a new version" in str(fault)
    assert not path.exists()
    assert edition.record(path, EDITIONS, DOCUMENT) is None
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == EDITIONS
