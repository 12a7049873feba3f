"""What the project has by name, so that a page which leans on a test, a vector or a guideline row cannot outlive it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
APP_TEST = re.compile(r"""(?<![\w.])(?:it|test)(?:\.\w+)*\(\s*(["'`])(.+?)\1""", re.DOTALL)
# A reference as pages write it: `tests/test_x.py::test_y` or `static_pwa/src/x.test.ts: its sentence`.
PYTHON_TEST = re.compile(r"`(tests/[\w/]+\.py::\w+)`")
APP_SENTENCE = re.compile(r"`(static_pwa/[\w/.-]+\.test\.tsx?: [^`]+)`")


class Names:
    """The names of one working copy: its tests, its vectors' sentences, the ids of its guideline."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root

    @cached_property
    def guideline(self) -> dict[str, Any]:
        """The compiled guideline."""
        document: dict[str, Any] = json.loads((self.root / "guideline" / "guideline.json").read_text(encoding="utf-8"))
        return document

    @cached_property
    def tests(self) -> set[str]:
        """`tests/test_x.py::test_y` for each Python test."""
        return {
            f"{path.relative_to(self.root).as_posix()}::{node.name}"
            for path in (self.root / "tests").rglob("test_*.py")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test")
        }

    @cached_property
    def app_tests(self) -> set[str]:
        """`static_pwa/src/x.test.ts: its sentence` for each test of the app."""
        places = [self.root / "static_pwa" / "src", self.root / "static_pwa" / "tests"]
        return {
            f"{path.relative_to(self.root).as_posix()}: {match.group(2)}"
            for place in places
            for path in place.rglob("*.test.ts*")
            for match in APP_TEST.finditer(path.read_text(encoding="utf-8"))
        }

    @cached_property
    def vectors(self) -> dict[str, dict[str, Any]]:
        """Each vector by `file: sentence`."""
        return {
            f"{path.stem}: {vector['sentence']}": vector
            for path in sorted((self.root / "tests" / "vectors").glob("*.json"))
            for vector in json.loads(path.read_text(encoding="utf-8"))
        }

    @cached_property
    def ids(self) -> dict[str, set[str]]:
        """The ids of the guideline by kind, as a page names them: `row gate.1`, `limit egfr_low`."""
        document = self.guideline
        doses = document["doses"]
        return {
            "row": {row["id"] for table in document["tables"].values() for row in table["rows"]},
            "limit": set(document["limits"]),
            "alert": {alert["id"] for alert in document["alerts"]} | set(document["each_alert"]),
            "item": {item["id"] for item in document["checklist"]["items"]},
            "outcome": set(document["outcomes"]),
            "option": {option["id"] for option in document["options"]},
            "dose": {start["id"] for start in doses["start"]} | {doses["companion"]["id"], doses["titration"]["id"]},
            "dose_words": set(doses["words"]),
            "input": set(document["inputs"]),
            "derived": {entry["id"] for entry in document["derived"]},
            "refusal": set(document["refusals"]),
            "claim": {claim["id"] for claim in document["claims"]},
            "source": set(document["sources"]),
            "medicine": set(document["medicines"]),
            "check": {check["id"] for check in document["monitoring"]["checks"]},
            "drug_choice": {choice["factor"] for choice in document["drug_choice"]},
            "statement": {name for name, value in document.items() if value not in (None, "", [], {})},
        }

    def has(self, reference: str) -> bool:
        """Whether what a page leans on exists."""
        if reference.startswith("tests/"):
            return reference in self.tests
        if reference.startswith("static_pwa/"):
            return reference in self.app_tests
        kind, _, name = reference.partition(" ")
        if kind == "vector":
            return name in self.vectors
        return name in self.ids.get(kind, set())

    def gone(self, references: Iterable[str]) -> list[str]:
        """Those that name nothing."""
        return [reference for reference in references if not self.has(reference)]


def cited(text: str) -> list[str]:
    """The tests that a hand-written page leans on."""
    return [*PYTHON_TEST.findall(text), *APP_SENTENCE.findall(text)]
