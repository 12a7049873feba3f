"""Cards: what they say, when there are none, and that every one a branch can emit is a card."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from typing import Any

import pytest
from flask.testing import FlaskClient
from healthchain.models.responses.cdsresponse import CDSResponse

from engine import pathway
from engine.quantities import absent
from interop import cards as made
from interop.orders import Ordered
from interop.reading import Reading
from tests.cds import strict
from tests.cds.asking import (
    CICLOSPORIN,
    CLARITHROMYCIN,
    FSGS,
    LIVER,
    ORDER,
    SERVICES,
    TACROLIMUS,
    VIEW,
    bundle,
    cards,
    order,
    potassium,
    record,
    view,
)
from tests.expected import vectors

GUIDELINE = SERVICES.guideline
DRUGS = tuple(GUIDELINE.inputs["cni_drug"]["codes"])
MEDICINES = tuple(GUIDELINE.inputs["medicines"]["codes"])
TRANSPLANT = record("A kidney transplant holds this tool back")
STRICT = strict.validator(strict.RESPONSE)


def independent(told: dict[str, Any]) -> None:
    """An independent model of CDS Hooks accepts it; it wants one optional member of a link to be there."""
    links = [{"autoLaunchable": None, **link} for card in told["cards"] for link in card.get("links", [])]
    for card in told["cards"]:
        count = len(card.get("links", []))
        shown, links = links[:count], links[count:]
        CDSResponse.model_validate({"cards": [card | ({"links": shown} if shown else {})]})


def accepted(told: list[dict[str, Any]]) -> None:
    STRICT.validate({"cards": told})
    independent({"cards": told})


def marked(inputs: dict[str, Any], *marks: str) -> Reading:
    return Reading(inputs, {}, [], frozenset(marks or ("fsgs",)))


# The inputs of every case, without those that say "not known": a reading never holds one.
CASES = [
    {name: value for name, value in vector["request"]["inputs"].items() if not absent(value)}
    for _, vector in vectors()
    if "inputs" in vector.get("request", {}) and "status" not in vector["expect"] and vector["route"] != "/v1/course"
]


def test_every_outcome_becomes_a_card_that_both_models_accept() -> None:
    """Every case of the shared vectors, as a patient whose record names FSGS and as one for whom a CNI is ordered."""
    outcomes, indicators = set(), set()
    for number, inputs in enumerate(CASES):
        reading = marked(inputs)
        told = made.for_patient(SERVICES, reading, partial=number % 2 == 0)
        drug = (DRUGS[number % 2],)
        told += made.for_order(SERVICES, reading, Ordered(drug, (), drug, ()))
        accepted(told)
        outcomes.add(pathway.answer(GUIDELINE, inputs, changes=False)["outcome"]["id"])
        indicators |= {card["indicator"] for card in told}
    assert outcomes == set(GUIDELINE.document["outcomes"])
    assert indicators == {"info", "warning", "critical"}


def test_every_pair_becomes_a_card_that_both_models_accept() -> None:
    """Every medicine with every CNI, ordered together and ordered upon each other."""
    for drug, medicine in product(DRUGS, MEDICINES):
        taken = {"cni_drug": drug, "cni_status": "taking"}
        for reading, ordered in (
            (marked({}), Ordered((drug,), (medicine,), (drug,), (medicine,))),
            (marked(taken), Ordered((), (medicine,), (), (medicine,))),
            (marked({"medicines": [medicine]}), Ordered((drug,), (), (drug,), ())),
        ):
            told = made.for_order(SERVICES, reading, ordered)
            accepted(told)
            effects = GUIDELINE.document["medicines"][medicine]
            meets = [
                each
                for kind in ("effects", "cautions")
                for each in effects.get(kind, [])
                if each.get("drug", drug) == drug
            ]
            pairs = [card for card in told if f" with {drug}: " in card["summary"]]
            assert len(pairs) == len(meets), (drug, medicine)


def test_every_summary_of_something_missing_fits_whatever_is_missing() -> None:
    """The longest labels together, in every number: a list is cut after a label, never within."""
    labels = sorted((spec["label"] for spec in GUIDELINE.inputs.values()), key=len, reverse=True)
    for count in range(1, len(labels) + 1):
        summary = made._listed(SERVICES, "needs", labels[:count])
        assert len(summary) <= 139
        told, _, more = summary.removeprefix("FSGS pathway, more is needed: ").partition(" and ")
        named = next(place for place in range(1, count + 1) if ", ".join(labels[:place]) == told)
        assert more == (f"{count - named} more" if named < count else "")


def test_every_title_and_effect_fits_uncut() -> None:
    for outcome in GUIDELINE.document["outcomes"].values():
        assert len(SERVICES.words["next"].replace("{title}", outcome["title"])) <= 139
    for medicine in GUIDELINE.document["medicines"].values():
        for effect in (*medicine.get("effects", []), *medicine.get("cautions", [])):
            assert len(f"{medicine['label']} with ciclosporin: {effect['says']}") <= 139


def test_a_summary_that_must_be_cut_is_cut_after_a_word() -> None:
    long = " ".join(["word"] * 60)
    assert made.shortened(long) == " ".join(["word"] * 27) + "…"
    assert len(made.shortened(long)) <= 139
    assert made.shortened("x" * 139) == "x" * 139


def test_an_addressed_card_is_accepted_by_both_models(ehr: FlaskClient) -> None:
    told = cards(ehr, VIEW, view(conditions=bundle(FSGS), labs=bundle(potassium(4.4))))
    accepted(told)
    [card] = told
    assert [link["url"] for link in card["links"]] == ["https://fsgs.example/launch.html", "https://fsgs.example/"]
    assert json.loads(card["links"][0]["appContext"]) == {"v": 1, "view": "pathway"}
    assert card["source"]["url"] == "https://fsgs.example/"


def test_a_card_of_a_guideline_past_its_review_says_so() -> None:
    from api import create_app

    late = create_app({"TESTING": True, "TODAY": lambda: date(2030, 1, 1)}).test_client()
    [card] = cards(late, VIEW, view(conditions=bundle(FSGS)))
    due = GUIDELINE.document["review_by"]
    assert card["detail"].endswith(GUIDELINE.document["interface"]["overdue"].replace("{review_by}", due))
    accepted([card])


def test_two_cards_have_two_ids(ehr: FlaskClient) -> None:
    asked = view(conditions=bundle(FSGS))
    assert cards(ehr, VIEW, asked)[0]["uuid"] != cards(ehr, VIEW, asked)[0]["uuid"]


def test_a_diagnosis_is_asked_about_and_the_biopsy_is_missing(ehr: FlaskClient) -> None:
    [card] = cards(ehr, VIEW, view(conditions=bundle(FSGS)))
    assert card["summary"] == "FSGS pathway, more is needed: CNI so far"
    assert card["indicator"] == "info"
    assert "What did the biopsy show?" in card["detail"]
    assert "**Read from the record**" in card["detail"]


def test_potassium_at_stop_on_tacrolimus_is_critical_and_says_for_whom(ehr: FlaskClient) -> None:
    asked = view(conditions=bundle(FSGS), labs=bundle(potassium(6.3)), meds=bundle(TACROLIMUS))
    [card] = cards(ehr, VIEW, asked)
    assert card["summary"] == "FSGS pathway: Hold the CNI now, call"
    assert card["indicator"] == "critical"
    assert "Potassium 6.3 mmol/L is 6 mmol/L or more." in card["detail"]
    assert "nothing here changes a graft's medicines" in card["detail"]


def test_the_same_in_a_kidney_transplant_never_says_to_hold(ehr: FlaskClient) -> None:
    records = {"conditions": bundle(FSGS, TRANSPLANT), "labs": bundle(potassium(6.3)), "meds": bundle(TACROLIMUS)}
    told = [*cards(ehr, VIEW, view(**records)), *cards(ehr, ORDER, order(TACROLIMUS, **records))]
    assert told[0]["summary"] == "FSGS pathway: Another pathway: transplant centre"
    assert told[0]["indicator"] == "info"
    assert not [card for card in told if "Hold" in card["summary"] + card["detail"]]


def test_the_same_with_another_organs_graft_never_says_to_hold_or_doses(ehr: FlaskClient) -> None:
    records = {"conditions": bundle(FSGS, LIVER), "labs": bundle(potassium(6.3)), "meds": bundle(TACROLIMUS)}
    [card] = cards(ehr, VIEW, view(**records))
    assert "Hold" not in card["summary"]
    assert "Is it for FSGS?" in card["detail"]
    assert cards(ehr, ORDER, order(TACROLIMUS, **records)) == []


def test_an_interaction_is_told_whatever_the_cni_is_for(ehr: FlaskClient) -> None:
    for records in ({}, {"conditions": bundle(LIVER)}, {"conditions": bundle(TRANSPLANT)}):
        told = cards(ehr, ORDER, order(CLARITHROMYCIN, meds=bundle(TACROLIMUS), **records))
        assert [card["summary"] for card in told] == ["Clarithromycin with tacrolimus: raises the CNI level: avoid"]


def test_without_fsgs_in_the_record_no_dose_and_no_pathway_is_shown(ehr: FlaskClient) -> None:
    assert cards(ehr, ORDER, order(TACROLIMUS, labs=bundle(potassium(6.3)))) == []


def test_a_strong_inhibitor_in_the_same_order_is_critical_and_upon_a_cni_a_warning(ehr: FlaskClient) -> None:
    [together] = cards(ehr, ORDER, order(TACROLIMUS, CLARITHROMYCIN))
    assert together["summary"] == "Clarithromycin with tacrolimus: raises the CNI level: avoid"
    assert together["indicator"] == "critical"
    [upon] = cards(ehr, ORDER, order(CLARITHROMYCIN, meds=bundle(TACROLIMUS)))
    assert (upon["summary"], upon["indicator"]) == (together["summary"], "warning")
    [before] = cards(ehr, ORDER, order(TACROLIMUS, meds=bundle(CLARITHROMYCIN)))
    assert (before["summary"], before["indicator"]) == (together["summary"], "warning")


def test_only_what_was_selected_is_told_of(ehr: FlaskClient) -> None:
    drafts = (CLARITHROMYCIN, record("No interaction known"))
    told = order(*drafts, chosen=["MedicationRequest/draft-0"], meds=bundle(TACROLIMUS))
    assert len(cards(ehr, ORDER, told)) == 1
    other = order(*drafts, chosen=["MedicationRequest/draft-1"], meds=bundle(TACROLIMUS))
    assert cards(ehr, ORDER, other) == []


def test_a_hold_stands_before_whatever_else_an_order_earns(ehr: FlaskClient) -> None:
    records = {"conditions": bundle(FSGS), "labs": bundle(potassium(6.3)), "meds": bundle(TACROLIMUS)}
    told = [card["summary"] for card in cards(ehr, ORDER, order(TACROLIMUS, CLARITHROMYCIN, **records))]
    assert told[0] == "FSGS pathway: Hold the CNI now, call"
    assert "Clarithromycin with tacrolimus: raises the CNI level: avoid" in told[1:]


@pytest.mark.parametrize(("status", "meets"), [("taking", True), ("tapering", True), ("stopped", False)])
def test_a_medicine_meets_a_cni_whose_name_is_not_known_until_it_is_stopped(status: str, meets: bool) -> None:
    ordered = Ordered((), ("clarithromycin",), (), ("clarithromycin",))
    assert (ordered.checked({"cni_status": status}) is not None) is meets


def test_what_tells_a_reader_nothing_is_not_on_the_card(ehr: FlaskClient) -> None:
    """A result of another test, and a resource of another kind: passed over, not listed as left empty."""
    other = potassium(4.4)
    other["code"] = {"coding": [{"system": "http://loinc.org", "code": "718-7"}]}
    [card] = cards(ehr, VIEW, view(conditions=bundle(FSGS), labs=bundle(other, {"resourceType": "Immunization"})))
    assert "Left empty" not in card["detail"]


def test_a_second_cni_is_told(ehr: FlaskClient) -> None:
    told = [
        *cards(ehr, ORDER, order(CICLOSPORIN, meds=bundle(TACROLIMUS))),
        *cards(ehr, ORDER, order(CICLOSPORIN, TACROLIMUS)),
    ]
    assert [card["indicator"] for card in told] == ["warning", "warning"]
    assert all(card["summary"].startswith("Two CNIs together: ") for card in told)


def test_an_ordered_cni_for_fsgs_comes_with_its_dose_or_why_it_is_withheld(ehr: FlaskClient) -> None:
    [card] = cards(ehr, ORDER, order(TACROLIMUS, conditions=bundle(FSGS)))
    assert card["summary"] == "Tacrolimus, immediate-release only: withheld"
    assert "- CNI so far" in card["detail"]


def test_a_dose_is_given_where_the_pathway_gives_one() -> None:
    """From the engine's inputs, since no record tells them all: 0.05 and 0.1 mg/kg a day at 70 kg."""
    from schemas.examples import RESISTANT_ADULT

    inputs = RESISTANT_ADULT | {"cni_formulation": "tacrolimus_immediate"}
    [card] = made.for_order(SERVICES, marked(inputs), Ordered(("tacrolimus",), (), ("tacrolimus",), ()))
    assert card["summary"] == "Tacrolimus, immediate-release only: 3.5 to 7 mg a day"
    assert "4 mg: 1 mg × 2 + 1 mg × 2" in card["detail"].replace(" x ", " × ")


