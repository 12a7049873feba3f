"""HTTP requests as AWS hands them to a function: API Gateway's two shapes, and a function URL's."""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

Event = dict[str, Any]
Maker = Callable[..., Event]
JSON = {"Content-Type": "application/json"}
ADDRESS = "203.0.113.7"  # kept free for documentation (RFC 5737)


def rest(method: str, path: str, body: str | None = None, headers: Mapping[str, str] = JSON, **more: Any) -> Event:
    """API Gateway REST API, payload 1.0, proxy integration. `query` may be given; `binary` sends base64."""
    sent = _common(headers)
    query: dict[str, str] = more.get("query") or {}
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": query or None,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} or None,
        "pathParameters": {"proxy": path.lstrip("/")},
        "stageVariables": None,
        "requestContext": {
            "resourcePath": "/{proxy+}",
            "httpMethod": method,
            "path": f"/dev{path}",
            "protocol": "HTTP/1.1",
            "stage": "dev",
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "identity": {"sourceIp": ADDRESS, "userAgent": sent["User-Agent"]},
        },
        **_body(body, more.get("binary", False)),
    }


def http(method: str, path: str, body: str | None = None, headers: Mapping[str, str] = JSON, **more: Any) -> Event:
    """API Gateway HTTP API, payload 2.0, on a named stage unless `stage` says otherwise."""
    stage: str = more.get("stage", "dev")
    raw = path if stage == "$default" else f"/{stage}{path}"
    query: dict[str, str] = more.get("query") or {}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": raw,
        "rawQueryString": "&".join(f"{name}={value}" for name, value in query.items()),
        "headers": {name.lower(): value for name, value in _common(headers).items()},
        "requestContext": {
            "domainName": "example.execute-api.eu-central-1.amazonaws.com",
            "http": {
                "method": method,
                "path": raw,
                "protocol": "HTTP/1.1",
                "sourceIp": ADDRESS,
                "userAgent": "curl/8.5.0",
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": "$default",
            "stage": stage,
        },
        **_body(body, more.get("binary", False)),
    }


def url(method: str, path: str, body: str | None = None, headers: Mapping[str, str] = JSON, **more: Any) -> Event:
    """A function URL: payload 2.0 on the stage `$default`, no body member where nothing was sent."""
    event = http(method, path, body, headers, **{**more, "stage": "$default"})
    if body is None:
        del event["body"]
    return event


SHAPES: dict[str, Maker] = {"REST API": rest, "HTTP API": http, "function URL": url}


def answered(reply: Mapping[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in small letters) and body of a function's reply."""
    many = reply.get("multiValueHeaders") or {name: [value] for name, value in (reply.get("headers") or {}).items()}
    headers = {name.lower(): ", ".join(values) for name, values in many.items()}
    body = reply.get("body") or ""
    return reply["statusCode"], headers, base64.b64decode(body) if reply.get("isBase64Encoded") else body.encode()


def as_body(request: Any) -> str:
    return json.dumps(request, ensure_ascii=False)


def _common(headers: Mapping[str, str]) -> dict[str, str]:
    forwarded = {"X-Forwarded-For": ADDRESS, "X-Forwarded-Port": "443", "X-Forwarded-Proto": "https"}
    return {"Accept": "*/*", "Host": "api.example", "User-Agent": "curl/8.5.0", **forwarded, **headers}


def _body(body: str | None, binary: bool) -> Event:
    sent = base64.b64encode(body.encode()).decode() if binary and body is not None else body
    return {"body": sent, "isBase64Encoded": binary}
