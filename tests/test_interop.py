"""How a record is read beyond single examples: whose it is, what a clinician states, and HL7's own examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.guideline import load
from interop import codes, words
from interop.reading import Reading, SeveralPatients, read

ROOT = Path(__file__).resolve().parent.parent
GUIDELINE = load(ROOT / "guideline" / "guideline.json")
CODES = codes.load(ROOT / "guideline" / "codes.json")
VECTORS = json.loads((ROOT / "tests" / "vectors" / "fhir-mapping.json").read_text("utf-8"))
EXAMPLES = json.loads((ROOT / "tests" / "data" / "r4-examples.json").read_text("utf-8"))["examples"]
TODAY = "2026-03-10"

# The coding table of the specification, written down a second time: what each LOINC code fills, or why nothing.
FROZEN = {
    "creatinine": "2160-0 14682-9 38483-4",
    "proteinuria": "2890-2 34366-5 13801-6 40486-3 2889-4",
    "albumin": "1751-7 2862-1 61151-7",
    "potassium": "2823-3 6298-4",
    "magnesium": "19123-9 2601-3",
    "glucose": "1558-6 14771-0",
    "hba1c": "4548-4 59261-8",
    "ldl": "13457-7 18262-6 2089-1 22748-8 39469-2",
    "systolic": "8480-6",
    "diastolic": "8462-4",
    "weight": "29463-7 3141-9",
    "height": "8302-2",
    "cni_trough": "11253-2 74097-7 3520-4 14978-1 78920-6",
    "!albumin_ratio": "9318-7 32294-1",
    "!protein_concentration": "21482-5",
    "!glucose_not_fasting": "2345-7 14749-6 2339-0",
    "!egfr": "98979-8 98980-6 62238-1 33914-3 48642-3 77147-7",
    "!body_mass": "39156-5",
}
FROZEN_RXNORM = {
    "ciclosporin": "3008",
    "tacrolimus": "42316",
    "mycophenolate": "7145 68149",
    "ketoconazole": "6135",
    "itraconazole": "28031",
    "voriconazole": "121243",
    "clarithromycin": "21212",
    "ritonavir": "85762 2599542",
    "cobicistat": "1306284",
    "fluconazole": "4450",
    "erythromycin": "4053",
    "diltiazem": "3443",
    "verapamil": "11170",
    "amiodarone": "703",
    "grapefruit": "1431224",
    "rifampicin": "9384",
    "rifabutin": "55672",
    "carbamazepine": "2002",
    "phenobarbital": "8134",
    "phenytoin": "8183",
    "st_johns_wort": "258326",
}
FROZEN_SNOMED = {
    "biopsy": "236403004 44785005",
    "syndrome": "52254009 449820008",
    "gene": "445388002 444977005 236384008",
    "cause": "713887002 722139003 722147003",
    "nephropathy": "704203009 704205002",
}
STRONG = {"ketoconazole", "itraconazole", "voriconazole", "clarithromycin", "ritonavir", "cobicistat"}


def reading(*resources: dict[str, Any], today: str = TODAY, subject: str | None = None) -> Reading:
    return read(GUIDELINE, CODES, [("", resource) for resource in resources], today, subject)


def vector(sentence: str) -> list[dict[str, Any]]:
    return next(each["resources"] for each in VECTORS if each["sentence"] == sentence)


def standing(found: Reading) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(each.standing, each.input, each.why) for each in found.findings]


def test_the_laboratory_codes_are_those_of_the_table() -> None:
    found: dict[str, set[str]] = {}
    for code, entry in CODES.document["observations"].items():
        found.setdefault(entry.get("input") or f"!{entry['refuse']}", set()).add(code)
    assert found == {name: set(written.split()) for name, written in FROZEN.items()}


def test_the_medicines_codes_are_those_of_the_table() -> None:
    medicines = CODES.document["medicines"]
    found = {name: " ".join(entry["rxnorm"]) for name, entry in medicines.items() if "rxnorm" in entry}
    assert found == FROZEN_RXNORM
    assert {name for name, entry in medicines.items() if "strong" in entry} == STRONG
    assert medicines["ciclosporin"]["atc"] == ["L04AD01"]
    assert medicines["tacrolimus"]["atc"] == ["L04AD02"]


def test_the_diagnoses_codes_are_those_of_the_table() -> None:
    found: dict[str, set[str]] = {}
    for entry in CODES.document["conditions"]:
        for code in entry.get("snomed", ()):
            found.setdefault(entry["ask"], set()).add(code)
    assert found == {name: set(written.split()) for name, written in FROZEN_SNOMED.items()}


def test_every_reason_and_question_has_words_and_each_is_met_by_an_example() -> None:
    met = {name for each in VECTORS for finding in each["findings"] for name in finding["why"]}
    assert met <= set(CODES.words)
    stated = {"stated", "unknown_question"}  # only a questionnaire says these, and only a server reads one
    unmet = set(CODES.words) - met - stated
    assert unmet == {"syndrome", "pres", "nephropathy", "body_mass"}  # one more code each of a kind that is met


def test_no_word_is_left_with_a_placeholder() -> None:
    for each in VECTORS:
        for finding in reading(*each["resources"], today=each["today"]).findings:
            told = words.told(GUIDELINE, CODES, finding)
            assert "{" not in told.replace("{1.73_m2}", "").replace("mg/{24.h}", "").replace("{ratio}", ""), told


PATIENT = {"resourceType": "Patient", "id": "a", "birthDate": "1992-03-11"}


@pytest.mark.parametrize(
    "others",
    [
        [{"resourceType": "Patient", "id": "b"}],
        [{"resourceType": "Observation", "id": "o", "subject": {"reference": "Patient/b"}}],
        [{"resourceType": "MedicationRequest", "id": "o", "subject": {"reference": "https://ehr.example/Patient/b"}}],
        [{"resourceType": "Immunization", "id": "o", "patient": {"reference": "Patient/b"}}],
    ],
)
def test_records_of_two_patients_are_refused_as_a_whole(others: list[dict[str, Any]]) -> None:
    with pytest.raises(SeveralPatients):
        reading(PATIENT, *others)


def test_records_of_another_patient_than_the_one_asked_about_are_refused() -> None:
    assert reading(PATIENT, subject="Patient/a").inputs["age"] == {"value": 33, "unit": "a"}
    with pytest.raises(SeveralPatients):
        reading(PATIENT, subject="Patient/b")


def test_one_patient_may_be_named_in_several_ways() -> None:
    records = [
        ("urn:uuid:0f1b4c8e-0000-4000-8000-000000000001", PATIENT),
        ("", {"resourceType": "Condition", "subject": {"reference": "urn:uuid:0f1b4c8e-0000-4000-8000-000000000001"}}),
        ("", {"resourceType": "Condition", "subject": {"reference": "https://ehr.example/fhir/Patient/a/_history/2"}}),
    ]
    assert read(GUIDELINE, CODES, records, TODAY).inputs["age"] == {"value": 33, "unit": "a"}


def answered(*items: tuple[str, Any], status: str = "completed", **more: Any) -> dict[str, Any]:
    def answer(value: Any) -> dict[str, Any]:
        return {"valueQuantity": value} if isinstance(value, dict) else {"valueCoding": {"code": value}}

    listed = [
        {"linkId": name, "answer": [answer(each) for each in (value if isinstance(value, list) else [value])]}
        for name, value in items
    ]
    return {"resourceType": "QuestionnaireResponse", "id": "q", "status": status, "item": listed, **more}


def quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "system": "http://unitsofmeasure.org", "code": unit}


def test_what_a_clinician_states_is_taken() -> None:
    said = answered(("age", quantity(34, "a")), ("histology", "fsgs"), ("cni_barriers", "none"), ("tried", ["acth"]))
    assert reading(said).inputs == {
        "age": {"value": 34, "unit": "a"},
        "histology": "fsgs",
        "cni_barriers": [],
        "tried": ["acth"],
    }


def test_what_a_clinician_states_beats_what_the_record_says() -> None:
    observed = vector("Creatinine in mg/dL under its mass code")
    found = reading(*observed, answered(("creatinine", quantity(97, "umol/L"))))
    assert found.inputs == {"creatinine": {"value": 97, "unit": "umol/L"}}
    assert standing(found) == [("left_out", "creatinine", ("stated",)), ("taken", "creatinine", ("stated",))]


def test_a_stated_drug_beside_an_order_of_the_other_is_two_cnis() -> None:
    found = reading(*vector("Tacrolimus by its ATC code"), answered(("cni_drug", "ciclosporin")))
    assert found.inputs == {"cni_drug": "ciclosporin", "cni_status": "taking", "medicines": ["tacrolimus"]}


def test_a_stated_list_of_medicines_does_not_hide_an_order() -> None:
    found = reading(answered(("medicines", "none")), *vector("The same medicine twice is one"))
    assert found.inputs["medicines"] == ["clarithromycin"]


def test_a_graft_does_not_question_what_a_clinician_states() -> None:
    records = vector("With a liver graft a CNI order is only asked about")
    found = reading(*records, answered(("cni_drug", "tacrolimus"), ("cni_status", "taking")))
    assert found.inputs == {"cni_drug": "tacrolimus", "cni_status": "taking"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (answered(("proteinuria_now", quantity(5, "g/g"))), "unknown_question"),
        (answered(("histology", "FSGS")), "unknown_question"),
        (answered(("histology", ["fsgs", "other"])), "unknown_question"),
        (answered(("histology", quantity(5, "g/g"))), "unknown_question"),
        (answered(("proteinuria", quantity(5, "mg/dL"))), "unit_unknown"),
        (answered(("proteinuria", quantity(5, "1"))), "no_unit"),
        (answered(("proteinuria", quantity(5, "g/g") | {"comparator": "<"})), "comparator"),
        (answered(("proteinuria", "fsgs")), "no_value"),
        (answered(("creatinine", quantity(1.1, "umol/L"))), "unknown_question"),
        (answered(("tried", ["acth", "acth"])), "unknown_question"),
        (answered(("age", quantity(34, "a")), status="in-progress"), "status"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_left_out_with_its_reason(said: dict[str, Any], why: str) -> None:
    found = reading(said)
    assert found.inputs == {}
    assert [each.why for each in found.findings] == [(why,)]


def test_answers_stand_in_groups_too_and_the_newest_response_counts() -> None:
    nested = answered(("age", quantity(34, "a")))
    nested["item"] = [{"linkId": "group", "item": nested["item"]}]
    older = answered(("age", quantity(5, "a")), authored="2026-03-01T10:00:00Z")
    newer = nested | {"id": "n", "authored": "2026-03-02T10:00:00Z"}
    for records in ([older, newer], [newer, older]):
        found = reading(*records)
        assert found.inputs == {"age": {"value": 34, "unit": "a"}}
        assert ("left_out", None, ("older",)) in standing(found)


def test_what_is_asked_below_an_answer_is_read_too() -> None:
    said = answered(("histology", "fsgs"))
    said["item"][0]["answer"][0]["item"] = answered(("age", quantity(34, "a")))["item"]
    assert reading(said).inputs == {"histology": "fsgs", "age": {"value": 34, "unit": "a"}}


def example(name: str) -> list[dict[str, Any]]:
    return EXAMPLES[name]


def test_hl7s_panels_of_several_patients_are_refused_as_a_whole() -> None:
    """The example's nested Bundles hold panels of ten patients: a careless reader mixes them."""
    with pytest.raises(SeveralPatients):
        reading(*example("Bundle-72ac8493-52ac-41bd-8d5d-7258c289b5ea"))


