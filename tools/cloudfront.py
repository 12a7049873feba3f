"""Reads infra/site.yaml as CloudFront would: which origin answers a path, and what headers the answer carries.

What no stand-in for AWS carries out (distribution, headers policies, page function) is so tried all the same.
"""

import json
import subprocess
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parent.parent / "infra" / "site.yaml"
Start = Callable[..., Any]


class Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short tags: !Ref x becomes {"Ref": x}, !Sub x {"Fn::Sub": x}."""


def _tag(loader: Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        return {name: value.split(".", 1) if suffix == "GetAtt" else value}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    assert isinstance(node, yaml.MappingNode)
    return {name: loader.construct_mapping(node, deep=True)}


Loader.add_multi_constructor("!", _tag)


def template() -> dict[str, Any]:
    return dict(yaml.load(TEMPLATE.read_text(encoding="utf-8"), Loader))


class Edge:
    """The distribution of the template, deployed with `parameters`."""

    def __init__(self, **parameters: str) -> None:
        self.document = template()
        self.parameters = {name: each.get("Default", "") for name, each in self.document["Parameters"].items()}
        self.parameters |= {"Holds": "site", "Stage": "test", **parameters}
        self.config = self.properties("Distribution")["DistributionConfig"]

    def properties(self, resource: str) -> dict[str, Any]:
        return dict(self.resolved(self.document["Resources"][resource]["Properties"]))

    def behaviour(self, path: str) -> dict[str, Any]:
        """The first behaviour whose pattern fits, as CloudFront chooses; otherwise the default one."""
        others: list[dict[str, Any]] = self.config["CacheBehaviors"]
        fitting = (each for each in others if fnmatchcase(path, each["PathPattern"]))
        return next(fitting, self.config["DefaultCacheBehavior"])

    def headers(self, path: str) -> dict[str, str]:
        """What the headers policy for `path` puts on the answer, over what the origin said."""
        policy = self.properties(self.behaviour(path)["ResponseHeadersPolicyId"])["ResponseHeadersPolicyConfig"]
        security = policy["SecurityHeadersConfig"]
        entries = [*security.values(), *policy["CustomHeadersConfig"]["Items"]]
        assert all(entry["Override"] for entry in entries)
        strict = security["StrictTransportSecurity"]
        found = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
            "Strict-Transport-Security": f"max-age={strict['AccessControlMaxAgeSec']}"
            + ("; includeSubDomains" if strict.get("IncludeSubdomains") else "")
            + ("; preload" if strict.get("Preload") else ""),
        }
        if "ContentSecurityPolicy" in security:
            found["Content-Security-Policy"] = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
        return found | {item["Header"]: item["Value"] for item in policy["CustomHeadersConfig"]["Items"]}

    def page(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The request that the page function hands on for `path`, worked out by its own code in node."""
        return _page(self.properties("Pages")["FunctionCode"], path, json.dumps(dict(query or {})))

    def resolved(self, value: Any) -> Any:
        """`value` with its references and conditions worked out; other resources stand by their name."""
        if isinstance(value, list):
            every = [self.resolved(each) for each in value]
            return [each for each in every if each != {"Ref": "AWS::NoValue"}]
        if not isinstance(value, dict):
            return value
        if len(value) == 1 and (name := next(iter(value))) in WORKED_OUT:
            return WORKED_OUT[name](self, value[name])
        found = {name: self.resolved(each) for name, each in value.items()}
        return {name: each for name, each in found.items() if each != {"Ref": "AWS::NoValue"}}

    def holds(self, condition: Any) -> bool:
        ((name, operands),) = condition.items()
        if name == "Fn::Not":
            return not self.holds(operands[0])
        left, right = (self.resolved(each) for each in operands)
        assert name == "Fn::Equals"
        return bool(left == right)

    def _ref(self, name: str) -> Any:
        return {"Ref": name} if name == "AWS::NoValue" else self.parameters.get(name, name)

    def _if(self, parts: list[Any]) -> Any:
        name, yes, no = parts
        return self.resolved(yes if self.holds(self.document["Conditions"][name]) else no)

    def _sub(self, given: Any) -> str:
        text, more = given if isinstance(given, list) else (given, {})
        for name, value in {**self.parameters, **self.resolved(more)}.items():
            text = text.replace(f"${{{name}}}", str(value))
        return str(text)


WORKED_OUT: dict[str, Callable[[Edge, Any], Any]] = {
    "Ref": Edge._ref,
    "Fn::If": Edge._if,
    "Fn::Sub": Edge._sub,
    "Fn::GetAtt": lambda _, parts: parts[0],
}


@cache
def _page(code: str, path: str, query: str) -> dict[str, Any]:
    event = json.dumps({"request": {"method": "GET", "uri": path, "querystring": json.loads(query), "headers": {}}})
    script = f"{code}\nconsole.log(JSON.stringify(handler({event})))"
    ran = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    return dict(json.loads(ran.stdout))


class OneOrigin:
    """The edge as a WSGI application over two origins, each a WSGI application of its own."""

    def __init__(self, edge: Edge, site: Callable[..., Iterable[bytes]], api: Callable[..., Iterable[bytes]]) -> None:
        self.edge = edge
        self.origins = {"site": site, "api": api}

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        behaviour = self.edge.behaviour(path)
        if environ["REQUEST_METHOD"] not in behaviour["AllowedMethods"]:
            start_response("403 Forbidden", [])
            return [b"The distribution does not allow this method."]
        if behaviour.get("FunctionAssociations"):
            request = self.edge.page(path)
            environ = {**environ, "PATH_INFO": request["uri"], "QUERY_STRING": ""}
        added = self.edge.headers(path)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            replaced = {name.lower() for name in added}
            kept = [(name, value) for name, value in headers if name.lower() not in replaced]
            return start_response(status, [*kept, *added.items()], exc_info)

        return self.origins[behaviour["TargetOriginId"]](environ, start)
