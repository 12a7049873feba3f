"""Asks the advisory services of PyPI and npm about every locked package, and never takes silence for an answer.

pip-audit ends well, and says that nothing is known, when it could ask about no package at all; npm's audit ends alike
for a weakness and for a service that is not there. So both are asked for JSON, and read here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tools.lock import NPM

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
PIP_AUDIT = ROOT / ".venv" / "supply" / "bin" / "pip-audit"
CLEAN, FOUND, UNANSWERED = 0, 1, 2


class Outcome(NamedTuple):
    """What one lock's packages came to: `asked` of them got an answer, `found` is a line for each weakness.

    `silent` says why the rest got none; it is empty when all were answered for.
    """

    lock: str
    asked: int
    found: list[str]
    silent: str

    @property
    def told(self) -> str:
        if not self.silent:
            return f"{self.lock}: {self.asked} packages, {len(self.found)} known weaknesses"
        return f"{self.lock}: {self.asked} packages answered for, others NOT: {self.silent}"


def of_pip_audit(lock: str, said: str, complaint: str = "") -> Outcome:
    """Reads the JSON that pip-audit wrote for a lock; `complaint` is what it wrote to stderr."""
    try:
        packages: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError):
        return Outcome(lock, 0, [], _last(complaint) or "no report came")
    answered = [package for package in packages if "skip_reason" not in package]
    skipped = [package["skip_reason"] for package in packages if "skip_reason" in package]
    found = [
        f"{package['name']} {package['version']}: {weakness['id']}"
        + (f", mended in {', '.join(weakness['fix_versions'])}" if weakness["fix_versions"] else "")
        for package in answered
        for weakness in package["vulns"]
    ]
    silent = f"{len(skipped)} of {len(packages)} ({skipped[0]})" if skipped else ""
    return Outcome(lock, len(answered), found, silent or ("" if packages else "the lock was read as empty"))


def of_npm_audit(lock: str, said: str) -> Outcome:
    """Reads the JSON that `npm audit` wrote for a package-lock.json."""
    try:
        report: dict[str, Any] = json.loads(said)
    except ValueError:
        return Outcome(lock, 0, [], "no report came")
    if "vulnerabilities" not in report or "metadata" not in report:
        fault = report.get("error")
        summary = fault.get("summary") if isinstance(fault, dict) else fault
        return Outcome(lock, 0, [], str(report.get("message") or summary or "no report came"))
    found = [f"{name}: {weak['severity']}, {weak['range']}" for name, weak in report["vulnerabilities"].items()]
    return Outcome(lock, report["metadata"]["dependencies"]["total"], found, "")


def verdict(outcomes: Sequence[Outcome]) -> int:
    """1 where a weakness is known; else 2 where somebody did not answer; 0 only if all did and none is known."""
    if any(outcome.found for outcome in outcomes):
        return FOUND
    return UNANSWERED if not outcomes or any(outcome.silent for outcome in outcomes) else CLEAN


def _last(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else ""


def _run(command: list[str], folder: Path) -> tuple[str, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def python_outcomes() -> list[Outcome]:
    """Of each Python lock, what ships first. A service that answers for nothing is not asked a second time."""
    outcomes: list[Outcome] = []
    for lock in sorted(REQUIREMENTS.glob("*.lock"), key=lambda path: (path.stem != "runtime", path.name)):
        if outcomes and not outcomes[-1].asked:
            outcomes.append(Outcome(lock.name, 0, [], "not asked, for the one before got no answer"))
            continue
        command = [str(PIP_AUDIT), "--requirement", str(lock), "--require-hashes", "--disable-pip"]
        outcomes.append(of_pip_audit(lock.name, *_run([*command, "--format=json", "--progress-spinner=off"], ROOT)))
    return outcomes


def npm_outcomes() -> list[Outcome]:
    """Of each package-lock.json."""
    audit = ["npm", "audit", "--json", "--package-lock-only"]
    return [of_npm_audit(f"{folder.name}/package-lock.json", _run(audit, folder)[0]) for folder in NPM]


def main() -> int:
    """Prints a line for each lock and a sentence at the end; returns the verdict."""
    outcomes = [*python_outcomes(), *npm_outcomes()]
    for outcome in outcomes:
        print(outcome.told)
        for found in outcome.found:
            print(f"  {found}")
    code = verdict(outcomes)
    print(
        {
            CLEAN: "Every package was asked about; no weakness is known.",
            FOUND: "Weaknesses are known: raise the version in requirements/*.txt or package.json, then `make lock`.",
            UNANSWERED: "An advisory service could not be reached. This says NOTHING about weaknesses.",
        }[code]
    )
    return code


if __name__ == "__main__":
    sys.exit(main())
