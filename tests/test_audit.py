"""What `make audit` makes of an advisory service's answer, above all when there is none."""

from __future__ import annotations

import json

import pytest

from tools.audit import CLEAN, FOUND, UNANSWERED, Outcome, of_npm_audit, of_pip_audit, verdict

ASKED = {"name": "flask", "version": "3.1.3", "vulns": []}
SKIPPED = {"name": "jinja2", "skip_reason": "Dependency not found on PyPI and could not be audited: jinja2 (3.1.6)"}
WEAK = {
    "name": "werkzeug",
    "version": "3.1.9",
    "vulns": [{"id": "PYSEC-2027-1", "fix_versions": ["3.1.10", "3.2.0"], "aliases": [], "description": "…"}],
}
NPM_CLEAN = {"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {"dependencies": {"total": 61}}}
NPM_WEAK = NPM_CLEAN | {"vulnerabilities": {"vite": {"name": "vite", "severity": "high", "range": "<=8.0.1"}}}


def python(*packages: object, complaint: str = "") -> Outcome:
    return of_pip_audit("runtime.lock", json.dumps({"dependencies": packages, "fixes": []}), complaint)


def npm(report: object) -> Outcome:
    return of_npm_audit("package-lock.json", json.dumps(report))


def test_all_asked_and_nothing_known_is_clean() -> None:
    outcomes = [python(ASKED), npm(NPM_CLEAN)]
    assert verdict(outcomes) == CLEAN
    assert [outcome.told for outcome in outcomes] == [
        "runtime.lock: 1 packages, 0 known weaknesses",
        "package-lock.json: 61 packages, 0 known weaknesses",
    ]


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (python(ASKED, WEAK), "werkzeug 3.1.9: PYSEC-2027-1, mended in 3.1.10, 3.2.0"),
        (npm(NPM_WEAK), "vite: high, <=8.0.1"),
    ],
)
def test_a_weakness_is_told_even_beside_a_service_that_is_silent(outcome: Outcome, line: str) -> None:
    assert outcome.found == [line]
    assert verdict([outcome, python(SKIPPED)]) == FOUND


@pytest.mark.parametrize("packages", [[SKIPPED], [ASKED, SKIPPED], []])
def test_packages_that_nobody_could_be_asked_about_are_no_all_clear(packages: list[object]) -> None:
    """pip-audit says "No known vulnerabilities found" and ends with 0 for each of these."""
    outcome = python(*packages)
    assert verdict([outcome, npm(NPM_CLEAN)]) == UNANSWERED
    assert "NOT" in outcome.told


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        (of_pip_audit("a.lock", "", "Traceback …\nConnectionError: no such host\n"), "ConnectionError: no such host"),
        (of_pip_audit("a.lock", ""), "no report came"),
        (npm({"message": "405 Method Not Allowed", "statusCode": 405, "body": ""}), "405 Method Not Allowed"),
        (npm({"error": {"code": "ENOTFOUND", "summary": "no such host", "detail": ""}}), "no such host"),
        (of_npm_audit("a.json", ""), "no report came"),
    ],
)
def test_a_service_that_is_not_there_is_no_all_clear(outcome: Outcome, why: str) -> None:
    assert (outcome.asked, outcome.found, outcome.silent) == (0, [], why)
    assert verdict([python(ASKED), outcome]) == UNANSWERED


def test_asking_about_nothing_is_no_all_clear() -> None:
    assert verdict([]) == UNANSWERED
