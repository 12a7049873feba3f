"""What may follow when a CNI has failed or is not tolerated, and what speaks for one drug or the other."""

from __future__ import annotations

from typing import Any

from engine.case import Case
from engine.guideline import Option
from engine.words import fill, sentences


def option_ids(case: Case) -> list[str]:
    """The ids of the options that the decided outcome carries, in the guideline's order."""
    return [option.entry["id"] for option in _offered(case)]


def options(case: Case) -> list[dict[str, Any]]:
    """The options with how strong their evidence is and their safety flags."""
    return [_spoken(case, option) for option in _offered(case)]


def drug_choice(case: Case) -> list[dict[str, Any]]:
    """What speaks for ciclosporin or for tacrolimus in this patient. The tool never chooses."""
    if not case.decided["starts"]:
        return []
    factors = case.value("patient_factors")
    return [dict(entry) for entry in case.guideline.document["drug_choice"] if entry["factor"] in factors]


def _offered(case: Case) -> list[Option]:
    if case.decided["outcome"] not in case.guideline.document["options_for"]:
        return []
    return [option for option in case.guideline.options if option.when is None or option.when(case)]


def _spoken(case: Case, option: Option) -> dict[str, Any]:
    entry = option.entry
    unsuitable = option.not_for is not None and bool(option.not_for(case))
    flags = sentences(case, option.flags)
    if unsuitable:
        flags.insert(0, entry["not_for_says"])
    return {
        "id": entry["id"],
        "title": entry["title"],
        "says": fill(case, entry["says"]),
        "evidence": entry["evidence"],
        "certainty": entry["certainty"],
        "flags": flags,
        "not_for_this_patient": unsuitable,
        "sources": entry["sources"],
    }