def test_a_child_gets_the_childs_dose() -> None:
    """0.1 mg/kg a day at 20 kg, in two doses."""
    from schemas.examples import RESISTANT_ADULT

    child = RESISTANT_ADULT | {
        "age": {"value": 7, "unit": "a"},
        "weight": {"value": 20, "unit": "kg"},
        "height": {"value": 120, "unit": "cm"},
        "cni_formulation": "tacrolimus_immediate",
    }
    [card] = made.for_order(SERVICES, marked(child), Ordered(("tacrolimus",), (), ("tacrolimus",), ()))
    assert card["summary"] == "Tacrolimus, immediate-release only: 2 mg a day"


@pytest.mark.parametrize("drug", DRUGS)
def test_what_a_record_could_not_say_stands_on_the_card(drug: str, ehr: FlaskClient) -> None:
    """A ratio without its unit is left empty, and the card says so rather than passing over it."""
    bare = record("Factor 1000: 5.2 with no unit is left empty")
    ordered = {"tacrolimus": TACROLIMUS, "ciclosporin": CICLOSPORIN}[drug]
    [card] = cards(ehr, ORDER, order(ordered, conditions=bundle(FSGS), labs=bundle(bare)))
    assert "**Left empty**" in card["detail"]
    assert "5 could be 5 g/g or 5 mg/g" in card["detail"]
