"""CONTRIBUTING.md is tried as it stands: each change applies to a copy, the named vectors fail, and then none does."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from compiler import edition
from compiler.build import compiled, written
from engine.guideline import Guideline, load
from tests import test_boundary_pairs, test_second_reading
from tests.expected import OF_THE_SERVER, check, refused_as, vectors
from tests.fuzz.server import answered
from tests.oracle import alerts

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = ("guideline", "tests/vectors", "tests/oracle", "static_pwa/src", "static_pwa/tests", "static_pwa/public")
FILES = ("CHANGELOG.md", "tests/test_ranges.py")
FENCE = re.compile(r"^```diff (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


# The edition and the day of the worked change: in the trial, later than those that stand.
EXAMPLE, EXAMPLE_DAY = "2026.12.1", "2026-12-15"
LATER = int(load(ROOT / "guideline" / "guideline.json").document["version"].split(".")[0]) + 1
NEXT, NEXT_DAY = f"{LATER}.1.1", f"{LATER}-01-15"


def chapter(title: str) -> str:
    text = TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return text.replace(EXAMPLE, NEXT).replace(EXAMPLE_DAY, NEXT_DAY)


def steps(title: str) -> list[tuple[str, str, str]]:
    """Of each step in a chapter: the file, what leaves it, and what comes instead."""
    found = []
    for file, body in FENCE.findall(chapter(title)):
        lines = body.splitlines()
        old, new = ("\n".join(line[1:] for line in lines if line.startswith(sign)) for sign in "-+")
        assert all(line[:1] in ("-", "+") for line in lines), f"{file}: a step has only - and + lines"
        found.append((file, old, new))
    return found


def apply(root: Path, file: str, old: str, new: str) -> None:
    """One step; what it takes away must stand there, for an ellipsis anything within the line.

    What an ellipsis stood for stays where the new text has one too.
    """
    path = root / file
    if not old:
        assert not path.exists(), f"{file} is new"
        path.write_text(new + "\n", encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    match = re.search(
        "(.*?)".join(re.escape(part) for part in old.split("…")) + ("$" if old[-1] == "…" else ""), text, re.MULTILINE
    )
    assert match, f"{file} does not say: {old}"
    parts = new.split("…")
    kept = [*match.groups()[: len(parts) - 1], ""]
    instead = "".join(part + between for part, between in zip(parts, kept, strict=True))
    path.write_text(text[: match.start()] + instead + text[match.end() :], encoding="utf-8")


def copied(to: Path) -> Path:
    """What the worked changes touch, in a folder of its own."""
    for folder in COPIED:
        shutil.copytree(ROOT / folder, to / folder)
    for file in FILES:
        shutil.copy(ROOT / file, to / file)
    return to


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path)


def failing(guideline: Guideline, folder: Path) -> set[str]:
    """The names of the vectors in a folder that fail."""
    found = set()
    for name, vector in vectors(folder):
        expect = vector["expect"]
        if expect.get("status") in OF_THE_SERVER:
            continue
        answer = answered(guideline, vector | {"would_change": False})
        try:
            if "status" in expect:
                refused_as(expect, answer["refusals"], answer["refusals"])
            else:
                check(expect, answer)
        except (AssertionError, KeyError):
            found.add(name)
    return found


def made(copy: Path) -> tuple[dict[str, Any], Guideline]:
    document = compiled(copy / "guideline")
    return document, Guideline(document)


def test_a_changed_limit_is_noticed_by_its_vectors_and_announced(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newcomer changes 8 weeks into 10: exactly the named vectors fail; mended, none does, and the app is told."""
    before = [step for step in steps("Change a limit") if not step[0].startswith("tests/")]
    after = [step for step in steps("Change a limit") if step[0].startswith("tests/")]
    assert len(before) >= 4
    assert len(after) >= 4
    for step in before:
        apply(copy, *step)
    document, guideline = made(copy)
    named = re.search(r"^```text early switch\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    assert named
    assert failing(guideline, copy / "tests" / "vectors") == set(named.group(1).splitlines())

    for step in after:
        apply(copy, *step)
    assert failing(guideline, copy / "tests" / "vectors") == set()

    guarded(copy, guideline, monkeypatch)

    read_again(copy, guideline, monkeypatch)

    newest = document["changes"][0]
    assert (newest["version"], newest["acknowledge"]) == (document["version"], True)
    assert "10 weeks" in newest["says"]
    path = copy / "guideline" / "editions.yaml"
    changelog = (copy / "CHANGELOG.md").read_text(encoding="utf-8")
    editions = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert edition.faults(document, editions, changelog) != []
    assert edition.record(path, editions, document) is None
    assert edition.faults(document, yaml.safe_load(path.read_text(encoding="utf-8")), changelog) == []


def guarded(copy: Path, guideline: Guideline, monkeypatch: pytest.MonkeyPatch) -> None:
    """The changed limit has its pair of vectors in every unit, as test_boundary_pairs wants it of every limit."""
    remembered = (test_boundary_pairs.vectors, test_boundary_pairs.moved)
    monkeypatch.setattr(test_boundary_pairs, "GUIDELINE", guideline)
    monkeypatch.setattr(test_boundary_pairs, "shared", lambda: vectors(copy / "tests" / "vectors"))
    for each in remembered:
        each.cache_clear()
    try:
        test_boundary_pairs.test_a_limit_that_moves_by_one_step_breaks_a_vector_on_either_side("early_switch_weeks")
    finally:
        for each in remembered:
            each.cache_clear()


def read_again(copy: Path, guideline: Guideline, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reading of the tables differs until it is changed too, and then agrees."""
    monkeypatch.setattr(test_second_reading, "GUIDELINE", guideline)
    with pytest.raises(AssertionError):
        test_second_reading.test_alerts_and_options_agree()
    said = alerts.__dict__.copy()
    exec((copy / "tests" / "oracle" / "alerts.py").read_text(encoding="utf-8"), said)
    monkeypatch.setattr(test_second_reading, "alerts", said["alerts"])
    test_second_reading.test_alerts_and_options_agree()


def added(copy: Path, title: str, file: str) -> Guideline:
    """After the steps of a chapter: its new vectors fail on the guideline as it was, and all pass on the new one."""
    old = Guideline(compiled(copy / "guideline"))
    for step in steps(title):
        apply(copy, *step)
    document, guideline = made(copy)
    (copy / "guideline" / "guideline.json").write_text(written(document), encoding="utf-8")
    assert any(name.startswith(f"{file}: ") for name in failing(old, copy / "tests" / "vectors"))
    assert failing(guideline, copy / "tests" / "vectors") == set()
    return guideline


def test_a_rule_is_added_without_code(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_again(copy, added(copy, "Add a rule", "magnesium"), monkeypatch)


def test_an_input_is_added_without_code_and_its_ends_hold_in_every_unit(copy: Path) -> None:
    added(copy, "Add an input", "phosphate")
    ranges = runpy.run_path(str(copy / "tests" / "test_ranges.py"))
    ranges["test_the_table_has_every_input_in_every_unit"]()
    ranges["test_every_input_with_a_usual_range_is_in_the_table"]()
    for unit in ("mmol/L", "mg/dL"):
        ranges["test_the_boundaries_are_taken_and_a_step_outside_is_refused"]("phosphate", unit)
        ranges["test_a_step_outside_the_usual_range_is_answered_with_a_doubt"]("phosphate", unit)


def test_a_language_is_added_and_the_types_hold(copy: Path) -> None:
    """What the chapter adds passes the type check; a word that English lacks does not."""
    for step in steps("Translate"):
        apply(copy, *step)
    app = copy / "static_pwa"
    for name in ("tsconfig.json", "package.json", "vite.config.ts", "precache.ts"):
        shutil.copy(ROOT / "static_pwa" / name, app)
    (app / "node_modules").symlink_to(ROOT / "static_pwa" / "node_modules")
    check_types = ["node", "node_modules/typescript/bin/tsc", "--noEmit"]
    done = subprocess.run(check_types, cwd=app, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    words = app / "src" / "words" / "fr.ts"
    words.write_text(words.read_text(encoding="utf-8").replace("skip:", "sauter:"), encoding="utf-8")
    done = subprocess.run(check_types, cwd=app, capture_output=True, text=True, check=False)
    assert "sauter" in done.stdout
