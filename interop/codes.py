"""The compiled record codes, with the look-ups that a reader of records needs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from interop.resource import codings, names

Entry = dict[str, Any]
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


class Codes:
    """What codes.json says. Read-only after construction."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.systems: dict[str, str] = document["systems"]
        self.statuses: dict[str, dict[str, list[str]]] = document["statuses"]
        self.words: dict[str, str] = document["reasons"] | document["asks"] | document["notes"]

    def number(self, name: str) -> float:
        """One of the tool's own numbers, such as `recent_days`."""
        value: float = self.document[name]["value"]
        return value

    def observed(self, concept: Any) -> list[Entry]:
        """The entry of each LOINC coding that is known."""
        known, loinc = self.document["observations"], self.systems["loinc"]
        return [known[code] for system, code in codings(concept) if system == loinc and code in known]

    def diagnosed(self, concept: Any) -> int | None:
        """The place of the first entry of `conditions` that one of the codings has."""
        found = set(codings(concept))
        for place, entry in enumerate(self.document["conditions"]):
            if any((self.systems[name], code) in found for name in self._classified(entry) for code in entry[name]):
                return place
        return None

    def medicines(self, concept: Any) -> list[tuple[str, str]]:
        """Each medicine that is meant, in the order of the codes, with `by_code` or `by_name`."""
        found = []
        for medicine, entry in self.document["medicines"].items():
            how = self.means(entry, concept)
            if how:
                found.append((medicine, how))
        return found

    def means(self, entry: Entry, concept: Any) -> str | None:
        """How a concept means the medicines of an entry: `by_code`, `by_name` or not at all."""
        for system, code in codings(concept):
            if system == self.systems["rxnorm"] and code in entry.get("rxnorm", ()):
                return "by_code"
            if system == self.systems["atc"] and any(code.startswith(begins) for begins in entry.get("atc", ())):
                return "by_code"
        said = [f" {NOT_A_WORD.sub(' ', name.lower())} " for name in names(concept)]
        return "by_name" if any(f" {name} " in text for text in said for name in entry["names"]) else None

    def _classified(self, entry: Entry) -> list[str]:
        return [name for name in ("icd10", "icd10cm", "snomed") if name in entry]


def load(path: Path) -> Codes:
    """Reads the compiled codes from disk."""
    return Codes(json.loads(path.read_text(encoding="utf-8")))