def test_hl7s_panel_of_one_patient_needs_a_date_to_be_read() -> None:
    panel = [
        each
        for each in example("Bundle-72ac8493-52ac-41bd-8d5d-7258c289b5ea")
        if each["subject"]["reference"] == "Patient/1"
    ]
    undated = {(each.input, each.why) for each in reading(*panel).findings}
    assert undated == {
        ("potassium", ("no_date",)),
        (None, ("glucose_not_fasting",)),
        ("creatinine", ("no_date",)),
        ("albumin", ("no_date",)),
    }
    dated = reading(*[each | {"effectiveDateTime": "2026-03-09"} for each in panel])
    assert dated.inputs == {
        "potassium": {"value": 4.2, "unit": "mmol/L"},
        "creatinine": {"value": 90, "unit": "umol/L"},
        "albumin": {"value": 42, "unit": "g/L"},
    }


def test_hl7s_lipids_carry_a_molar_unit_under_a_mass_code() -> None:
    lipids = [each | {"effectiveDateTime": "2026-03-09"} for each in example("Bundle-lipids")]
    found = next(each for each in reading(*lipids).findings if each.input == "ldl")
    assert (found.value, found.why) == ({"value": 4.6, "unit": "mmol/L"}, ("unit_differs",))


@pytest.mark.parametrize(
    ("name", "today", "inputs", "proposed"),
    [
        ("Observation-example", "2016-04-01", {}, {"weight": {"value": 185, "unit": "[lb_av]"}}),
        ("Observation-body-height", "2016-04-01", {"height": {"value": 66.89999999999999, "unit": "[in_i]"}}, {}),
        ("Observation-body-length", "2016-04-01", {}, {}),  # a newborn's 25 cm: outside what is accepted
        (
            "Observation-blood-pressure",
            "2012-09-20",
            {"systolic": {"value": 107, "unit": "mm[Hg]"}, "diastolic": {"value": 60, "unit": "mm[Hg]"}},
            {},
        ),
        ("Observation-blood-pressure-cancel", "2012-09-20", {}, {}),
        ("Observation-blood-pressure-dar", "2012-09-20", {"systolic": {"value": 107, "unit": "mm[Hg]"}}, {}),
        ("MedicationRequest-medrx0318", "2016-04-01", {"medicines": ["vancomycin"]}, {}),
        ("MedicationRequest-medrx0312", "2016-04-01", {"medicines": ["phenytoin"]}, {}),
        ("Patient-example", "2012-12-24", {"age": {"value": 37, "unit": "a"}, "sex": "male"}, {}),
        ("Patient-example", "2012-12-25", {"age": {"value": 38, "unit": "a"}, "sex": "male"}, {}),
        ("Condition-example", "2016-04-01", {}, {}),
    ],
)
def test_hl7s_examples_are_read(name: str, today: str, inputs: dict[str, Any], proposed: dict[str, Any]) -> None:
    found = reading(*example(name), today=today)
    assert found.inputs == inputs
    assert found.proposed == proposed


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"resourceType": 5},
        {"resourceType": "Observation"},
        {"resourceType": "Observation", "status": "final", "code": "2160-0"},
        {"resourceType": "Observation", "status": "final", "code": {"coding": {"code": "2160-0"}}},
        {"resourceType": "Observation", "status": ["final"], "code": {"coding": [None, 5, "x"]}},
        {"resourceType": "Observation", "status": "final", "component": [[], "x", {"code": []}]},
        {"resourceType": "MedicationRequest", "status": "active", "intent": "order", "medicationReference": "x"},
        {"resourceType": "MedicationRequest", "status": "active", "intent": ["order"], "medicationCodeableConcept": []},
        {"resourceType": "Condition", "code": {"coding": [{"system": [], "code": {}}]}, "clinicalStatus": "active"},
        {"resourceType": "Patient", "birthDate": 1992, "gender": None},
        {"resourceType": "Patient", "birthDate": "1992-13-01"},
        {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [{"linkId": 5, "answer": [{}]}]},
        {"resourceType": "QuestionnaireResponse", "status": "completed", "item": {"linkId": "age"}},
    ],
)
def test_a_malformed_resource_is_left_out_and_nothing_breaks(odd: dict[str, Any]) -> None:
    found = reading(odd)
    assert found.inputs == found.proposed == {}
    assert all(each.standing == "left_out" for each in found.findings)


def test_what_a_record_says_of_itself_is_never_echoed_as_it_came() -> None:
    unit = "<script>alert(1)</script>`[x](javascript:1)" + "z" * 100
    observed = vector("Creatinine in mg/dL under its mass code")[0]
    odd = observed | {"valueQuantity": {"value": 1, "unit": unit}}
    [finding] = reading(odd).findings
    told = words.told(GUIDELINE, CODES, finding)
    assert not set(told) & set("<>`[]")
    assert len(told) < 140
