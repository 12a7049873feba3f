"""What comes from elsewhere is named to the byte: one version, the hash of each file, a licence that may be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.lock import NPM
from tools.packages import HASH, Package, allowed, app_packages, pins, python_packages

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
WANTED = sorted(path for path in REQUIREMENTS.glob("*.txt") if not path.name.startswith("constraints"))
# Locks that are installed together, and the constraints that they share.
TOGETHER = ("runtime", "jwt", "build", "test", "bench", "node")


@pytest.mark.parametrize("path", WANTED, ids=lambda path: path.name)
def test_a_lock_is_what_its_requirements_say(path: Path) -> None:
    lock = path.with_suffix(".lock")
    assert lock.is_file(), "run: make lock"
    wanted, locked = pins(path.read_text(encoding="utf-8")), pins(lock.read_text(encoding="utf-8"))
    assert {name: locked.get(name) for name in wanted} == wanted, "run: make lock"


def test_every_locked_package_has_the_hash_of_each_of_its_files() -> None:
    for lock in REQUIREMENTS.glob("*.lock"):
        entries = lock.read_text(encoding="utf-8").replace(" \\\n", " ").splitlines()
        bare = [entry for entry in entries if entry and entry[0] != "#" and not HASH.search(entry)]
        assert bare == [], lock.name


def test_no_lock_is_left_of_requirements_that_are_gone() -> None:
    assert sorted(path.stem for path in REQUIREMENTS.glob("*.lock")) == [path.stem for path in WANTED]


def test_what_is_installed_together_agrees_on_every_version() -> None:
    constraints = pins((REQUIREMENTS / "constraints.txt").read_text(encoding="utf-8"))
    seen: dict[str, str] = dict(constraints)
    for name in TOGETHER:
        for package, version in pins((REQUIREMENTS / f"{name}.lock").read_text(encoding="utf-8")).items():
            assert seen.setdefault(package, version) == version, f"{name}.lock: {package}"


@pytest.mark.parametrize("folder", NPM, ids=lambda folder: folder.name)
def test_a_lock_of_npm_is_what_its_package_json_says(folder: Path) -> None:
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for kind in ("dependencies", "devDependencies"):
        assert locked[""].get(kind) == wanted.get(kind), "run: make lock"
        for name, version in wanted.get(kind, {}).items():
            assert locked[f"node_modules/{name}"]["version"] == version, "run: make lock"


@pytest.mark.parametrize("folder", NPM, ids=lambda folder: folder.name)
def test_every_package_of_npm_is_known_by_its_content(folder: Path) -> None:
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    entries = {place: entry for place, entry in lock["packages"].items() if place}
    assert entries
    assert [place for place, entry in entries.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [place for place, entry in entries.items() if "resolved" in entry] == [], "a lock names no server"


def test_every_licence_may_be_used_where_its_package_stands() -> None:
    packages = [*python_packages(ROOT), *app_packages(ROOT)]
    assert [package for package in packages if not allowed(package)] == []
    assert [package.name for package in packages if package.ships and not package.licence] == []
    # Of the environments that `make test` sets up nothing stays unjudged but what Windows alone installs.
    here = {"runtime.lock", "jwt.lock", "build.lock", "test.lock", "aws.lock", "lambda.lock", "package-lock.json"}
    unjudged = {package.name for package in packages if package.lock in here and not package.licence}
    assert unjudged <= {"pywin32"}


@pytest.mark.parametrize(
    ("licence", "ships", "fits"),
    [
        ("MIT", True, True),
        ("Apache-2.0 OR BSD-3-Clause", True, True),
        ("MPL-2.0", True, False),
        ("MPL-2.0", False, True),
        ("Artistic License", False, True),
        ("Artistic License", True, False),
        ("GPL-3.0-only", False, False),
        ("", True, False),
    ],
)
def test_a_licence_is_judged(licence: str, ships: bool, fits: bool) -> None:
    assert allowed(Package("a", "1", "test.lock", ships, licence)) is fits
