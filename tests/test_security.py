"""What docs/security.md says of the code itself: no HTML or code made of text, no cookie, nothing to ride on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

ROOT = Path(__file__).resolve().parent.parent
# Each would let a value become markup or program.
SINK = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|createContextualFragment)\b"
    r"|document\.write|\beval\(|new Function\(|javascript:"
)
PYTHON_SINK = re.compile(
    r"\beval\(|\bexec\(|\bpickle\b|yaml\.load\((?!.*Loader=_Loader)|shell=True|\bMarkup\(|\|safe\b"
)
COOKIE = re.compile(r"document\.cookie|set_cookie|cookieStore")


def lines_with(pattern: re.Pattern[str], folder: str, *suffixes: str) -> list[str]:
    paths = [
        path for suffix in suffixes for path in (ROOT / folder).rglob(f"*{suffix}") if "node_modules" not in path.parts
    ]
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_app_never_makes_html_or_code_of_text() -> None:
    assert lines_with(SINK, "static_pwa/src", ".ts", ".tsx") == []


@pytest.mark.parametrize("folder", ["api", "deploy", "engine", "interop", "schemas", "compiler"])
def test_the_server_never_makes_code_or_markup_of_text(folder: str) -> None:
    assert lines_with(PYTHON_SINK, folder, ".py", ".html") == []


@pytest.mark.parametrize(
    "line", ["node.innerHTML = text", "eval(text)", "document.write(text)", '<a href="javascript:x">']
)
def test_a_sink_is_found(line: str) -> None:
    assert SINK.search(line)


def test_no_answer_sets_a_cookie(client: FlaskClient) -> None:
    answers = [client.get(path) for path in ("/health", "/openapi.json", "/docs", "/v1/guideline", "/nowhere")]
    answers.append(client.post("/v1/pathway", json={"inputs": {}}))
    assert [answer.request.path for answer in answers if "Set-Cookie" in answer.headers] == []
    assert lines_with(COOKIE, "static_pwa/src", ".ts", ".tsx") == []
