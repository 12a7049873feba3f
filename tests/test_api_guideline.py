"""The guideline is handed out byte for byte, and a client that has it is told so."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

COMPILED = Path(__file__).parent.parent / "guideline" / "guideline.json"


def test_the_bytes_are_those_on_disk(client: FlaskClient) -> None:
    reply = client.get("/v1/guideline")
    assert reply.get_data() == COMPILED.read_bytes()
    assert reply.content_type == "application/json"


def test_the_etag_is_strong_and_the_documents_own_digest(client: FlaskClient) -> None:
    reply = client.get("/v1/guideline")
    assert reply.headers["ETag"] == f'"{json.loads(COMPILED.read_bytes())["digest"]}"'
    assert reply.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_client_that_has_it_gets_304_and_no_body(client: FlaskClient, form: str) -> None:
    tag = client.get("/v1/guideline").headers["ETag"]
    reply = client.get("/v1/guideline", headers={"If-None-Match": form.format(tag)})
    assert reply.status_code == 304
    assert reply.get_data() == b""
    assert reply.headers["ETag"] == tag
    assert reply.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_client_that_has_another_gets_the_whole(client: FlaskClient) -> None:
    reply = client.get("/v1/guideline", headers={"If-None-Match": '"another"'})
    assert reply.status_code == 200
    assert reply.get_json()["id"]


def test_an_app_takes_the_guideline_it_is_given_as_a_path_or_as_a_document(tmp_path: Path) -> None:
    from app import create_app

    document = json.loads(COMPILED.read_bytes()) | {"version": "2099.1.1"}
    elsewhere = tmp_path / "guideline.json"
    elsewhere.write_text(json.dumps(document))
    for given in (document, elsewhere, str(elsewhere)):
        reply = create_app({"GUIDELINE": given}).test_client().get("/v1/guideline")
        assert reply.headers["Guideline-Version"] == "2099.1.1"
        assert reply.get_json() == document


def test_an_app_without_a_guideline_does_not_start(tmp_path: Path) -> None:
    from app import create_app

    with pytest.raises(OSError, match="nothing"):
        create_app({"GUIDELINE": tmp_path / "nothing.json"})


def test_the_app_and_the_server_name_one_version_of_the_software(client: FlaskClient) -> None:
    package = Path(__file__).parent.parent / "static_pwa" / "package.json"
    assert client.get("/health").get_json()["software"] == json.loads(package.read_text(encoding="utf-8"))["version"]
