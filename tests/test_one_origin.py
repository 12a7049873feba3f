"""App and API answer on one origin, each answer with the headers that production sends (infra/edge.json)."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from tools import launchers
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


SETTING = {
    "says": "For the reader alone",
    "launchers": ["https://launcher.example", "https://portal.example"],
    "records": [
        {
            "name": "Example Hospital",
            "issuer": "https://records.example/fhir/r4/",
            "client_id": "fsgs",
            "origins": ["https://login.example"],
        }
    ],
}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[object], Path]:
    """Writes the setting of who may launch the app, as a deployment would."""

    def write(setting: object) -> Path:
        file = tmp_path / "launchers.json"
        file.write_text(json.dumps(setting))
        monkeypatch.setenv("LAUNCHERS", str(file))
        return file

    return write


def test_one_setting_drives_the_policy_and_what_the_app_is_told(dist: Path, told: Callable[[object], Path]) -> None:
    told(SETTING)
    site = Client(OneOrigin(Flask("stand_in"), dist))
    policy = site.get("/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://launcher.example https://portal.example;" in policy
    assert "connect-src 'self' https://records.example https://login.example;" in policy
    answer = site.get("/launchers.json")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json == {
        "launchers": ["https://launcher.example", "https://portal.example"],
        "records": [
            {
                "name": "Example Hospital",
                "issuer": "https://records.example/fhir/r4",
                "client_id": "fsgs",
                "origins": ["https://login.example"],
            }
        ],
    }


def test_as_the_project_stands_nobody_may_frame_the_app(site: Client) -> None:
    assert site.get("/launchers.json").json == {"launchers": [], "records": []}


RECORD = {"name": "A", "issuer": "https://a.example", "client_id": "b"}


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ([], "the file"),
        ({"launcher": []}, "launcher is not known"),
        ({"launchers": "https://a.example"}, "a list"),
        ({"launchers": ["null"]}, r"launchers\[0\]"),
        ({"launchers": ["*"]}, r"launchers\[0\]"),
        ({"launchers": ["https://*.example"]}, r"launchers\[0\]"),
        ({"launchers": ["https://a.example", "https://b.example/"]}, r"launchers\[1\]"),
        ({"launchers": ["https://a.example/path"]}, r"launchers\[0\]"),
        ({"launchers": ["http://a.example"]}, r"launchers\[0\]"),
        ({"launchers": ["https://A.example"]}, r"launchers\[0\]"),
        ({"launchers": ["https://a.example:443"]}, r"launchers\[0\]"),
        ({"launchers": ["https://me@a.example"]}, r"launchers\[0\]"),
        ({"launchers": [7]}, r"launchers\[0\]"),
        ({"records": [{**RECORD, "issuer": "http://a.example"}]}, r"records\[0\].issuer"),
        ({"records": [{**RECORD, "issuer": "https://a.example/?x=1"}]}, r"records\[0\].issuer"),
        ({"records": [{**RECORD, "client_id": ""}]}, r"records\[0\].client_id"),
        ({"records": [{**RECORD, "secret": "s"}]}, "secret is not known"),
        ({"records": [{**RECORD, "scope": 1}]}, r"records\[0\].scope"),
        ({"records": [RECORD, {**RECORD, "issuer": "https://a.example/"}]}, "once only"),
    ],
)
def test_a_setting_that_no_browser_could_hold_to_is_refused(
    told: Callable[[object], Path], setting: object, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        launchers.load(told(setting))


def test_a_launcher_on_this_machine_may_be_tried_without_encryption(told: Callable[[object], Path]) -> None:
    assert launchers.load(told({"launchers": ["http://localhost:8100"]})).ancestors == ("http://localhost:8100",)


def test_a_large_file_is_packed_for_who_can_unpack_it_as_the_edge_does(site: Client, dist: Path) -> None:
    words = "a word and another " * 200
    (dist / "assets" / "long.js").write_text(words)
    packed = site.get("/assets/long.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data).decode() == words
    plain = site.get("/assets/long.js")
    assert "Content-Encoding" not in plain.headers
    assert plain.get_data(as_text=True) == words
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]
