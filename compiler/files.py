"""Reads the hand-written files of the guideline into one raw dictionary."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from compiler.faults import Fault, Faults, Place

FILES = (
    "guideline",
    "sources",
    "inputs",
    "limits",
    "medicines",
    "derived",
    "pathway",
    "outcomes",
    "alerts",
    "options",
    "checklist",
    "doses",
    "monitoring",
    "forms",
    "claims",
    "refusals",
    "contract",
    "codes",
    "services",
)


class _Loader(yaml.CSafeLoader):
    """Safe loading that refuses a key written twice: the first would be lost without a word."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        if node.flow_style and value_node.value == "" and not getattr(value_node, "style", None):
            # A comma outside quotes ends a value; the rest of the sentence would be a name without one.
            problem = f"`{key}` has no value: a sentence with a comma stands in quotes"
            raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"`{key}` stands twice", key_node.start_mark)
        seen.add(key)
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# Dates stay text, since they are compared and shown as written; of the words only true and false are booleans.
_DROPPED = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _DROPPED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def content(path: Path) -> Any:
    """What a YAML file holds. Raises FileNotFoundError, yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506


def read_files(folder: Path) -> dict[str, Any]:
    """Each file's content by its name. Raises Faults for what is absent or not YAML."""
    contents: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in FILES:
        path = folder / f"{name}.yaml"
        try:
            contents[name] = content(path)
        except FileNotFoundError:
            faults.append(Fault(Place(path.name, "file"), "it is not there.", "add the file."))
        except yaml.YAMLError as error:
            faults.append(Fault(Place(path.name, "file"), f"not YAML: {error}.", "mend the file."))
    if faults:
        raise Faults(faults)
    return contents
