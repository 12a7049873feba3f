"""Reads infra/edge.json: which requests go to the API, and what headers every answer carries."""

import json
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

RULES = json.loads((Path(__file__).parent.parent / "infra" / "edge.json").read_text(encoding="utf-8"))
TYPES = {  # not left to the machine's own table: a wrong type stops a script under nosniff
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
}


def media_type(name: str) -> str:
    return TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")


def matches(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def is_api(path: str) -> bool:
    return matches(path, RULES["api"])


def content_security_policy(ancestors: Sequence[str] = (), connect: Sequence[str] = ()) -> str:
    """Launchers that may frame the app, and record servers it may ask, are added per deployment."""
    more = {"frame-ancestors": ancestors, "connect-src": connect}
    directives = RULES["content_security_policy"].items()
    return "; ".join(" ".join([name, *sources, *more.get(name, ())]) for name, sources in directives)


def headers(path: str, ancestors: Sequence[str] = (), connect: Sequence[str] = ()) -> dict[str, str]:
    """What the edge sets on the answer for `path`, over whatever the origin said."""
    found = dict(RULES["headers"])
    opener = RULES["cross_origin_opener_policy"]
    if matches(path, opener["paths"]):
        found["Cross-Origin-Opener-Policy"] = opener["value"]
    if not is_api(path):  # the API knows best what its pages may do and how long its answers live
        found["Content-Security-Policy"] = content_security_policy(ancestors, connect)
        found["Cache-Control"] = next(rule["value"] for rule in RULES["cache_control"] if matches(path, [rule["path"]]))
    return found
