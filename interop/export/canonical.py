"""What every exported document says of itself: its name, its version, and that it is a draft."""

from __future__ import annotations

from typing import Any

from interop.resource import Resource
from interop.services import Services


class Canonical:
    """Names documents under one base address."""

    def __init__(self, services: Services, base: str) -> None:
        self.document = services.guideline.document
        self.fhir: dict[str, Any] = services.document["fhir"]
        self.base = base

    def url(self, kind: str, name: str) -> str:
        return f"{self.base}/fhir/{kind}/{name}"

    def versioned(self, kind: str, name: str) -> str:
        """A canonical reference to one of the documents."""
        return f"{self.url(kind, name)}|{self.document['version']}"

    def made(self, resource: str, name: str, title: str, **content: Any) -> Resource:
        """A document with what all of them have in common."""
        return {
            "resourceType": resource,
            "id": name,
            "url": self.url(resource, name),
            "version": self.document["version"],
            "name": "".join(part.capitalize() for part in name.split("-")),
            "title": title,
            "status": "draft",
            "experimental": True,
            "date": self.document["published"],
            "publisher": self.fhir["publisher"],
            **content,
        }

    def sources(self, names: list[str], kind: str = "citation") -> list[dict[str, Any]]:
        """The guideline's sources as related artefacts."""
        found = []
        for name in names:
            source = self.document["sources"][name]
            artefact = {"type": kind, "label": name, "display": source["title"]}
            where = source.get("where", "")
            found.append(artefact | {"url": where} if where.startswith("https://") else artefact)
        return found
