"""What is accepted of other people's packages: the pins and hashes of the locks, and under which licences they come."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache
from importlib.metadata import PackageMetadata, distributions
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
SHIPS = ("runtime", "jwt")  # the locks of what answers requests; the others build, test and deploy
# Environments beside the one that this runs in.
OTHERS = (".venv/lambda", ".venv/aws/lib/python3*/site-packages", ".venv/supply/lib/python3*/site-packages")
# Named where the package's own metadata say nothing that can be read.
READ_IN_THE_FILE = {"axe-playwright-python": "MIT"}
# Licences that ask for no more than their own text to be passed on.
PERMISSIVE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software|0BSD|CC0|Unlicense|Zope|ZPL", re.IGNORECASE)
# And two that ask it of changed files alone: for what builds, tests and deploys, not for what ships.
FILE_COPYLEFT = re.compile(r"MPL|Mozilla|Artistic", re.IGNORECASE)


class Package(NamedTuple):
    """A package as it is locked."""

    name: str
    version: str
    lock: str
    ships: bool
    licence: str


def pins(text: str) -> dict[str, str]:
    """Each package of a requirements or lock file with its one version."""
    return {_plain(name): version for name, version in PIN.findall(text)}


def python_packages(root: Path = ROOT) -> list[Package]:
    """The Python packages of every lock whose environment is the project's own, with the licence they say."""
    return [
        Package(name, version, path.name, path.stem in SHIPS, _licence(name))
        for path in sorted((root / "requirements").glob("*.lock"))
        for name, version in pins(path.read_text(encoding="utf-8")).items()
    ]


def app_packages(root: Path = ROOT) -> list[Package]:
    """The npm packages of package-lock.json; those that only build and test are marked so by npm."""
    lock = json.loads((root / "static_pwa" / "package-lock.json").read_text(encoding="utf-8"))
    return [
        Package(
            place.rpartition("node_modules/")[2],
            entry["version"],
            "package-lock.json",
            not entry.get("dev"),
            entry.get("license", ""),
        )
        for place, entry in lock["packages"].items()
        if place
    ]


def allowed(package: Package) -> bool:
    """Whether a licence may be used where the package stands. One that is not known here is judged where it is installed."""
    if PERMISSIVE.search(package.licence):
        return True
    return not package.ships and (not package.licence or bool(FILE_COPYLEFT.search(package.licence)))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def _installed() -> dict[str, PackageMetadata]:
    """What each package says of itself, from every environment that stands here."""
    places = [str(place) for pattern in OTHERS for place in ROOT.glob(pattern)]
    others = {_plain(one.name): one.metadata for one in distributions(path=places)}
    return others | {_plain(one.name): one.metadata for one in distributions()}


def _licence(name: str) -> str:
    if name in READ_IN_THE_FILE:
        return READ_IN_THE_FILE[name]
    said: Any = _installed().get(name)
    if said is None:  # of an environment that is not here, or for another platform
        return ""
    classifiers = [
        line.rpartition("::")[2].strip() for line in said.get_all("Classifier", []) if line.startswith("License ::")
    ]
    return str(said.get("License-Expression") or next(iter(classifiers), None) or said.get("License") or "")


def main() -> None:
    """Prints the packages by licence, what ships first."""
    for title, ships in (("Ships", True), ("Builds, tests and deploys", False)):
        by_licence: dict[str, set[str]] = defaultdict(set)
        for package in [*python_packages(), *app_packages()]:
            if package.ships is ships:
                by_licence[package.licence or "not installed here"].add(f"{package.name} {package.version}")
        print(f"\n{title}:")
        for licence, names in sorted(by_licence.items()):
            print(f"  {licence}: {', '.join(sorted(names))}")


if __name__ == "__main__":
    main()
