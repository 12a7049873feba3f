"""Looks into FHIR resources that anyone may have sent: what is not of the expected shape is as if it were absent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Resource = dict[str, Any]


def objects(value: Any) -> list[Resource]:
    """The JSON objects of a list; of anything else none."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def inside(value: Any, *names: str) -> Any:
    """The member that a path of names leads to, or None."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text(value: Any) -> str:
    """A text, or an empty one."""
    return value if isinstance(value, str) else ""


def kind_of(resource: Resource) -> str:
    return text(resource.get("resourceType"))


def name_of(resource: Resource) -> str:
    """`Observation/id`, as a finding names it; the type alone where there is no id."""
    kind, own = kind_of(resource), text(resource.get("id"))
    return f"{kind}/{own}" if own else kind


def codings(concept: Any) -> list[tuple[str, str]]:
    """System and code of each coding of a CodeableConcept."""
    return [(text(coding.get("system")), text(coding.get("code"))) for coding in objects(inside(concept, "coding"))]


def names(concept: Any) -> list[str]:
    """What a CodeableConcept says in words."""
    said = [text(coding.get("display")) for coding in objects(inside(concept, "coding"))]
    return [part for part in (*said, text(inside(concept, "text"))) if part]


def entries(bundle: Resource) -> Iterator[tuple[str, Resource]]:
    """Address and resource of each entry of a Bundle; a Bundle within it is opened too."""
    for entry in objects(bundle.get("entry")):
        resource = entry.get("resource")
        if not isinstance(resource, dict):
            continue
        if kind_of(resource) == "Bundle":
            yield from entries(resource)
        else:
            yield text(entry.get("fullUrl")), resource
