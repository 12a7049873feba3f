"""Reads the one setting of who may frame the app and which records it may read: the policy and the app both follow it."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FILE = Path(__file__).parent.parent / "infra" / "launchers.json"
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Record:
    """A hospital's record server, as the hospital registered this app with it.

    `issuer` is the FHIR base address; `origins` are those of its sign-in server, where they are others;
    `scope` replaces the scopes that the app would ask for, for a server that knows narrower ones.
    """

    name: str
    issuer: str
    client_id: str
    origins: tuple[str, ...] = ()
    scope: str | None = None


@dataclass(frozen=True)
class Launchers:
    launchers: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()

    @property
    def ancestors(self) -> tuple[str, ...]:
        """What `frame-ancestors` allows, beside the app's own origin."""
        return self.launchers

    @property
    def connect(self) -> tuple[str, ...]:
        """What `connect-src` allows, beside the app's own origin."""
        found = [origin for one in self.records for origin in (origin_of(one.issuer), *one.origins)]
        return tuple(dict.fromkeys(found))

    def published(self) -> str:
        """What the app reads as `launchers.json`, beside its page."""
        records = [
            {"name": one.name, "issuer": one.issuer, "client_id": one.client_id, "origins": list(one.origins)}
            | ({"scope": one.scope} if one.scope else {})
            for one in self.records
        ]
        return json.dumps({"launchers": list(self.launchers), "records": records}, ensure_ascii=False, indent=2) + "\n"


def load(path: Path | None = None) -> Launchers:
    """The setting in `path`, in the file that LAUNCHERS names, or the project's own.

    Raises ValueError, naming the entry, where it is not one that a browser could hold to.
    """
    path = path or Path(os.environ.get("LAUNCHERS") or FILE)
    whole = members("the file", json.loads(path.read_text(encoding="utf-8")), {"launchers", "records"})
    launchers = tuple(
        origin(f"launchers[{at}]", one) for at, one in enumerate(rows("launchers", whole.get("launchers", [])))
    )
    records = tuple(record(f"records[{at}]", one) for at, one in enumerate(rows("records", whole.get("records", []))))
    issuers = [one.issuer for one in records]
    if len(set(issuers)) < len(issuers):
        raise ValueError("records: each issuer may stand once only")
    return Launchers(launchers, records)


def record(where: str, given: Any) -> Record:
    known = members(where, given, {"name", "issuer", "client_id", "origins", "scope"})
    for name in ("name", "issuer", "client_id"):
        if not isinstance(known.get(name), str) or not known[name]:
            raise ValueError(f"{where}.{name}: a text is needed")
    origins = tuple(
        origin(f"{where}.origins[{at}]", one) for at, one in enumerate(rows(where, known.get("origins", [])))
    )
    scope = known.get("scope")
    if scope is not None and not isinstance(scope, str):
        raise ValueError(f"{where}.scope: a text is needed")
    return Record(known["name"], address(f"{where}.issuer", known["issuer"]), known["client_id"], origins, scope)


def members(where: str, given: Any, allowed: set[str]) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ValueError(f"{where}: an object is needed")
    known = {name: value for name, value in given.items() if name != "says"}
    if strange := sorted(known.keys() - allowed):
        raise ValueError(f"{where}: {', '.join(strange)} is not known here; known are {', '.join(sorted(allowed))}")
    return known


def rows(where: str, given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise ValueError(f"{where}: a list is needed")
    return given


def address(where: str, given: Any) -> str:
    """An address without query and fragment, https unless it is this machine's own; without a closing slash."""
    parts = urlsplit(given if isinstance(given, str) else "")
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not secure or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc or "*" in parts.netloc:
        raise ValueError(f"{where}: {given!r} is not an address such as https://records.example/fhir/r4")
    return given.rstrip("/")


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def origin(where: str, given: Any) -> str:
    """An origin exactly as a browser writes it, since it is compared letter by letter: no path, no wildcard."""
    try:
        found = address(where, given)
    except ValueError:
        found = ""
    if not found or given != origin_of(found).lower() or given.endswith((":443", ":80")):
        raise ValueError(f"{where}: {given!r} is not an origin such as https://launcher.example")
    return found
