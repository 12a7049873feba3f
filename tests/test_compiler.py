"""Each kind of fault an author can make is found, and the message says where, what and how to mend it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compiler.build import compiled, written
from compiler.faults import Faults
from compiler.report import cell, report

GUIDELINE = Path(__file__).resolve().parent.parent / "guideline"

# (kind of fault, file, what stands there, what an author writes instead, where it is told, what is told)
BROKEN = [
    (
        "a source on which nothing rests",
        "sources.yaml",
        "  kdigo_2025: {",
        "  kdigo_2024: {title: A draft, edition: none, where: nowhere, read: Not read}\n  kdigo_2025: {",
        "sources.yaml, kdigo_2024",
        "nothing rests on it",
    ),
    (
        "a statement from memory that claims more",
        "claims.yaml",
        "certainty: secondary, sources: [inaxaplin_2024]",
        "certainty: secondary, sources: [memory]",
        "claims.yaml, Inaxaplin (APOL1)",
        "rests on memory alone",
    ),
    (
        "a medicine's effect that does not say what is the matter",
        "medicines.yaml",
        "with_cni: {title: its own level up, ",
        "with_cni: {",
        "medicines.yaml, digoxin",
        "an effect without a title",
    ),
    (
        "a medicine's effect from memory that claims more",
        "medicines.yaml",
        "potassium_up: {source: memory, certainty: unverified}}}\n  ace_inhibitor",
        "potassium_up: {source: memory, certainty: primary}}}\n  ace_inhibitor",
        "medicines.yaml, trimethoprim",
        "rests on memory alone",
    ),
    (
        "a misspelt input",
        "derived.yaml",
        "patient.age >= limit.adult_from",
        "patient.agee >= limit.adult_from",
        "derived.yaml, adult",
        "undefined field 'agee'",
    ),
    (
        "an integer beside a double",
        "derived.yaml",
        "patient.age >= limit.adult_from",
        "patient.age >= 18",
        "derived.yaml, adult",
        "no matching overload",
    ),
    (
        "a code that does not exist",
        "pathway.yaml",
        'patient.secondary_causes == "not_assessed"',
        'patient.secondary_causes == "not_asessed"',
        "pathway.yaml, row first.6",
        "is not a code of `secondary_causes`",
    ),
    (
        "a code that does not exist, looked for in a list",
        "checklist.yaml",
        'patient.neurological.exists(sign, sign in ["seizure", "visual_loss", "confusion"])',
        'patient.neurological.exists(sign, sign in ["seizures", "visual_loss", "confusion"])',
        "checklist.yaml, neurological",
        "`seizures` is not a code of `sign`",
    ),
    (
        "an option that does not exist, looked for among those offered",
        "alerts.yaml",
        'option in ["mycophenolate_dexamethasone", "cyclophosphamide"]',
        'option in ["mycophenolate", "cyclophosphamide"]',
        "alerts.yaml, teratogenic",
        "`mycophenolate` is not a code of `option`",
    ),
    (
        "a value that does not exist in a sentence",
        "checklist.yaml",
        "{limit.potassium_stop}",
        "{limit.potasium_stop}",
        "checklist.yaml, potassium",
        "`{limit.potasium_stop}` is no value that a sentence can be filled with",
    ),
    (
        "a reason that does not exist in a sentence",
        "pathway.yaml",
        "{why.response}",
        "{why.respons}",
        "pathway.yaml, row never.1",
        "`{why.respons}` is no value that a sentence can be filled with",
    ),
    (
        "a yes or no in a sentence",
        "pathway.yaml",
        "{age}",
        "{adult}",
        "pathway.yaml, row first.3",
        "`{adult}` is no value that a sentence can be filled with",
    ),
    (
        "a unit that a sentence's input does not come in",
        "pathway.yaml",
        "{steroid_weeks.wk}",
        "{steroid_weeks.weeks}",
        "pathway.yaml, row never.5",
        "`{steroid_weeks.weeks}` is no value that a sentence can be filled with",
    ),
    (
        "a unit that does not exist",
        "derived.yaml",
        'unit.proteinuria in ["g/(24.h)", "mg/(24.h)"]',
        'unit.proteinuria in ["g/d", "mg/(24.h)"]',
        "derived.yaml, is_amount",
        "`g/d` is not a code of `proteinuria`",
    ),
    (
        "a condition that is no condition",
        "pathway.yaml",
        "when: patient.infant",
        "when: patient.age",
        "pathway.yaml, row first.3",
        "gives double where bool is needed",
    ),
    (
        "an expression that does not parse",
        "pathway.yaml",
        "when: patient.infant",
        "when: patient.infant &&",
        "pathway.yaml, row first.3",
        "Syntax error",
    ),
    (
        "null",
        "pathway.yaml",
        "when: patient.infant",
        "when: patient.infant == null",
        "pathway.yaml, row first.3",
        "null",
    ),
    (
        "a remainder",
        "pathway.yaml",
        "when: patient.infant",
        "when: patient.age % 2.0 == 1.0",
        "pathway.yaml, row first.3",
        "no matching overload",
    ),
    (
        "a string function",
        "pathway.yaml",
        'when: patient.kidney == "dialysis"',
        'when: patient.kidney.startsWith("dia")',
        "pathway.yaml, row first.4",
        "startsWith is not used",
    ),
    (
        "a macro outside the subset",
        "pathway.yaml",
        "patient.cni_barriers.exists(barrier, true)",
        "patient.cni_barriers.exists_one(barrier, true)",
        "pathway.yaml, row gate.2",
        "macros",
    ),
    (
        "a read without a guard",
        "pathway.yaml",
        "        needs: [histology]\n        when",
        "        when",
        "pathway.yaml, row first.5",
        "`histology` is read although it may be absent",
    ),
    (
        "a division by what may be 0",
        "derived.yaml",
        "reported.proteinuria / reported.proteinuria_nadir",
        "reported.proteinuria_nadir / reported.proteinuria",
        "derived.yaml, nadir_ratio",
        "division by something that may be 0",
    ),
    (
        "a limit of another value",
        "derived.yaml",
        "patient.albumin > limit.remission_albumin_adult",
        "patient.albumin > limit.potassium_act",
        "derived.yaml, complete_remission",
        "limit.potassium_act measures `potassium`",
    ),
    (
        "a printed limit beside a converted value",
        "derived.yaml",
        "reported.proteinuria <= limit.complete_child",
        "patient.proteinuria <= limit.complete_child",
        "derived.yaml, complete_remission",
        "is printed by unit",
    ),
    (
        "an unrounded number",
        "derived.yaml",
        "    formula: patient.proteinuria / patient.bsa\n    decimals: 6\n",
        "    formula: patient.proteinuria / patient.bsa\n",
        "derived.yaml, proteinuria_by_area",
        "is not rounded",
    ),
    (
        "an outcome that does not exist",
        "pathway.yaml",
        "then: confirm_diagnosis",
        "then: confirm_the_diagnosis",
        "pathway.yaml, row first.5",
        "`confirm_the_diagnosis` does not exist",
    ),
    (
        "an outcome that no row reaches",
        "pathway.yaml",
        "then: confirm_diagnosis",
        "then: kidney_failure_refer",
        "outcomes.yaml, confirm_diagnosis",
        "no row leads to it",
    ),
    (
        "a shadowed row",
        "pathway.yaml",
        "when: patient.infant\n",
        "when: patient.age >= limit.child_from || patient.infant\n",
        "pathway.yaml, row first.4",
        "no patient was found who reaches it",
    ),
    (
        "a gap between bands",
        "checklist.yaml",
        "patient.potassium <= limit.potassium_watch,",
        "patient.potassium < limit.potassium_watch,",
        "checklist.yaml, potassium",
        "no grade holds at potassium 5.0 mmol/L",
    ),
    (
        "an overlap of bands",
        "checklist.yaml",
        "patient.potassium >= limit.potassium_act && patient.potassium < limit.potassium_stop",
        "patient.potassium >= limit.potassium_act",
        "checklist.yaml, potassium",
        "both hold at potassium",
    ),
    (
        "a number without a source",
        "limits.yaml",
        "value: 16, source: kdigo_2021,",
        "value: 16,",
        "limits.yaml, steroid_weeks_adult",
        "a value without source",
    ),
    (
        "a number from memory",
        "limits.yaml",
        'value: 30, source: tool, locator: pathway tables, certainty: own_choice, why: "KDIGO',
        'value: 30, source: memory, locator: none, certainty: unverified, why: "KDIGO',
        "limits.yaml, egfr_low",
        "a number from memory is computed with",
    ),
    (
        "two values in force",
        "limits.yaml",
        "values: [{from: 2026-11-22, value: 16,",
        "values: [{from: 2020-01-01, value: 8, source: tool, locator: none, certainty: own_choice}, {from: 2026-11-22, value: 16,",
        "limits.yaml, steroid_weeks_adult",
        "2 values are in force",
    ),
    (
        "a statement without a source",
        "alerts.yaml",
        "sources: [kdigo_2021_takeaways, ajkd_2020]\n    certainty: primary\n  - id: early",
        "sources: []\n    certainty: primary\n  - id: early",
        "alerts.yaml, segmental_effacement",
        "names no source",
    ),
    (
        "a public id that went",
        "inputs.yaml",
        "minor: Minor,",
        "small: Minor,",
        "inputs.yaml, infection",
        "the codes minor are gone",
    ),
    (
        "units in another order, of which the first is canonical",
        "contract.yaml",
        "creatinine: &creatinine [umol/L, mg/dL]",
        "creatinine: &creatinine [mg/dL, umol/L]",
        "inputs.yaml, creatinine",
        "its units are",
    ),
    (
        "a comma that cuts a sentence",
        "checklist.yaml",
        'does: "Treat, and check the antibiotic against the CNI. The CNI dose stays."',
        "does: Treat, and check the antibiotic against the CNI. The CNI dose stays.",
        "checklist.yaml, file",
        "a sentence with a comma stands in quotes",
    ),
    (
        "a key written twice",
        "guideline.yaml",
        "signed_off: false",
        "signed_off: false\nsigned_off: true",
        "guideline.yaml, file",
        "stands twice",
    ),
]


def broken(folder: Path, file: str, stands: str, instead: str) -> Path:
    """A copy of the guideline with one change."""
    target = folder / "guideline"
    shutil.copytree(GUIDELINE, target)
    text = (target / file).read_text(encoding="utf-8")
    assert stands in text, f"{file} no longer says: {stands}"
    (target / file).write_text(text.replace(stands, instead, 1), encoding="utf-8")
    return target


@pytest.mark.parametrize(
    ("kind", "file", "stands", "instead", "place", "what"), BROKEN, ids=[entry[0] for entry in BROKEN]
)
def test_a_fault_is_told_with_its_place_and_its_mending(
    tmp_path: Path, kind: str, file: str, stands: str, instead: str, place: str, what: str
) -> None:
    """An author sees the file, the row, what is wrong and how to mend it."""
    with pytest.raises(Faults) as caught:
        compiled(broken(tmp_path, file, stands, instead))
    told = [str(fault) for fault in caught.value.faults]
    assert any(line.startswith(f"{place}: ") and what in line and "Mend: " in line for line in told), (kind, told)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    """A missing file is one fault, not a stack trace."""
    target = tmp_path / "guideline"
    shutil.copytree(GUIDELINE, target)
    (target / "alerts.yaml").unlink()
    with pytest.raises(Faults, match=r"alerts\.yaml, file: it is not there"):
        compiled(target)


def test_the_stored_guideline_is_what_the_files_say() -> None:
    """guideline.json is compiled anew and compared, so the phone and the server run what reviewers read."""
    assert (GUIDELINE / "guideline.json").read_text(encoding="utf-8") == written(compiled(GUIDELINE))


def test_the_report_names_every_number_and_what_is_unsigned() -> None:
    """A reviewer finds each limit with its source, and the list of what needs a signature."""
    document = compiled(GUIDELINE)
    text = report(GUIDELINE, document)
    numbers = text.split("## Every number")[1].split("\n## ")[0].splitlines()
    for limit in document["limits"].values():
        rows = [row for row in numbers if row.startswith(f"| {cell(limit['label'])} | ")]
        assert len(rows) >= len(limit["values"]), limit["label"]
        assert all(any(cell(value["locator"]) in row for row in rows) for value in limit["values"])
    assert "Not signed off" in text
    assert "What still needs a nephrologist's signature" in text
