"""Faults in what hospitals' systems are told are found before anything is served."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from compiler.build import written
from compiler.faults import Faults
from compiler.services import compiled_services
from tests.test_compiler_codes import DOCUMENT, FILES, GUIDELINE

BROKEN: list[tuple[list[str], Any, str]] = [
    (["cds", "order_alerts"], ["interactions"], "`interactions` does not exist"),
    (["cds", "critical", "outcome"], "stop_cni", "`stop_cni` does not exist"),
    (["cds", "critical", "items"], ["kalium"], "`kalium` does not exist"),
    (["cds", "quiet"], ["out_of_scope"], "`out_of_scope` does not exist"),
    (["cds", "silent"], ["oldest"], "`oldest` does not exist"),
    (["fhir", "activities"], {"tacrolimus": {"drug": "tacrolimus"}}, "`tacrolimus` does not exist"),
    (["fhir", "activities"], {"tacrolimus_start": {"drug": "ciclosporin"}}, "is a dose of tacrolimus"),
    (["fhir", "questionnaire", "when"], {"dose": {"cni_status": ["taking"]}}, "`dose` does not exist"),
    (["fhir", "questionnaire", "when"], {"cni_dose": {"cni_status": ["on"]}}, "`cni_status on` does not exist"),
]


@pytest.mark.parametrize(("path", "instead", "told"), BROKEN, ids=[entry[2] for entry in BROKEN])
def test_a_fault_in_the_services_is_told(path: list[str], instead: Any, told: str) -> None:
    services = deepcopy(FILES["services"]["services"])
    place = services
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = instead
    with pytest.raises(Faults) as caught:
        compiled_services({**FILES, "services": {"services": services}}, DOCUMENT)
    lines = [str(fault) for fault in caught.value.faults]
    assert any(line.startswith("services.yaml, ") and told in line and "Mend: " in line for line in lines), lines


def test_the_stored_services_are_what_the_file_says() -> None:
    assert (GUIDELINE / "services.json").read_text("utf-8") == written(compiled_services(FILES, DOCUMENT))
