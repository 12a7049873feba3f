"""Prints the guideline for a nephrologist to review: tables, numbers with source, what needs a signature."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compiler import shape
from compiler.files import read_files

NEEDS_EYES = ("unverified", "own_choice", "source_document", "secondary")


def report(folder: Path, document: dict[str, Any]) -> str:
    """The whole report as Markdown, from the hand-written files and the compiled document."""
    files = read_files(folder)
    lines: list[str] = []
    for part in (
        _head(document),
        _tables(files),
        _checklist(files),
        _limits(document),
        _sign_off(document),
        _claims(document),
    ):
        lines += [*part, ""]
    return "\n".join(lines)


def _head(document: dict[str, Any]) -> Iterator[str]:
    yield f"# {document['title']}"
    yield ""
    yield f"Guideline {document['id']} {document['version']}, {document['published']}. Review by {document['review_by']}."
    yield "Signed off." if document["signed_off"] else "**Not signed off by a nephrologist.**"
    yield ""
    yield document["disclaimer"]


def _tables(files: dict[str, Any]) -> Iterator[str]:
    yield "## Decision tables: the first row that holds decides"
    for name, table in files["pathway"]["tables"].items():
        yield ""
        yield f"### {table['title']} ({name})"
        yield ""
        yield "| row | question | needs | when | then |"
        yield "|---|---|---|---|---|"
        for row in table["rows"]:
            yield "| " + " | ".join(cell(part) for part in _row(row)) + " |"


def _row(row: dict[str, Any]) -> list[str]:
    needs = "; then ".join(
        ", ".join(place["ask"]) + (f" where {place['when']}" if place["when"] else "")
        for place in shape.places(row.get("needs"))
    )
    then = row.get("then") or "asks only"
    target = f"table {then['table']}" if isinstance(then, dict) else str(then)
    through = f"{row['through']}, then " if "through" in row else ""
    selected = f"of those with {row['if']}: " if "if" in row else ""
    return [row["id"], row["question"], needs, selected + str(row.get("when", "")), through + target]


def _checklist(files: dict[str, Any]) -> Iterator[str]:
    yield "## CNI-toxicity checklist"
    yield ""
    yield "| item | grade | when | what to do |"
    yield "|---|---|---|---|"
    for item in files["checklist"]["items"]:
        for row in item["rows"]:
            does = " ".join(part["says"] for part in shape.sentences(row["does"]))
            yield "| " + " | ".join(cell(part) for part in (item["title"], row["grade"], row["when"], does)) + " |"


def _limits(document: dict[str, Any]) -> Iterator[str]:
    yield "## Every number"
    yield ""
    yield "| number | value | population | source | where | how sure | since |"
    yield "|---|---|---|---|---|---|---|"
    for limit in document["limits"].values():
        for value in limit["values"]:
            yield "| " + " | ".join(cell(part) for part in _number(document, limit, value)) + " |"


def _number(document: dict[str, Any], limit: dict[str, Any], value: dict[str, Any]) -> list[str]:
    units = document["units"]
    printed = ", ".join(f"{number} {units[unit]}".strip() for unit, number in shape.numbers(limit, value).items())
    since = value["from"] + (f" until {value['until']}" if "until" in value else "")
    source = document["sources"][value["source"]]["title"]
    sure = document["certainty"][value["certainty"]]["label"]
    return [limit["label"], printed, limit["population"], source, value["locator"], sure, since]


def _sign_off(document: dict[str, Any]) -> Iterator[str]:
    yield "## What still needs a nephrologist's signature"
    for certainty in NEEDS_EYES:
        limits = [
            limit["label"]
            for limit in document["limits"].values()
            if any(value["certainty"] == certainty for value in limit["values"])
        ]
        statements = [
            f"{entry['title']}"
            for entry in [*document["outcomes"].values(), *document["alerts"], *document["options"]]
            if entry.get("certainty") == certainty
        ]
        yield ""
        yield f"### {document['certainty'][certainty]['label']}"
        yield ""
        yield from (f"- {label}" for label in dict.fromkeys([*limits, *statements]))


def _claims(document: dict[str, Any]) -> Iterator[str]:
    yield "## What the source document claims"
    yield ""
    yield "| it says | this tool | changed | how sure |"
    yield "|---|---|---|---|"
    for claim in document["claims"]:
        sure = document["certainty"][claim["certainty"]]["label"]
        changed = "yes" if claim["changed"] else "no"
        yield "| " + " | ".join(cell(part) for part in (claim["quote"], claim["answer"], changed, sure)) + " |"


def cell(text: Any) -> str:
    """Text as one cell of a Markdown table."""
    return " ".join(str(text).split()).replace("|", "\\|")
