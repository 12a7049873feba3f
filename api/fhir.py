"""/v1/fhir: the guideline as FHIR documents, and the evaluation of a Bundle of a patient's records."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, request

from engine import pathway
from interop.resource import kind_of, text
from interop.services import Services
from schemas import fhir as shapes
from schemas.request import refusal

from .blueprint import JSON, Blueprint, as_json
from .problems import Refused
from .publication import Publication
from .records import is_listed, is_partial, read, records, today

if TYPE_CHECKING:
    from interop.findings import Finding
    from interop.reading import Reading

FHIR_JSON = "application/fhir+json"
REFUSED_WITH = (400, 413, 415, 422)


def routes(services: Services) -> Blueprint:
    blueprint = Blueprint("fhir", __name__, description="FHIR R4.")

    @cache
    def exported(base: str) -> Publication:
        # Not at the top, here and below: most processes never read a record or export anything.
        from interop import export

        made = json.dumps(export.bundle(services, base), ensure_ascii=False, separators=(",", ":"))
        return Publication(made.encode(), FHIR_JSON)

    @blueprint.exchanges("/v1/fhir/Bundle", shapes.COLLECTION, (), media_type=FHIR_JSON)
    @blueprint.also(304, description="The client has it already (`If-None-Match`).")
    def bundle() -> Response:
        """Read the guideline as FHIR

        Questionnaire, Library, ActivityDefinitions, PlanDefinition and ValueSets, R4 (4.0.1), drafts. To be imported
        as questions and read as documentation: `$apply` is not offered.
        """
        return exported(current_app.config["PUBLIC_URL"]).reply()

    @blueprint.exchanges("/v1/fhir/evaluate", shapes.EVALUATION, REFUSED_WITH, shapes.RECORD)
    def evaluate() -> Response:
        """Evaluate the pathway for a Bundle of records

        Answers as `/v1/pathway` does, with `record`: what each resource was used for, or why it was left out. Answers
        to the Questionnaire in a QuestionnaireResponse say what no record can. `Bundle.timestamp` is the day on which
        the records are read; without one it is this day.
        """
        from interop.reading import SeveralPatients
        from interop.reading import read as read_records

        body = read(request, (JSON, FHIR_JSON))
        if not isinstance(body, dict) or kind_of(body) != "Bundle":
            raise Refused([refusal(("resourceType",), "This must be a FHIR Bundle.", "Bundle")])
        if not is_listed(body):
            told = "This must be a list of objects, each with a FHIR resource."
            raise Refused([refusal(("entry",), told, "a list of entries")])
        day = _day(body)
        try:
            reading = read_records(services.guideline, services.codes, records(body), day)
        except SeveralPatients:
            told = "These are records of more than one patient: which one is meant is not guessed."
            raise Refused([refusal(("entry",), told, "records of one patient")]) from None
        answer = pathway.answer(services.guideline, reading.inputs)
        record = _told(services, reading, day, is_partial(body))
        return as_json(answer | {"record": record})

    return blueprint


def _day(bundle: dict[str, Any]) -> str:
    """The day on which the records of `bundle` are read. Raises Refused where it names one that cannot be read."""
    from interop.moments import moment

    given = bundle.get("timestamp")
    if given is None:
        return today()
    written = moment(text(given))
    if written is None:
        told = "This names no day: on which the records are read is not guessed."
        raise Refused([refusal(("timestamp",), told, "a moment such as 2026-03-10T08:00:00Z, or nothing")])
    return written.date


def _told(services: Services, reading: "Reading", day: str, partial: bool) -> dict[str, Any]:
    return {
        "read_on": day,
        "partial": partial,
        "inputs": reading.inputs,
        "proposed": reading.proposed,
        "findings": [_finding(services, finding) for finding in reading.findings],
    }


def _finding(services: Services, finding: "Finding") -> dict[str, Any]:
    """A finding without the members that say nothing."""
    from interop import words

    shown = {
        "resource": finding.resource,
        "standing": finding.standing,
        "input": finding.input,
        "value": finding.value,
        "date": finding.date,
        "display": finding.display,
    }
    told = {"why": list(finding.why), "says": words.says(services.codes, finding)}
    return {name: value for name, value in shown.items() if value is not None} | told
