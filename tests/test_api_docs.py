"""The contract: it shows what the guideline holds, is served whole, and is browsable with no other server."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient

ROUTES = {
    "/v1/pathway": {"post"},
    "/v1/doses": {"post"},
    "/v1/checklists/cni-toxicity": {"get", "post"},
    "/v1/course": {"post"},
    "/v1/monitoring-plan": {"post"},
    "/v1/guideline": {"get"},
    "/cds-services": {"get"},
    "/cds-services/{name}": {"post"},
    "/cds-services/{name}/feedback": {"post"},
    "/v1/fhir/Bundle": {"get"},
    "/v1/fhir/evaluate": {"post"},
    "/health": {"get"},
}


@pytest.fixture
def contract(client: FlaskClient) -> dict[str, Any]:
    return client.get("/openapi.json").get_json()


def test_the_contract_is_openapi_3_1_and_has_every_route(contract: dict[str, Any]) -> None:
    assert contract["openapi"] == "3.1.0"
    assert {path: set(operations) - {"parameters"} for path, operations in contract["paths"].items()} == ROUTES


def test_every_input_is_described_in_the_guidelines_words(client: FlaskClient, contract: dict[str, Any]) -> None:
    inputs = client.get("/v1/guideline").get_json()["inputs"]
    shown = contract["components"]["schemas"]["Inputs"]["properties"]
    assert list(shown) == list(inputs)
    for name, described in inputs.items():
        text = json.dumps(shown[name], ensure_ascii=False)
        assert shown[name]["title"] == described["label"]
        assert (described.get("hint") or "") in shown[name]["description"]
        for code in [*described.get("units", ()), *described.get("codes", ())]:
            assert json.dumps(code) in text


def test_no_request_takes_a_name_that_it_does_not_describe(contract: dict[str, Any]) -> None:
    schemas = contract["components"]["schemas"]
    for name in ("Inputs", "CaseRequest", "CourseInputs", "CourseRequest", "Visit", "MonitoringRequest"):
        assert schemas[name]["additionalProperties"] is False


def test_every_error_is_described_as_problem_details(contract: dict[str, Any]) -> None:
    for operations in contract["paths"].values():
        for operation in (operations[method] for method in operations if method != "parameters"):
            for status, reply in operation["responses"].items():
                if status in ("default", "400", "401", "404", "406", "412", "413", "415", "422"):
                    reply = contract["components"]["responses"][reply["$ref"].rpartition("/")[2]]
                    assert list(reply["content"]) == ["application/problem+json"]


def test_every_example_is_answered(client: FlaskClient, contract: dict[str, Any]) -> None:
    shown = 0
    for path, operations in contract["paths"].items():
        for example in (
            operations.get("post", {})
            .get("requestBody", {})
            .get("content", {})
            .get("application/json", {})
            .get("examples", {})
            .values()
        ):
            shown += 1
            reply = client.post(path, json=example["value"])
            assert reply.status_code == 200, reply.get_data(as_text=True)
    assert shown >= 5


def test_the_contract_is_the_same_for_every_app(client: FlaskClient) -> None:
    from app import create_app

    assert create_app().test_client().get("/openapi.json").get_data() == client.get("/openapi.json").get_data()


class Outside(HTMLParser):
    """Collects what a page loads, and whatever a strict policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        self.inline += [tag] * (tag == "style" or (tag == "script" and "src" not in given))
        self.loaded += [given[name] or "" for name in ("src", "href") if name in given and tag != "a"]


@pytest.mark.parametrize("address", ["/docs", "/docs/problems"])
def test_a_page_of_the_docs_needs_no_other_server_and_no_inline_script(client: FlaskClient, address: str) -> None:
    reply = client.get(address)
    assert reply.content_type == "text/html; charset=utf-8"
    policy = reply.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    page = Outside()
    page.feed(reply.get_data(as_text=True))
    assert not page.inline
    for link in page.loaded:
        assert link == "data:," or not re.match(r"[a-z]*:|//|/", link)


def test_what_the_docs_load_is_served_here(client: FlaskClient) -> None:
    for name, media_type in (
        ("docs.js", "text/javascript"),
        ("docs.css", "text/css"),
        ("swagger-ui.css", "text/css"),
        ("swagger-ui-bundle.js", "text/javascript"),
    ):
        reply = client.get(f"/docs/{name}")
        assert reply.status_code == 200
        assert reply.content_type.startswith(media_type)


def test_every_type_of_problem_leads_to_its_description(client: FlaskClient) -> None:
    page = client.get("/docs/problems").get_data(as_text=True)
    for reply in (
        client.get("/nowhere"),
        client.put("/health"),
        client.post("/v1/pathway", data="{"),
        client.post("/v1/pathway", json={}),
    ):
        address, _, name = reply.get_json()["type"].partition("#")
        assert address == "/docs/problems"
        assert f'id="{name}"' in page
