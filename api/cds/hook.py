"""What a CDS Hooks request holds: checked, of one patient, and without what must not be kept."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from interop.reading import Reading, SeveralPatients
from interop.reading import read as read_records
from interop.resource import Resource, kind_of, name_of, objects
from interop.services import Services
from schemas import cds as shapes

from ..problems import Problem
from ..records import is_listed, is_partial, records, today


@dataclass(frozen=True)
class Asked:
    """The record of a request as it was read, and its draft orders; no drafts where a patient is only looked at."""

    reading: Reading
    partial: bool
    drafts: list[Resource] | None
    chosen: list[str] | None
    shelf: dict[str, Resource]


def read(body: Any, hooks: Collection[str], services: Services) -> Asked:
    """The request in `body`. Raises Problem (400, 412)."""
    if not isinstance(body, dict):
        raise _wrong("The body must be a JSON object.")
    body.pop("fhirAuthorization", None)  # a token that is never used is never held
    context = _context(body, hooks)
    partial, found = _prefetched(body, services.cds["prefetch"])
    drafts, chosen = _drafts(body["hook"], context)
    subject = f"Patient/{context['patientId']}"
    try:
        # A draft is read apart, and is of the same patient.
        read_records(services.guideline, services.codes, [("", each) for each in drafts or []], today(), subject)
        reading = read_records(services.guideline, services.codes, found, today(), subject)
    except SeveralPatients:
        raise _wrong("The records are not all of the patient in the context.") from None
    shelf = {name_of(each): each for _, each in [*found, *(("", each) for each in drafts or [])]}
    return Asked(reading, partial, drafts, chosen, shelf)


def _context(body: dict[str, Any], hooks: Collection[str]) -> dict[str, Any]:
    if body.get("hook") not in hooks:
        raise _wrong(f"This service is for {' and '.join(hooks)}.")
    if not _is_uuid(body.get("hookInstance")):
        raise _wrong("hookInstance must be a UUID.")
    context = body.get("context")
    if not isinstance(context, dict):
        raise _wrong("There must be a context.")
    if not _matches(shapes.IDENTIFIER, context.get("patientId")):
        raise _wrong("context.patientId must be the id of a Patient.")
    if not _matches(shapes.USER, context.get("userId")):
        raise _wrong("context.userId must name a Practitioner, PractitionerRole, Patient or RelatedPerson.")
    return context


def _is_uuid(value: Any) -> bool:
    try:
        UUID(value)
    except (TypeError, ValueError, AttributeError):
        return False
    return True


def _is_instant(value: Any) -> bool:
    """Whether this is a moment of RFC 3339: a day alone, or a time without its offset, is not."""
    try:
        return isinstance(value, str) and datetime.fromisoformat(value.upper()).tzinfo is not None
    except ValueError:
        return False


def _matches(pattern: str, value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _prefetched(body: dict[str, Any], needed: Collection[str]) -> tuple[bool, list[tuple[str, Resource]]]:
    """Whether the records are known to be incomplete, and what they are."""
    prefetch = body.get("prefetch", {})
    if not isinstance(prefetch, dict):
        raise _wrong("prefetch must be an object.")
    partial, found = False, []
    for key in needed:
        value = prefetch.get(key, prefetch)
        if value is prefetch or (isinstance(value, dict) and kind_of(value) == "OperationOutcome"):
            raise Problem("prefetch", f"prefetch.{key} is needed, and could not be had. Send null where there is none.")
        if value is None:
            continue
        if not isinstance(value, dict) or not kind_of(value):
            raise _wrong(f"prefetch.{key} must be a FHIR resource or null.")
        if kind_of(value) == "Bundle":
            _check_entries(value, f"prefetch.{key}")
            partial = partial or is_partial(value)
            found += records(value)
        else:
            found.append(("", value))
    return partial, found


def _check_entries(bundle: Resource, place: str) -> None:
    if not is_listed(bundle):
        raise _wrong(f"{place}.entry must be a list of objects, each with a FHIR resource.")


def _drafts(hook: str, context: dict[str, Any]) -> tuple[list[Resource] | None, list[str] | None]:
    if hook == "patient-view":
        return None, None
    drafts = context.get("draftOrders")
    if not isinstance(drafts, dict) or kind_of(drafts) != "Bundle":
        raise _wrong("context.draftOrders must be a Bundle.")
    _check_entries(drafts, "context.draftOrders")
    chosen = None
    if hook == "order-select":
        chosen = context.get("selections")
        if not isinstance(chosen, list) or not all(isinstance(each, str) for each in chosen):
            raise _wrong("context.selections must list the orders that were selected.")
    return [resource for _, resource in records(drafts)], chosen


def feedback(body: Any, overrides: Mapping[str, str]) -> list[tuple[str, str]]:
    """Outcome and reason of each card, a reason being one of `overrides`, `other` or `none`. Raises Problem."""
    told = body.get("feedback") if isinstance(body, dict) else None
    if not isinstance(told, list) or not told or len(objects(told)) != len(told):
        raise _wrong("feedback must be a list of objects.")
    return [_one(each, overrides) for each in told]


def _one(entry: dict[str, Any], overrides: Mapping[str, str]) -> tuple[str, str]:
    if not _is_uuid(entry.get("card")) or not _is_instant(entry.get("outcomeTimestamp")):
        raise _wrong("Each feedback needs card, a UUID, and outcomeTimestamp, a time such as 2026-03-10T10:05:31Z.")
    outcome = entry.get("outcome")
    if outcome not in ("accepted", "overridden"):
        raise _wrong("outcome must be accepted or overridden.")
    if outcome == "accepted" and not objects(entry.get("acceptedSuggestions")):
        raise _wrong("An accepted card names its acceptedSuggestions.")
    given = entry.get("overrideReason")
    if given is None:
        return outcome, "none"
    reason = given.get("reason") if isinstance(given, dict) else None
    code = reason.get("code") if isinstance(reason, dict) else None
    return outcome, code if isinstance(code, str) and code in overrides else "other"


def _wrong(detail: str) -> Problem:
    return Problem("not-a-card-request", detail)
