"""The safety file holds: no blank, no control that nothing carries, no risk above the line without its argument."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tools.pages.hazards import FIELDS, HazardLog
from tools.pages.names import Names
from tools.pages.sign_off import Register

ROOT = Path(__file__).resolve().parent.parent
NAMES = Names(ROOT)
SCREENS = re.compile(r"export type Name =\n(.*?);", re.DOTALL)


@pytest.fixture(scope="module")
def whole() -> HazardLog:
    return HazardLog(NAMES)


@pytest.fixture
def log(whole: HazardLog) -> HazardLog:
    """A copy that a test may spoil."""
    return copy.copy(whole)


def test_the_hazard_log_is_whole(log: HazardLog) -> None:
    assert log.faults() == []


def test_every_screen_and_every_route_has_been_walked(app: Flask, log: HazardLog) -> None:
    listed = SCREENS.search((ROOT / "static_pwa" / "src" / "screens.ts").read_text(encoding="utf-8"))
    assert listed is not None
    screens = {f"screen {name}" for name in re.findall(r'"(\w+)"', listed.group(1))}
    routes = {
        f"{method} {re.sub('<[^>]+>', '<>', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    places = {re.sub("<[^>]+>", "<>", place) for place in log.places()}
    assert sorted((screens | routes) - places) == [], "a new screen or route needs its hazards in hazards.yaml"


@pytest.mark.parametrize("field", FIELDS)
def test_a_blank_field_is_found(log: HazardLog, field: str) -> None:
    log.hazards = [log.hazards[0] | {field: ""}]
    assert any("blank" in fault and field in fault for fault in log.faults())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"controls": [{"does": "Asks", "by": ["row gate.99"]}]}, "'row gate.99' no longer exists"),
        ({"controls": [{"does": "Asks", "by": ["tests/test_house.py::test_gone"]}]}, "no longer exists"),
        ({"controls": [{"does": "Asks", "by": ["vector doses: no such sentence"]}]}, "no longer exists"),
        ({"controls": [{"does": "Asks", "by": []}]}, "carried by nothing"),
        ({"after": ["medium", "major"], "residual": "Rare."}, "is not argued"),
        ({"before": ["very high", "major"], "after": ["high", "major"]}, "must not be released"),
        ({"before": ["very low", "minor"], "after": ["low", "significant"]}, "greater after its controls"),
        ({"after": ["sometimes", "major"]}, "no word of the scales"),
        ({"owner": "someone"}, "no owner"),
        ({"status": "fine"}, "no status"),
    ],
)
def test_a_fault_of_the_log_is_found(log: HazardLog, change: dict[str, Any], fault: str) -> None:
    log.hazards = [copy.deepcopy(log.hazards[0]) | change]
    assert any(fault in found for found in log.faults()), log.faults()


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(NAMES)


def test_the_register_lists_every_number_that_is_not_from_its_primary_source(register: Register) -> None:
    listed = {key for key, *_ in register.numbers()}
    limits = NAMES.guideline["limits"].items()
    unsure = {f"limit {name}" for name, one in limits if any(v["certainty"] != "primary" for v in one["values"])}
    assert listed == unsure
    page = register.page()
    assert [limit for limit in unsure if f"`{limit.removeprefix('limit ')}`" not in page] == []


def test_the_register_says_what_each_number_would_change(register: Register) -> None:
    assert [key for key, *_ in register.numbers() if not register.changes(key.removeprefix("limit "))] == []
    assert "`row gate.1`" in register.changes("egfr_low")
    assert "response" in register.changes("partial_fall")


def test_what_must_be_verified_names_what_exists(register: Register) -> None:
    assert len(register.must_verify) >= 7
    assert NAMES.gone(name for entry in register.must_verify for name in entry["changes"]) == []
    assert [entry for entry in register.must_verify if not all(entry[part] for part in ("what", "why", "where"))] == []


def test_nothing_is_signed_off_while_an_entry_waits(register: Register) -> None:
    known = {key for key, *_ in register.numbers()} | {key for key, *_ in register.statements()}
    assert set(register.signed) <= known, "a signature for what needs none"
    assert not (NAMES.guideline["signed_off"] and register.unsigned())


def test_every_place_that_shows_an_answer_says_that_it_is_unsigned(client: FlaskClient) -> None:
    requests: dict[str, dict[str, Any]] = {
        "/v1/pathway": {"inputs": {}},
        "/v1/doses": {"inputs": {}},
        "/v1/checklists/cni-toxicity": {"inputs": {}},
        "/v1/course": {"inputs": {}, "readings": []},
        "/v1/monitoring-plan": {"start": "2026-03-01", "cni_drug": "tacrolimus"},
    }
    for route, request in requests.items():
        answer = client.post(route, json=request)
        assert answer.json is not None, route
        assert answer.json["guideline"]["signed_off"] is False, route
    views = ROOT / "static_pwa" / "src"
    assert ("No nephrologist has signed" in NAMES.guideline["disclaimer"]) is not NAMES.guideline["signed_off"]
    assert "{from.disclaimer}" in (views / "answer" / "Stamp.tsx").read_text(encoding="utf-8")
    for name in ("About", "Checklist", "Course", "Evidence", "Flow", "Plan", "SecondCheck"):
        assert "<StampLine" in (views / "views" / f"{name}.tsx").read_text(encoding="utf-8"), name
    assert "<StampLine" in (views / "answer" / "Body.tsx").read_text(encoding="utf-8")
