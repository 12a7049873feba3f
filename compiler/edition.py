"""Holds each edition of the guideline to what it says: nothing clinical changes under a version that exists."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from compiler.faults import Fault, Place

# What tells one edition from another, and is no part of what they say.
OF_THE_EDITION = ("version", "published", "review_by", "changes", "digest")
HEAD = """# Each edition of the guideline with the digest of what it says. Written by `python -m compiler edition`.
# An edition that nobody has used yet is taken up anew by taking its line away first.
"""


def content(document: dict[str, Any]) -> str:
    """The digest of everything that a clinician reads or the engine computes with."""
    said = {name: value for name, value in document.items() if name not in OF_THE_EDITION}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def faults(document: dict[str, Any], editions: dict[str, str], changelog: str) -> list[Fault]:
    """Why this document may not go out as the edition that it says it is; empty when it may."""
    version, found = document["version"], []
    place = Place("guideline.yaml", "version")
    if editions.get(version) != content(document):
        found.append(
            Fault(
                place,
                f"what the guideline says is not what edition {version} said.",
                "give it a new version with its entry in `changes` and in CHANGELOG.md, then `python -m compiler edition`.",
            )
        )
    if version not in [change["version"] for change in document["changes"]]:
        found.append(
            Fault(place, f"`changes` says nothing of {version}.", "say what changed: the app shows it to its users.")
        )
    clinical = changelog.partition("## Clinical content")[2].partition("\n## ")[0]
    if f"### {version}\n" not in clinical:
        found.append(
            Fault(
                Place("CHANGELOG.md", "Clinical content"), f"it says nothing of {version}.", "add its heading and line."
            )
        )
    return found


def record(path: Path, editions: dict[str, str], document: dict[str, Any]) -> Fault | None:
    """Adds this edition to the file; a Fault where its version said something else before."""
    version, digest = document["version"], content(document)
    if editions.get(version, digest) != digest:
        return Fault(
            Place("editions.yaml", version), "this version said something else.", "give the guideline a new version."
        )
    lines = "".join(f"{name}: {said}\n" for name, said in (editions | {version: digest}).items())
    path.write_text(HEAD + lines, encoding="utf-8")
    return None
