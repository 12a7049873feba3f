"""App and API answer on one origin, each answer with the headers that production sends (infra/edge.json)."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from tools.serve import OneOrigin

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types app-sw"
)
FILES = ["index.html", "sw.js", "manifest.webmanifest", "callback.html", "assets/index-1.js", "icon.svg"]


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / "dist" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    (tmp_path / "secret.html").write_text("not for anyone")
    return tmp_path / "dist"


@pytest.fixture
def site(dist: Path) -> Client:
    api = Flask("stand_in")
    own = {"Cache-Control": "no-store", "Content-Security-Policy": "own"}
    api.add_url_rule("/v1/echo", view_func=lambda: ("{}", own))
    return Client(OneOrigin(api, dist))


@pytest.mark.parametrize("path", ["/", "/index.html", "/sw.js", "/assets/index-1.js", "/missing.js"])
def test_every_file_carries_the_policy(site: Client, path: str) -> None:
    headers = site.get(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert "clipboard-write=(self)" in headers["Permissions-Policy"]
    assert "X-Frame-Options" not in headers  # it knows no list of launchers


@pytest.mark.parametrize("path", ["/", "/launch.html", "/callback.html"])
def test_a_launcher_keeps_its_tie_to_the_sign_in_window(site: Client, path: str) -> None:
    assert "Cross-Origin-Opener-Policy" not in site.get(path).headers


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "no-cache"),
        ("/index.html", "no-cache"),
        ("/sw.js", "no-cache"),
        ("/manifest.webmanifest", "no-cache"),
        ("/assets/index-1.js", "public, max-age=31536000, immutable"),
        ("/icon.svg", "public, max-age=3600, stale-while-revalidate=86400"),
        ("/v1/echo", "no-store"),
    ],
)
def test_each_answer_is_cached_as_long_as_it_is_true(site: Client, path: str, said: str) -> None:
    assert site.get(path).headers.getlist("Cache-Control") == [said]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/icon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_each_file_says_what_it_is(site: Client, path: str, said: str) -> None:
    assert site.get(path).headers["Content-Type"] == said


def test_the_api_answers_under_its_own_policy(site: Client) -> None:
    answer = site.get("/v1/echo")
    assert answer.data == b"{}"
    assert answer.headers["Content-Security-Policy"] == "own"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/../secret.html", "/assets/../../secret.html", "/no-such-page", "/missing.js"])
def test_what_is_not_built_is_not_served(site: Client, path: str) -> None:
    assert site.get(path).status_code == 404


def test_a_file_is_only_read(site: Client) -> None:
    answer = site.post("/index.html")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_an_unchanged_file_is_not_sent_twice(site: Client) -> None:
    tag = site.get("/").headers["ETag"]
    assert site.get("/", headers={"If-None-Match": tag}).status_code == 304


def test_launchers_and_record_servers_are_added_per_deployment(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBED_ANCESTORS", "https://launcher.example https://portal.example")
    monkeypatch.setenv("FHIR_ORIGINS", "https://records.example")
    policy = Client(OneOrigin(Flask("stand_in"), dist)).get("/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://launcher.example https://portal.example;" in policy
    assert "connect-src 'self' https://records.example;" in policy
