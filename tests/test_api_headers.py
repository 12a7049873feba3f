"""What every answer carries, and which methods an address takes."""

import pytest
from flask.testing import FlaskClient

TOLD = [
    "/v1/guideline",
    "/v1/checklists/cni-toxicity",
    "/health",
    "/openapi.json",
    "/docs",
    "/docs/problems",
    "/docs/docs.js",
]
EVALUATED = {
    "/v1/pathway": {"inputs": {}},
    "/v1/doses": {"inputs": {}},
    "/v1/checklists/cni-toxicity": {"inputs": {}},
    "/v1/course": {"inputs": {}, "readings": []},
    "/v1/monitoring-plan": {"start": "2026-03-01", "cni_drug": "tacrolimus"},
}


def test_every_answer_names_the_guideline_and_is_not_sniffed(client: FlaskClient) -> None:
    version = client.get("/v1/guideline").get_json()["version"]
    replies = [client.get(address) for address in [*TOLD, "/nowhere", "/v1/pathway"]]
    replies += [client.post(address, json=body) for address, body in EVALUATED.items()]
    replies += [client.post("/v1/pathway", data="{"), client.options("/v1/pathway")]
    for reply in replies:
        assert reply.headers["Guideline-Version"] == version
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", EVALUATED)
def test_an_evaluation_is_kept_by_nobody(client: FlaskClient, address: str) -> None:
    reply = client.post(address, json=EVALUATED[address])
    assert reply.status_code == 200
    assert reply.headers["Cache-Control"] == "no-store"
    assert "ETag" not in reply.headers
    assert "Set-Cookie" not in reply.headers


def test_the_same_request_gets_the_same_bytes(client: FlaskClient) -> None:
    for address, body in EVALUATED.items():
        assert client.post(address, json=body).get_data() == client.post(address, json=body).get_data()


@pytest.mark.parametrize("address", TOLD)
def test_head_is_get_without_the_body(client: FlaskClient, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert head.status_code == get.status_code == 200
    assert head.get_data() == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert head.headers.get("ETag") == get.headers.get("ETag")


@pytest.mark.parametrize(
    ("address", "methods"),
    [
        ("/v1/pathway", {"OPTIONS", "POST"}),
        ("/v1/checklists/cni-toxicity", {"GET", "HEAD", "OPTIONS", "POST"}),
        ("/v1/guideline", {"GET", "HEAD", "OPTIONS"}),
        ("/openapi.json", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_options_and_405_name_the_methods_an_address_takes(
    client: FlaskClient, address: str, methods: set[str]
) -> None:
    assert set(client.options(address).headers["Allow"].split(", ")) == methods
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - methods:
        reply = client.open(address, method=method)
        assert reply.status_code == 405
        assert set(reply.headers["Allow"].split(", ")) == methods
        assert reply.content_type == "application/problem+json"


def test_an_unknown_address_is_a_404_problem_that_does_not_echo_it(client: FlaskClient) -> None:
    for address in (
        "/nowhere<script>",
        "/v1/pathway/",
        "/v2/pathway",
        "/docs/../app.py",
        "/docs/swagger-ui.js.map",
        "/static/x",
    ):
        reply = client.get(address)
        assert reply.status_code == 404
        assert reply.content_type == "application/problem+json"
        assert "script" not in reply.get_data(as_text=True)


def test_no_other_origin_is_let_in(client: FlaskClient) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    for reply in (client.options("/v1/pathway", headers=asked), client.get("/v1/guideline", headers=asked)):
        assert not [name for name, _ in reply.headers if name.lower().startswith("access-control")]


def test_health_names_the_guideline_and_the_software(client: FlaskClient) -> None:
    guideline = client.get("/v1/guideline").get_json()
    told = client.get("/health").get_json()
    assert told["status"] == "ok"
    assert told["guideline"] == {"id": guideline["id"], "version": guideline["version"]}
    assert told["software"]
