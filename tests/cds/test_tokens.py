"""Who may call, where a deployment asks for tokens: every way in which one can be wrong, and no network at all."""

from __future__ import annotations

import hmac
import json
import logging
import socket
from base64 import urlsafe_b64encode
from datetime import date
from pathlib import Path
from time import time
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient

from api.cds import tokens
from tests.cds.asking import VIEW, view

ISSUER, JKU = "https://ehr.example", "https://ehr.example/jwks.json"
KEY = ec.generate_private_key(ec.SECP384R1())
STRANGER = ec.generate_private_key(ec.SECP384R1())
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ADDRESS = f"https://fsgs.example{VIEW}"


def published() -> dict[str, Any]:
    elliptic = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(KEY.public_key()))
    classic = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(RSA.public_key()))
    return {"keys": [elliptic | {"kid": "one"}, classic | {"kid": "two"}]}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("something was about to be fetched")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def client(**more: Any) -> FlaskClient:
    return KNOWN if not more else made(**more)


def made(**more: Any) -> FlaskClient:
    from api import create_app

    issuer = {"jwks": published(), "jku": JKU, **more}
    config = {"PUBLIC_URL": "https://fsgs.example", "CDS_ISSUERS": {ISSUER: issuer}, "TODAY": lambda: date(2026, 3, 10)}
    return create_app(config | {"TESTING": True}).test_client()


KNOWN = made()


def claims(**more: Any) -> dict[str, Any]:
    now = int(time())
    told = {"iss": ISSUER, "aud": ADDRESS, "iat": now, "exp": now + 300, "jti": str(uuid4())} | more
    return {name: value for name, value in told.items() if value is not None}


def token(key: Any = KEY, algorithm: str = "ES384", header: dict[str, Any] | None = None, **more: Any) -> str:
    return jwt.encode(claims(**more), key, algorithm=algorithm, headers={"kid": "one", **(header or {})})


def asked(asking: FlaskClient, given: str | None, address: str = VIEW) -> int:
    headers = {} if given is None else {"Authorization": f"Bearer {given}"}
    reply = (
        asking.get(address, headers=headers)
        if address == "/cds-services"
        else asking.post(address, json=view(), headers=headers)
    )
    if reply.status_code == 401:
        assert reply.get_json()["detail"] == ""
        assert reply.content_type == "application/problem+json"
    return reply.status_code


def test_a_good_token_is_let_in_with_the_keys_in_the_settings_or_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "jwks.json").write_text(json.dumps(published()), encoding="utf-8")
    for asking in (client(), client(jwks=str(tmp_path / "jwks.json"))):
        assert asked(asking, token()) == 200
        assert asked(asking, token(RSA, "RS384", {"kid": "two"})) == 200
        assert asked(asking, token(aud=["https://other.example/", ADDRESS])) == 200
        assert asked(asking, token(header={"jku": JKU})) == 200


def test_without_issuers_no_token_is_asked_for(ehr: FlaskClient) -> None:
    assert asked(ehr, None) == 200


def test_discovery_and_feedback_ask_for_one_too() -> None:
    asking = client()
    assert asked(asking, None, "/cds-services") == 401
    assert asked(asking, token(aud="https://fsgs.example/cds-services"), "/cds-services") == 200
    assert asked(asking, None, f"{VIEW}/feedback") == 401


@pytest.mark.parametrize("given", [None, "", "x", "a.b.c", "e30.e30.e30"])
def test_no_token_is_refused(given: str | None) -> None:
    assert asked(client(), given) == 401


def test_an_unsigned_token_is_refused() -> None:
    assert asked(client(), jwt.encode(claims(), None, algorithm="none", headers={"kid": "one"})) == 401


def test_a_token_signed_with_a_shared_secret_is_refused_even_if_the_secret_is_the_public_key() -> None:
    body = token(key="x" * 64, algorithm="HS256")
    assert asked(client(), body) == 401
    secret = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    told = [json.dumps(part).encode() for part in ({"alg": "HS384", "typ": "JWT", "kid": "one"}, claims())]
    signed = b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in told)
    signature = urlsafe_b64encode(hmac.digest(secret, signed, "sha384")).rstrip(b"=")
    assert asked(client(), (signed + b"." + signature).decode()) == 401


@pytest.mark.parametrize(
    "more",
    [
        {"aud": "https://fsgs.example/cds-services"},
        {"aud": f"{ADDRESS}/"},
        {"aud": f"{ADDRESS}?x=1"},
        {"aud": ADDRESS.replace("https", "http")},
        {"aud": None},
        {"exp": lambda: int(time()) - 60},
        {"exp": None},
        {"exp": lambda: int(time()) + 86_400},
        {"iat": None},
        {"iat": lambda: int(time()) + 600},
        {"jti": None},
        {"iss": "https://ehr.example.evil.example"},
        {"iss": None},
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(more: dict[str, Any]) -> None:
    # Times are told when the test runs: minutes after the tests were collected, 600 s ahead are ahead no more.
    assert asked(client(), token(**{name: told() if callable(told) else told for name, told in more.items()})) == 401


@pytest.mark.parametrize("header", [{"kid": "three"}, {"kid": "two"}, {"jku": "https://evil.example/jwks.json"}])
def test_an_unknown_key_and_an_address_of_keys_that_is_not_configured_are_refused(header: dict[str, Any]) -> None:
    assert asked(client(), token(header=header)) == 401


def test_an_address_of_keys_is_refused_where_none_is_configured() -> None:
    assert asked(client(jku=None), token(header={"jku": JKU})) == 401


def test_a_token_of_another_key_under_a_known_name_is_refused() -> None:
    assert asked(client(), token(key=STRANGER)) == 401


def test_a_changed_token_is_refused() -> None:
    head, body, signature = token().split(".")
    assert asked(client(), f"{head}.{body[:-2]}AA.{signature}") == 401


def test_a_token_is_used_once_and_one_that_failed_is_not_used_up() -> None:
    asking = client()
    once = token()
    assert [asked(asking, once), asked(asking, once)] == [200, 401]
    elsewhere = token()
    assert asked(asking, elsewhere, "/cds-services") == 401
    assert asked(asking, elsewhere) == 200


def test_no_more_tokens_are_remembered_than_there_is_room_for_until_one_has_expired(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the memory is full a good token is turned away: it could not be known again."""
    monkeypatch.setattr(tokens, "MOST_REMEMBERED_ITEMS", 1)
    asking = made()
    assert asked(asking, token(exp=int(time()) + 60)) == 200
    assert asked(asking, token()) == 401
    monkeypatch.setattr(tokens, "time", lambda: time() + 120)
    assert asked(asking, token()) == 200


def test_a_tenant_on_the_list_is_let_in_and_no_other() -> None:
    asking = client(tenants=["clinic"])
    assert asked(asking, token(tenant="clinic")) == 200
    assert asked(asking, token(tenant="other")) == 401
    assert asked(asking, token()) == 401


def test_a_browser_may_ask_beforehand_without_a_token() -> None:
    assert client().options(VIEW).status_code == 200


def test_a_refused_token_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = token(aud="https://elsewhere.example/")
    assert asked(client(), wrong) == 401
    assert wrong not in caplog.text
