"""The API adds nothing to the engine's answers, drops nothing, and describes them truthfully."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from flask.testing import FlaskClient

from engine import checklist, course, doses, monitoring, pathway
from engine.guideline import Guideline
from schemas import examples

INPUTS = [example["value"]["inputs"] for example in [*examples.CASES.values(), *examples.ON_CNI.values()]]
VECTORS = Path(__file__).parent / "vectors"
SINGLE = {"/v1/pathway": pathway, "/v1/doses": doses, "/v1/checklists/cni-toxicity": checklist}


@pytest.fixture
def guideline(client: FlaskClient) -> Guideline:
    return Guideline(client.get("/v1/guideline").get_json())


@pytest.mark.parametrize("address", SINGLE)
@pytest.mark.parametrize("inputs", INPUTS)
def test_an_answer_is_the_engines_to_the_last_character(
    client: FlaskClient, guideline: Guideline, address: str, inputs: dict[str, Any]
) -> None:
    reply = client.post(address, json={"inputs": inputs})
    assert reply.content_type == "application/json"
    # The order too: the first decision stands first for a reader of the raw text.
    assert list(reply.get_json()) == list(SINGLE[address].answer(guideline, inputs))
    assert reply.get_json() == SINGLE[address].answer(guideline, inputs)


def test_a_course_and_a_plan_are_the_engines_too(client: FlaskClient, guideline: Guideline) -> None:
    (given,) = [example["value"] for example in examples.COURSES.values()]
    reply = client.post("/v1/course", json=given)
    assert reply.get_json() == course.answer(guideline, given["inputs"], given["readings"])
    (start,) = [example["value"] for example in examples.STARTS.values()]
    reply = client.post("/v1/monitoring-plan", json=start)
    assert reply.get_json() == monitoring.plan(guideline, start["start"], start["cni_drug"])


def test_the_checklist_itself_is_the_engines_and_can_be_kept(client: FlaskClient, guideline: Guideline) -> None:
    reply = client.get("/v1/checklists/cni-toxicity")
    assert reply.get_json() == checklist.describe(guideline)
    assert (
        client.get("/v1/checklists/cni-toxicity", headers={"If-None-Match": reply.headers["ETag"]}).status_code == 304
    )


def vectors() -> list[Any]:
    """Every tenth shared vector that is answered: enough to meet every member of every answer."""
    every = [vector for path in sorted(VECTORS.glob("*.json")) for vector in json.loads(path.read_text("utf-8"))]
    return [vector for vector in every if "route" in vector and "status" not in vector["expect"]][::10]


def test_every_answer_is_as_described_and_holds_nothing_that_is_not(client: FlaskClient) -> None:
    contract = client.get("/openapi.json").get_json()
    asked = [(vector["route"], vector["request"]) for vector in vectors()]
    assert len({route for route, _ in asked}) == 5
    for route, request in asked:
        answer = client.post(route, json=request).get_json()
        described = contract["paths"][route]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema_rs.validator_for(described | {"components": contract["components"]}).validate(answer)
        assert not list(undescribed(answer, described, contract["components"]["schemas"], route))


@pytest.mark.parametrize("first_day", ["2026-03-01", "unknown", None])
def test_a_first_day_is_described_as_it_is_taken_to_a_validator_that_looks_at_no_format(
    client: FlaskClient, first_day: str | None
) -> None:
    contract = client.get("/openapi.json").get_json()
    described = contract["paths"]["/v1/course"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    asked = {"inputs": {"cni_start": first_day}, "readings": []}
    assert client.post("/v1/course", json=asked).status_code == 200
    bound = described | {"components": contract["components"]}
    jsonschema_rs.validator_for(bound, validate_formats=False).validate(asked)


def undescribed(value: Any, described: Any, schemas: dict[str, Any], place: str) -> Iterator[str]:
    """Members of `value` that its schema does not name."""
    for one in [described, *described.get("anyOf", ())]:
        if "$ref" in one:
            described = schemas[one["$ref"].rpartition("/")[2]]
    if isinstance(value, dict) and "properties" in described:
        for name, below in value.items():
            if name not in described["properties"]:
                yield f"{place}/{name}"
            else:
                yield from undescribed(below, described["properties"][name], schemas, f"{place}/{name}")
    elif isinstance(value, list):
        for below in value:
            yield from undescribed(below, described.get("items", {}), schemas, place)


def test_the_app_loads_neither_the_compiler_nor_an_aws_client_nor_a_calendar_to_start() -> None:
    code = (
        "import sys, app; unwanted = {'boto3', 'botocore', 'compiler', 'icalendar', 'requests'} & set(sys.modules);"
        "sys.exit(', '.join(unwanted) or 0)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
