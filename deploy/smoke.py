"""Asks a version, or the live address, what a clinician would: is it this guideline, and are the headers there?"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable

from .stages import ROOT, Stage

PATIENT: dict[str, dict[str, str]] = {
    "inputs": {}
}  # nothing known: the answer says what to ask first, whatever the guideline's numbers are
Answer = tuple[int, dict[str, str], bytes]
Ask = Callable[[str, str, str | None], Answer]
SECONDS = 20


def guideline_version() -> str:
    return str(json.loads((ROOT / "guideline" / "guideline.json").read_text(encoding="utf-8"))["version"])


def api(ask: Ask, version: str) -> None:
    """Raises RuntimeError where an evaluation is not answered by the guideline `version`."""
    status, _, body = ask("GET", "/health", None)
    said = json.loads(body) if status == 200 else {}
    if said.get("guideline", {}).get("version") != version:
        raise RuntimeError(f"/health answered {status} with guideline {said.get('guideline')}, not {version}")
    status, headers, body = ask("POST", "/v1/pathway", json.dumps(PATIENT))
    outcome = json.loads(body).get("outcome", {}).get("id") if status == 200 else None
    if outcome != "needs_input" or headers.get("guideline-version") != version:
        raise RuntimeError(f"/v1/pathway answered {status} with outcome {outcome}, not needs_input")


def site(ask: Ask, stage: Stage, files: dict[str, bytes]) -> None:
    """Raises RuntimeError where a file does not come as built, or an answer lacks a header of the edge."""
    for path in ["/", *(f"/{name}" for name in files)]:
        status, headers, body = ask("GET", path, None)
        if status != 200 or body != files[path[1:] or "index.html"]:
            raise RuntimeError(f"{path} answered {status}, or not with the file that was built")
        _headers(stage, path, headers)
    for path in ("/health", "/v1/guideline"):
        _headers(stage, path, ask("GET", path, None)[1])
    if (status := ask("GET", "/no-such-page", None)[0]) != 404:
        raise RuntimeError(f"/no-such-page answered {status}, not 404")


def _headers(stage: Stage, path: str, came: dict[str, str]) -> None:
    for name, value in stage.headers(path).items():
        if came.get(name.lower()) != value:
            raise RuntimeError(f"{path}: {name} is {came.get(name.lower())!r}, not {value!r}")


def over_http(base: str) -> Ask:
    """Asks a running address."""

    def ask(method: str, path: str, body: str | None) -> Answer:
        headers = {"Content-Type": "application/json"} if body else {}
        request = urllib.request.Request(base + path, body.encode() if body else None, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:  # noqa: S310
                return reply.status, {name.lower(): value for name, value in reply.headers.items()}, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()

    return ask
