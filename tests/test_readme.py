"""What the README shows is true: its examples, its commands, its table of dependencies."""

from __future__ import annotations

import json
import re
from pathlib import Path

from app import app
from tools import readme

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_three_patients_are_answered_as_the_api_answers_now() -> None:
    """Run `python -m tools.readme` after a change, and read what it changed."""
    assert readme.patients() in TEXT


def test_the_three_patients_are_where_the_tables_put_them() -> None:
    """Worked from the tables of guideline/pathway.yaml, not from the output.

    Adult, 16 weeks, 520 mg/mmol above 350 and down 15 %: row never.9. Adult, month 6, 1.8 g/g down 71 %, hence
    partial: row on_cni.11a. Child, 6 weeks, 420 mg/mmol not under 200: row never.9.
    """
    titles = re.findall(r"^\*\*An? [^:]+: (.+)\.\*\*", TEXT, re.MULTILINE)
    outcomes = re.findall(r'^   "id": "(\w+)",$', TEXT, re.MULTILINE)
    assert outcomes == ["start_cni", "continue_cni_partial_remission", "start_cni"]
    assert len(titles) == len(outcomes)


def test_the_pasted_request_gets_an_answer() -> None:
    """Resistance established elsewhere, eGFR 72, no barrier: a CNI may start."""
    pasted = re.search(r"curl -s http://127\.0\.0\.1:8000(\S+) .*? -d '(\{.*?\})'\n```", TEXT, re.DOTALL)
    assert pasted
    answer = app.test_client().post(pasted[1], json=json.loads(pasted[2])).get_json()
    assert answer["outcome"]["id"] == "start_cni"


def test_every_command_is_a_target_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", TEXT, re.MULTILINE))
    assert {"run", "test"} <= named <= targets


def test_every_dependency_says_why_it_is_there() -> None:
    table = TEXT.partition("## Why each dependency is there")[2].partition("\n## ")[0]
    explained = {
        name.strip().lower() for row in re.findall(r"^\| ([^|*]+) \|", table, re.MULTILINE) for name in row.split(",")
    }
    asked = set()
    for file in (ROOT / "requirements").glob("*.txt"):
        if not file.stem.startswith("constraints"):
            lines = file.read_text(encoding="utf-8").splitlines()
            asked |= {re.split(r"[=\[]", line)[0].lower() for line in lines if re.match(r"[a-zA-Z]", line)}
    for file in [ROOT / "static_pwa" / "package.json", *(ROOT / "tools").glob("*/package.json")]:
        package = json.loads(file.read_text(encoding="utf-8"))
        asked |= set(package.get("dependencies", {})) | set(package.get("devDependencies", {}))
    assert asked - explained == set()
    assert explained - asked - {"package"} == set()
