"""Every vector of the pathway, answered by the unpacked zip: the package is the checkout, clinically."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.expected import check
from tools import events
from tools.function import Function

FILES = sorted((Path(__file__).parent.parent / "vectors").glob("pathway*.json"))
SHAPES = list(events.SHAPES.values())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_vector_of_the_pathway_passes_through_the_package(function: Function, file: Path) -> None:
    vectors: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    assert vectors
    for number, vector in enumerate(vectors):
        make = SHAPES[number % len(SHAPES)]
        status, _, body = events.answered(
            function.call(make("POST", vector["route"], events.as_body(vector["request"])))
        )
        expect = dict(vector["expect"])
        assert status == expect.pop("status", 200), vector["sentence"]
        if status == 200:
            check(expect, json.loads(body))
