"""Checks the record codes against the guideline and shapes them for the readers: a thin walk needs nothing more."""

from __future__ import annotations

import re
from typing import Any

from compiler.faults import Fault, Faults, Place

CHECKED = ("master", "example", "seen", "memory")
CODINGS = ("icd10", "icd10cm", "snomed")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def compiled_codes(files: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """The codes of one guideline, checked against its compiled `document`. Raises Faults."""
    codes = Codes(files["codes"]["codes"], files["medicines"]["medicines"], document["inputs"])
    shaped = codes.shaped()
    if codes.faults:
        raise Faults(codes.faults)
    return {"guideline": {name: document[name] for name in ("id", "version")}, **shaped}


class Codes:
    """Collects the faults of codes.yaml while it is shaped."""

    def __init__(self, codes: dict[str, Any], medicines: dict[str, Any], inputs: dict[str, Any]) -> None:
        self.codes, self.guideline_medicines, self.inputs = codes, medicines, inputs
        self.faults: list[Fault] = []

    def shaped(self) -> dict[str, Any]:
        """The same codes, with every name that a medicine goes by as whole lower-case words."""
        for code, entry in self.codes["observations"].items():
            self._observation(code, entry)
        for code in self.codes["panels"]:
            if not valid_loinc(code):
                self._fault(code, "its check digit is wrong: it is no LOINC code.")
        self._units()
        self._conditions()
        if set(self.codes["medicines"]) != set(self.guideline_medicines):
            differ = sorted(set(self.codes["medicines"]) ^ set(self.guideline_medicines))
            self._fault("medicines", f"{', '.join(differ)}: known to one of medicines.yaml and codes.yaml only.")
        return self.codes | {
            "medicines": {code: self._medicine(code, entry) for code, entry in self.codes["medicines"].items()},
            "steroids": self._named(self.codes["steroids"]),
            "topical": self._named(self.codes["topical"]),
        }

    def _fault(self, row: str, what: str, mend: str = "correct it in codes.yaml.") -> None:
        self.faults.append(Fault(Place("codes.yaml", row), what, mend))

    def _word(self, row: str, kind: str, name: str | None) -> None:
        if name is not None and name not in self.codes[kind]:
            self._fault(row, f"`{name}` has no words in `{kind}`.", "add them, or correct the name.")

    def _marked(self, row: str, entry: dict[str, Any]) -> None:
        if entry.get("checked") not in CHECKED:
            self._fault(row, "it does not say how far it was checked.", f"`checked`: one of {', '.join(CHECKED)}.")

    def _observation(self, code: str, entry: dict[str, Any]) -> None:
        self._marked(code, entry)
        if not valid_loinc(code):
            self._fault(code, "its check digit is wrong: it is no LOINC code.")
        if ("input" in entry) == ("refuse" in entry):
            self._fault(code, "it must fill an input or be refused, and not both.")
        self._word(code, "reasons", entry.get("refuse"))
        self._word(code, "asks", entry.get("ask"))
        self._word(code, "notes", entry.get("note"))
        if "drug" in entry and entry["drug"] not in self.inputs["cni_drug"]["codes"]:
            self._fault(code, f"`{entry['drug']}` is not a code of `cni_drug`.")
        if "input" not in entry:
            return
        units = self.inputs.get(entry["input"], {}).get("units", {})
        for unit in entry["units"]:
            if unit not in units:
                self._fault(code, f"`{unit}` is not a unit of `{entry['input']}`.")
            elif units[unit].get("basis") != entry.get("basis"):
                self._fault(code, f"`{unit}` is of another basis than the code.")

    def _units(self) -> None:
        known = {unit for spec in self.inputs.values() for unit in spec.get("units", {})}
        for name, spellings in self.codes["units"].items():
            for spelling, entry in spellings.items():
                known.add(spelling)
                if entry["unit"] not in self.inputs.get(name, {}).get("units", {}):
                    self._fault(f"units of {name}", f"`{entry['unit']}` is not a unit of it.")
        for text, unit in self.codes["free_text"].items():
            if unit not in known:
                self._fault("free_text", f"`{text}` leads to `{unit}`, which no input takes.")

    def _conditions(self) -> None:
        seen: set[tuple[str, str]] = set()
        for entry in self.codes["conditions"]:
            row = entry["display"]
            self._marked(row, entry)
            self._word(row, "asks", entry.get("ask"))
            self._word(row, "reasons", entry.get("refuse"))
            for coding in CODINGS:
                for code in entry.get(coding, []):
                    if (coding, code) in seen:
                        self._fault(row, f"{coding} {code} stands twice.")
                    seen.add((coding, code))
            for name in (*entry["fills"], *entry.get("withholds", [])):
                if name not in self.inputs:
                    self._fault(row, f"`{name}` is no input.")
            for name, value in entry["fills"].items():
                if value is not None and value not in self.inputs.get(name, {}).get("codes", {}):
                    self._fault(row, f"`{value}` is not a code of `{name}`.")
                if value is None and "ask" not in entry:
                    self._fault(row, f"`{name}` is left open, and no question is asked.")

    def _medicine(self, code: str, entry: dict[str, Any]) -> dict[str, Any]:
        self._marked(code, entry)
        medicine = self.guideline_medicines.get(code, {"label": code, "brands": []})
        label = [] if "(" in medicine["label"] or " or " in medicine["label"] else [medicine["label"]]
        names = [code.replace("_", " "), *label, *medicine["brands"], *entry.get("names", [])]
        return self._named({**entry, "names": names})

    def _named(self, entry: dict[str, Any]) -> dict[str, Any]:
        return entry | {"names": list(dict.fromkeys(words(name) for name in entry["names"]))}


def words(name: str) -> str:
    """A name as whole lower-case words: how a reader compares it with what a record says."""
    return NOT_A_WORD.sub(" ", name.lower()).strip()


def valid_loinc(code: str) -> bool:
    """Whether the check digit of a LOINC code is right (Luhn, modulus 10)."""
    match = re.fullmatch(r"([0-9]{1,7})-([0-9])", code)
    if match is None:
        return False
    total = 0
    for place, digit in enumerate(reversed(match[1])):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return (10 - total % 10) % 10 == int(match[2])
