"""Who may call the CDS services, where a deployment says so: signed tokens of known issuers, each used once.

Nothing is fetched: the keys of each issuer are on file, and a `jku` that is not the configured one is refused.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from time import time
from typing import Any

from flask import Request, current_app

from ..problems import Problem

# No `none`, no shared secrets: a token must prove who signed it.
ALGORITHMS = ("ES384", "RS384", "ES256", "RS256")
CLAIMS = ["iss", "aud", "exp", "iat", "jti"]
LEEWAY_SECONDS = 30
# A token that lives longer would have to be remembered longer.
LONGEST_SECONDS = 3600
MOST_REMEMBERED_ITEMS = 100_000


class Guard:
    """Checks the token of a request, and remembers it until it expires."""

    def __init__(self) -> None:
        self.used: dict[tuple[str, str], float] = {}
        self.lock = Lock()

    def check(self, request: Request) -> None:
        """Raises Problem (401, with nothing said of why) unless tokens are off or this one is good."""
        issuers: Mapping[str, Any] = current_app.config["CDS_ISSUERS"]
        if not issuers:
            return
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        address = current_app.config["PUBLIC_URL"] + request.path
        if kind.lower() != "bearer" or not token or not self._good(token, issuers, address):
            raise Problem("not-authorised", "")

    def _good(self, token: str, issuers: Mapping[str, Any], address: str) -> bool:
        # Not at the top: most deployments ask for no token, and this would be their slowest import.
        import jwt

        try:
            claimed = jwt.decode(token, options={"verify_signature": False, "verify_exp": False})
            header = jwt.get_unverified_header(token)
            issuer = issuers.get(claimed["iss"])
            key = _key(issuer, header) if issuer else None
            if issuer is None or key is None:
                return False
            claims = jwt.decode(
                token,
                key=key,
                algorithms=[header["alg"]],
                audience=address,
                issuer=claimed["iss"],
                leeway=LEEWAY_SECONDS,
                options={"require": CLAIMS},
            )
            return _for_tenant(issuer, claims) and self._first_use(claims)
        except (jwt.PyJWTError, KeyError, TypeError, ValueError):
            return False

    def _first_use(self, claims: Mapping[str, Any]) -> bool:
        now, expires = time(), float(claims["exp"]) + LEEWAY_SECONDS
        name = (claims["iss"], claims["jti"])
        if expires - now > LONGEST_SECONDS + LEEWAY_SECONDS:
            return False
        with self.lock:
            for old in [each for each, until in self.used.items() if until < now]:
                del self.used[old]
            if name in self.used or len(self.used) >= MOST_REMEMBERED_ITEMS:
                return False
            self.used[name] = expires
        return True


def _key(issuer: Mapping[str, Any], header: Mapping[str, Any]) -> Any:
    """The key on file that a token's header names, or None."""
    from jwt import PyJWK

    if header.get("alg") not in ALGORITHMS or ("jku" in header and header["jku"] != issuer.get("jku")):
        return None
    found = next((each for each in keys(issuer) if each.get("kid") == header.get("kid")), None)
    return PyJWK.from_dict(found, algorithm=header["alg"]) if found else None


def keys(issuer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The keys of an issuer, read anew from a file each time, so that they can be changed while this runs.

    Raises OSError, ValueError, KeyError or TypeError where they cannot be read.
    """
    held = issuer["jwks"]
    if isinstance(held, str):
        held = json.loads(Path(held).read_text("utf-8"))
    return list(held["keys"])


def _for_tenant(issuer: Mapping[str, Any], claims: Mapping[str, Any]) -> bool:
    return "tenants" not in issuer or claims.get("tenant") in issuer["tenants"]
