"""The shared vectors, run on the engine and through the API: one sentence each, worked from the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app import create_app
from engine.guideline import load
from tests.expected import OF_THE_SERVER, check, refused_as, unfilled, vectors
from tests.fuzz.server import answered

GUIDELINE = load(Path(__file__).resolve().parent.parent / "guideline" / "guideline.json")
CLIENT = create_app().test_client()


@pytest.mark.parametrize("vector", [pytest.param(vector, id=name) for name, vector in vectors()])
def test_vector(vector: dict[str, Any]) -> None:
    """The engine and the API answer, or refuse, as the sentence says."""
    expect = vector["expect"]
    response = CLIENT.post(vector["route"], json=vector["request"])
    assert list(unfilled(response.json)) == []
    if "status" in expect:
        assert response.status_code == expect["status"]
        refused_as(expect, response.json.get("errors", []), response.json)
        if expect["status"] not in OF_THE_SERVER:
            refusals = answered(GUIDELINE, vector)["refusals"]
            refused_as(expect, refusals, refusals)
        return
    check(expect, answered(GUIDELINE, vector | {"would_change": False}))
    assert response.status_code == 200, response.json
    check(expect, response.json)
