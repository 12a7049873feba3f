"""A hospital's sign-in and record server, as SMART App Launch 2 has it for a public app: every rule it states is checked.

It approves at once, as one whose user is signed in already, and refuses by raising `Broken` into `broken`.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from werkzeug.wrappers import Request, Response

Resource = dict[str, Any]
CLIENT = "fsgs-pathway"
READ_ONLY = {
    "v2": "patient/Patient.r patient/Observation.rs patient/MedicationRequest.rs patient/Condition.rs",
    "v1": "patient/Patient.read patient/Observation.read patient/MedicationRequest.read patient/Condition.read",
}


class Broken(Exception):
    """A rule of the specification that the app did not keep."""


@dataclass
class Records:
    """`patient` is the one that is open; `resources` what is recorded of anyone."""

    patient: str
    resources: list[Resource]
    redirect_uri: str = ""
    app_origin: str = ""
    capabilities: list[str] = field(
        default_factory=lambda: [
            "launch-ehr",
            "launch-standalone",
            "client-public",
            "context-ehr-patient",
            "permission-v2",
        ]
    )
    methods: list[str] = field(default_factory=lambda: ["S256"])
    banner: bool = False
    narrowed: str | None = None
    deny: bool = False
    stray: list[Resource] = field(default_factory=list)  # what it answers with too, though it was not asked for
    answer: dict[str, str] = field(default_factory=dict)  # changes what comes back to the callback page
    launches: set[str] = field(default_factory=set)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def launch(self) -> str:
        """What the record's own page passes on when it opens the app."""
        self.launches.add(token := secrets.token_urlsafe(12))
        return token

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        self.requests.append((request.method, request.full_path, dict(request.headers)))
        try:
            answer = self.route(request)
        except Broken as rule:
            self.broken.append(str(rule))
            answer = Response(json.dumps({"error": "invalid_request"}), 400, mimetype="application/json")
        origin = "*" if ".well-known" in request.path else self.app_origin
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.headers["Access-Control-Allow-Headers"] = "authorization, accept, content-type"
        return answer(environ, start_response)

    def route(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response()
        match request.path:
            case "/fhir/.well-known/smart-configuration":
                return self.configuration(request)
            case "/authorize":
                return self.authorise(request)
            case "/token":
                return self.token(request)
        return self.read(request)

    def configuration(self, request: Request) -> Response:
        if request.headers.get("Accept") != "application/json":
            raise Broken("discovery asks for application/json")
        return reply(
            {
                "authorization_endpoint": f"{request.host_url}authorize",
                "token_endpoint": "../token",
                "grant_types_supported": ["authorization_code"],
                "capabilities": self.capabilities,
                "code_challenge_methods_supported": self.methods,
            }
        )

    def authorise(self, request: Request) -> Response:
        asked = request.args.to_dict()
        scopes = set(asked["scope"].split())
        context = {"launch"} if "launch" in asked else {"launch/patient"}
        expected = READ_ONLY["v2" if "permission-v2" in self.capabilities else "v1"].split()
        rules = {
            "response_type": asked["response_type"] == "code",
            "client_id": asked["client_id"] == CLIENT,
            "redirect_uri": asked["redirect_uri"] == self.redirect_uri,
            "aud": asked["aud"] == f"{request.host_url}fhir",
            "state of 122 bits": len(asked["state"]) >= 122 / 6,
            "code_challenge_method": asked["code_challenge_method"] == "S256",
            "code_challenge": len(asked["code_challenge"]) == 43,
            "launch": "launch" not in asked or asked["launch"] in self.launches,
            "scope": scopes == context | set(expected),
            "nothing else": not asked.keys() & {"client_secret", "code_verifier", "nonce"},
        }
        for rule, kept in rules.items():
            if not kept:
                raise Broken(f"authorize: {rule}")
        self.codes[code := secrets.token_urlsafe(16)] = asked
        came = {"error": "access_denied"} if self.deny else {"code": code}
        back = {**came, "state": asked["state"], **self.answer}
        return Response(status=302, headers={"Location": f"{self.redirect_uri}?{urlencode(back)}"})

    def token(self, request: Request) -> Response:
        sent = request.form.to_dict()
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None:
            raise Broken("token: a code is used once")
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        rules = {
            "POST": request.method == "POST",
            "form": request.mimetype == "application/x-www-form-urlencoded",
            "grant_type": sent["grant_type"] == "authorization_code",
            "redirect_uri": sent["redirect_uri"] == asked["redirect_uri"],
            "client_id": sent["client_id"] == CLIENT,
            "no secret": "client_secret" not in sent and "Authorization" not in request.headers,
            "code_verifier": base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"],
        }
        for rule, kept in rules.items():
            if not kept:
                raise Broken(f"token: {rule}")
        granted = self.narrowed or asked["scope"]
        self.tokens[token := secrets.token_urlsafe(24)] = granted
        told = {"access_token": token, "token_type": "Bearer", "expires_in": 300, "scope": granted}
        return reply({**told, "patient": self.patient, "need_patient_banner": self.banner})

    def read(self, request: Request) -> Response:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        kind = request.path.removeprefix("/fhir/").split("/")[0]
        if scheme != "Bearer" or token not in self.tokens:
            raise Broken(f"{kind}: no token that this server gave")
        if f"patient/{kind}." not in self.tokens[token]:
            raise Broken(f"{kind}: beyond the scope")
        self.asked.append(kind)
        ours = [one for one in self.resources if of(one) == f"Patient/{self.patient}"]
        if kind == "Patient":
            return reply(next(one for one in ours if one["resourceType"] == "Patient"))
        if request.args.get("patient") != self.patient:
            raise Broken(f"{kind}: of another patient than the one that is open")
        found = [one for one in ours if one["resourceType"] == kind and wanted(one, request.args.get("code"))]
        entry = [{"resource": one} for one in [*found, *self.stray]]
        return reply({"resourceType": "Bundle", "type": "searchset", "entry": entry})


def reply(body: Any) -> Response:
    return Response(json.dumps(body), mimetype="application/json")


def of(resource: Resource) -> str:
    """The patient that a resource is of."""
    if resource["resourceType"] == "Patient":
        return f"Patient/{resource['id']}"
    return str((resource.get("subject") or {}).get("reference"))


def wanted(resource: Resource, code: str | None) -> bool:
    """Whether a search by `system|code,system|code` finds a resource."""
    if code is None:
        return True
    parts = [resource, *resource.get("component", [])]
    said = {f"{one.get('system')}|{one.get('code')}" for part in parts for one in part["code"]["coding"]}
    return bool(said & set(code.split(",")))


def today(days_ago: int = 0) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(time.time() - days_ago * 86400))


def laboratory(
    name: str, loinc: str, value: float, unit: str, patient: str, days_ago: int = 1, **more: Any
) -> Resource:
    """A result as a laboratory reports it."""
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": loinc}]},
        "subject": {"reference": f"Patient/{patient}"},
        "effectiveDateTime": today(days_ago),
        "valueQuantity": {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit},
        **more,
    }
