"""Every example of how a record is read, as the other language reads it too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.guideline import load
from interop import codes
from interop.reading import read

ROOT = Path(__file__).resolve().parent.parent
GUIDELINE = load(ROOT / "guideline" / "guideline.json")
CODES = codes.load(ROOT / "guideline" / "codes.json")
VECTORS = json.loads((ROOT / "tests" / "vectors" / "fhir-mapping.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["sentence"] for vector in VECTORS])
def test_a_record_is_read_as_the_example_says(vector: dict[str, Any]) -> None:
    reading = read(GUIDELINE, CODES, [("", resource) for resource in vector["resources"]], vector["today"])
    told = [
        {"resource": each.resource, "standing": each.standing, "input": each.input, "why": list(each.why)}
        for each in reading.findings
    ]
    assert told == vector["findings"]
    assert reading.inputs == vector["inputs"]
    assert reading.proposed == vector["proposed"]
