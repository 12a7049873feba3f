"""Bodies that cannot be read, or can be read two ways, are refused by name and never break anything."""

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ADDRESSES = [
    "/v1/pathway",
    "/v1/doses",
    "/v1/checklists/cni-toxicity",
    "/v1/course",
    "/v1/monitoring-plan",
]


def send(client: FlaskClient, body: bytes | str, content_type: str | None = "application/json", **headers: str):
    return client.post("/v1/pathway", data=body, content_type=content_type, headers=headers)


def problem(reply: TestResponse, status: int) -> dict:
    """The problem details of `reply`, checked to be whole."""
    assert reply.status_code == status, reply.get_data(as_text=True)
    assert reply.content_type == "application/problem+json"
    assert reply.headers["Cache-Control"] == "no-store"
    told = json.loads(reply.get_data())
    assert told["status"] == status
    assert all(told[member] for member in ("type", "title", "detail"))
    for error in told.get("errors", ()):
        assert set(error) == {"pointer", "detail", "allowed"}
        assert error["pointer"] == "" or error["pointer"].startswith("/")
        assert error["detail"]
    return told


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "body", [b"", b"   \n", b"{", b'{"inputs": {}', b"{'inputs': {}}", b'{"inputs": {},}', b"\xef\xbb\xbf{}"]
)
def test_what_is_not_json_is_400_and_says_where(client: FlaskClient, address: str, body: bytes) -> None:
    told = problem(client.post(address, data=body, content_type="application/json"), 400)
    assert "empty" in told["detail"] if not body.strip() else "line" in told["detail"]


@pytest.mark.parametrize("body", [b"\xff\xfe", b'{"inputs": {"sex": "f\xe9male"}}', '{"inputs": {}}'.encode("utf-16")])
def test_what_is_not_utf8_is_400(client: FlaskClient, body: bytes) -> None:
    assert "UTF-8" in problem(send(client, body), 400)["detail"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("body", ["[]", "[1, 2]", '"inputs"', "3", "true", "null", "NaN", "1e999"])
def test_json_that_is_no_object_is_422(client: FlaskClient, address: str, body: str) -> None:
    told = problem(client.post(address, data=body, content_type="application/json"), 422)
    assert told["errors"] == [{"pointer": "", "detail": "This must be a JSON object.", "allowed": "a JSON object"}]


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/fhir+json",
        "text/json",
    ],
)
def test_any_other_content_type_is_415(client: FlaskClient, content_type: str | None) -> None:
    assert "application/json" in problem(send(client, '{"inputs": {}}', content_type), 415)["detail"]


def test_a_charset_parameter_may_say_utf8_and_nothing_else(client: FlaskClient) -> None:
    assert send(client, '{"inputs": {}}', "application/json; charset=UTF-8").status_code == 200
    problem(send(client, '{"inputs": {}}', "application/json; charset=latin-1"), 415)


def test_a_compressed_body_is_415(client: FlaskClient) -> None:
    problem(send(client, b"\x1f\x8b", **{"Content-Encoding": "gzip"}), 415)


def test_a_body_of_two_megabytes_is_413_and_names_the_limit(client: FlaskClient) -> None:
    told = problem(send(client, b'{"inputs": {"sex": "' + b"x" * 2_000_000 + b'"}}'), 413)
    assert "65536 bytes" in told["detail"]


@pytest.mark.parametrize("depth", [20, 300, 900, 5_000, 30_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_deep_nesting_is_400(client: FlaskClient, depth: int, opening: str, closing: str) -> None:
    depth = min(depth, 60_000 // len(opening + closing))
    nested = opening * depth + "1" + closing * depth
    for body in (nested, '{"inputs": {"age": ' + nested + "}}"):
        assert "nested" in problem(send(client, body), 400)["detail"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ('{"inputs": {}, "inputs": {}}', "/inputs"),
        ('{"inputs": {"sex": "male", "sex": "female"}}', "/inputs/sex"),
        ('{"inputs": {"age": {"value": 3, "unit": "a", "value": 30}}}', "/inputs/age/value"),
        (r'{"inputs": {"sex": "male", "se\u0078": "male"}}', "/inputs/sex"),
    ],
)
def test_a_name_given_twice_is_422_for_which_one_is_meant_is_not_known(
    client: FlaskClient, body: str, pointer: str
) -> None:
    (error,) = problem(send(client, body), 422)["errors"]
    assert error["pointer"] == pointer
    assert "twice" in error["detail"]


@pytest.mark.parametrize(
    "body", [r'{"inputs": {"sex": "\ud800"}}', r'{"inputs": {"\udfff": 1}}', r'{"inputs": {"tried": ["\ud83d"]}}']
)
def test_half_a_surrogate_pair_is_422(client: FlaskClient, body: str) -> None:
    reply = send(client, body)
    assert "surrogate" in problem(reply, 422)["detail"]
    reply.get_data().decode("utf-8")


def test_a_query_is_refused_because_addresses_end_up_in_logs(client: FlaskClient) -> None:
    told = problem(client.post("/v1/pathway?creatinine=80", json={"inputs": {}}), 400)
    assert "80" not in json.dumps(told)


def test_a_body_that_arrives_in_chunks_is_read_up_to_the_limit(client: FlaskClient) -> None:
    from io import BytesIO

    def chunked(body: bytes) -> TestResponse:
        environ = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
        return client.post(
            "/v1/pathway", input_stream=BytesIO(body), content_type="application/json", environ_overrides=environ
        )

    assert chunked(b'{"inputs": {}}').status_code == 200
    problem(chunked(b'{"inputs": {}}' + b" " * 100_000), 413)
