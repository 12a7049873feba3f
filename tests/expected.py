"""The shared vectors, and how an answer is held against what one of them expects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).resolve().parent / "vectors"
# What only a server can answer: an address that is not there, a method that is not allowed.
OF_THE_SERVER = (404, 405)
UNFILLED = re.compile(r"\{[a-z_.]+\}")  # a unit in braces begins with a digit: mL/min/{1.73_m2}


def vectors(folder: Path = VECTORS) -> list[tuple[str, dict[str, Any]]]:
    """Every vector, named by its file and sentence."""
    return [
        (f"{path.stem}: {vector['sentence']}", vector)
        for path in sorted(folder.glob("*.json"))
        for vector in json.loads(path.read_text(encoding="utf-8"))
        if "route" in vector  # those of the record codes are run by test_interop.py
    ]


def refused_as(expect: dict[str, Any], errors: list[dict[str, str]], said: Any) -> None:
    """A refusal names what the vector expects it to name."""
    if "pointer" in expect:
        assert expect["pointer"] in [error["pointer"] for error in errors]
    for part in expect.get("detail_includes", []):
        assert part in json.dumps(said, ensure_ascii=False)


def unfilled(said: Any) -> Iterator[str]:
    """Every text of an answer or a refusal that still shows the name of a value in its place."""
    if isinstance(said, str):
        yield from [said] if UNFILLED.search(said) else []
    elif isinstance(said, dict | list):
        for below in said.values() if isinstance(said, dict) else said:
            yield from unfilled(below)


def check(expect: dict[str, Any], answer: dict[str, Any]) -> None:
    """Every key that a vector expects; a key nobody knows is a fault of the vector."""
    for name, expected in expect.items():
        CHECKS[name](expected, answer)


def _close(value: Any, expected: Any) -> bool:
    if isinstance(expected, (int, float)) and isinstance(value, (int, float)):
        return value == pytest.approx(expected, abs=1e-9)
    return bool(value == expected)


def _partial(expected: Any, value: Any) -> None:
    if isinstance(expected, dict):
        for name, part in expected.items():
            _partial(part, value[name])
    else:
        assert _close(value, expected), (value, expected)


def _derived(expected: dict[str, Any], answer: dict[str, Any]) -> None:
    for name, value in expected.items():
        found = answer["derived"].get(name)
        found = found["value"] if isinstance(found, dict) else found
        assert _close(found, value), (name, found, value)


def _doses(expected: dict[str, Any], answer: dict[str, Any]) -> None:
    given = {dose["id"]: dose for dose in answer["doses"]}
    for name, parts in expected.items():
        dose = given[name]
        for part, value in parts.items():
            if part == "totals":
                assert [option["total"] for option in dose["options"]] == pytest.approx(value)
            elif part == "splits":
                found = {option["total"]: [option["morning"], option["evening"]] for option in dose["options"]}
                for total, split in value.items():
                    assert found[float(total)] == pytest.approx(split)
            elif part == "warned":
                assert all(any(words in warning for warning in dose["warnings"]) for words in value)
            elif part == "not_warned":
                assert not any(words in warning for warning in dose["warnings"] for words in value)
            elif part == "told":
                assert all(words in dose["says"] for words in value)
            else:
                _partial(value, dose[part])


def _rows(expected: list[dict[str, Any]], answer: dict[str, Any]) -> None:
    rows = {row["date"]: row for row in answer["rows"]}
    for row in expected:
        assert rows[row["date"]]["week"] == row["week"]
        assert set(row["checks_include"]) <= set(rows[row["date"]]["checks"])


def _readings(expected: list[dict[str, Any]], answer: dict[str, Any]) -> None:
    assert len(answer["readings"]) == len(expected)
    for part, reading in zip(expected, answer["readings"], strict=True):
        _partial(part, reading)


def _notes(expected: list[str], answer: dict[str, Any]) -> None:
    assert all(any(words in note for note in answer["notes"]) for words in expected), answer["notes"]


def _no_notes(expected: list[str], answer: dict[str, Any]) -> None:
    assert not any(words in note for note in answer["notes"] for words in expected), answer["notes"]


def _equal(name: str) -> Any:
    def compare(expected: Any, answer: dict[str, Any]) -> None:
        assert answer[name] == expected

    return compare


def _ids(answer: dict[str, Any], name: str) -> list[str]:
    return [entry["id"] for entry in answer[name]]


def _outcome(expected: str, answer: dict[str, Any]) -> None:
    assert answer["outcome"]["id"] == expected


def _says(expected: list[str], answer: dict[str, Any]) -> None:
    assert all(words in answer["outcome"]["says"] for words in expected), answer["outcome"]["says"]


def _response(expected: str | None, answer: dict[str, Any]) -> None:
    assert answer["derived"].get("response") == expected


def _urgency(expected: str, answer: dict[str, Any]) -> None:
    assert answer["outcome"]["urgency"] == expected


def _do_now(expected: list[str], answer: dict[str, Any]) -> None:
    assert [step["title"] for step in answer["outcome"]["do_now"]] == expected


def _alerts(expected: list[str], answer: dict[str, Any]) -> None:
    assert set(expected) <= set(_ids(answer, "alerts"))


def _alerts_in_order(expected: list[str], answer: dict[str, Any]) -> None:
    assert _ids(answer, "alerts") == expected


def _no_alerts(expected: list[str], answer: dict[str, Any]) -> None:
    assert not set(expected) & set(_ids(answer, "alerts"))


def _options(expected: list[str], answer: dict[str, Any]) -> None:
    assert _ids(answer, "options") == expected


def _grades(expected: dict[str, str], answer: dict[str, Any]) -> None:
    grades = {item["id"]: item["grade"] for item in answer["items"]}
    assert {name: grades[name] for name in expected} == expected


def _not_assessed(expected: list[str], answer: dict[str, Any]) -> None:
    assert set(expected) <= set(answer["not_assessed"])


def _withheld(expected: list[str], answer: dict[str, Any]) -> None:
    assert set(expected) <= set(_ids(answer, "withheld"))


def _no_doses(expected: list[str], answer: dict[str, Any]) -> None:
    assert not set(expected) & set(_ids(answer, "doses"))


def _alerts_about(expected: dict[str, list[str]], answer: dict[str, Any]) -> None:
    for name, subjects in expected.items():
        assert [alert.get("subject") for alert in answer["alerts"] if alert["id"] == name] == subjects


def _checks_on(expected: dict[str, list[str]], answer: dict[str, Any]) -> None:
    for name, dates in expected.items():
        assert [row["date"] for row in answer["rows"] if name in row["checks"]] == dates


def _says_include(expected: list[str], answer: dict[str, Any]) -> None:
    said = json.dumps(answer, ensure_ascii=False)
    assert [part for part in expected if part not in said] == []


def _says_omit(expected: list[str], answer: dict[str, Any]) -> None:
    said = json.dumps(answer, ensure_ascii=False)
    assert [part for part in expected if part in said] == []


CHECKS = {
    "outcome": _outcome,
    "says": _says,
    "missing": _equal("missing"),
    "response": _response,
    "derived": _derived,
    "alerts": _alerts,
    "no_alerts": _no_alerts,
    "options": _options,
    "urgency": _urgency,
    "do_now": _do_now,
    "alerts_in_order": _alerts_in_order,
    "applies": _equal("applies"),
    "action": _equal("action"),
    "grades": _grades,
    "not_assessed": _not_assessed,
    "doses": _doses,
    "withheld": _withheld,
    "no_doses": _no_doses,
    "readings": _readings,
    "first_partial": _equal("first_partial"),
    "first_complete": _equal("first_complete"),
    "relapses": _equal("relapses"),
    "assessment": _equal("assessment"),
    "notes": _notes,
    "no_notes": _no_notes,
    "rows_include": _rows,
    "checks_on": _checks_on,
    "alerts_about": _alerts_about,
    "says_include": _says_include,
    "says_omit": _says_omit,
}
