"""The sign-off register: every number and statement that needs a nephrologist's eyes, why, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compiler.files import content
from compiler.report import NEEDS_EYES, cell
from compiler.shape import numbers
from tools.pages.names import Names
from tools.pages.readers import Readers

# A statement: its key, title, certainty, sources.
Statement = tuple[str, str, str, tuple[str, ...]]
SHOWN = 6  # parts named before the rest is counted
WHY = {
    "unverified": "Not traced to a text that was read.",
    "own_choice": "No source gives it: this tool's own choice.",
    "source_document": "The source document alone, a machine-written page, says so.",
    "secondary": "Read in a restatement, not in the original.",
}


class Register:
    """What is unsigned in one working copy."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.document = names.guideline
        paths = sorted((names.root / "engine").glob("*.py"))
        engine = {f"engine/{path.name}": path.read_text(encoding="utf-8") for path in paths}
        self.readers = Readers(self.document, engine)
        safety = names.root / "docs" / "safety"
        self.must_verify: list[dict[str, Any]] = content(safety / "must-verify.yaml")["must_verify"]
        signatures = content(safety / "signatures.yaml")["signatures"]
        self.signed: dict[str, dict[str, str]] = {signature["key"]: signature for signature in signatures}

    def numbers(self) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Each number in force that was not read in its primary source: its key, the limit, the value."""
        return [
            (f"limit {name}", limit, value)
            for certainty in NEEDS_EYES
            for name, limit in self.document["limits"].items()
            for value in limit["values"]
            if "until" not in value and value["certainty"] == certainty
        ]

    def statements(self) -> list[Statement]:
        """Each statement that does not rest on its primary source: key, title, certainty, sources."""
        found = [entry for entry in self._statements() if entry[2] in NEEDS_EYES]
        return sorted(dict.fromkeys(found), key=lambda entry: NEEDS_EYES.index(entry[2]))

    def unsigned(self) -> list[str]:
        """The keys that nobody has signed."""
        keys = [key for key, *_ in self.numbers()] + [key for key, *_ in self.statements()]
        return [key for key in keys if key not in self.signed]

    def page(self) -> str:
        """The register as Markdown."""
        return "\n".join([*self._head(), *self._verify(), *self._numbers_table(), *self._statements_table()]) + "\n"

    def _statements(self) -> Iterator[Statement]:
        document = self.document
        for name, outcome in document["outcomes"].items():
            yield f"outcome {name}", outcome["title"], outcome["certainty"], tuple(outcome["sources"])
        for kind, entries in (
            ("alert", document["alerts"]),
            ("item", document["checklist"]["items"]),
            ("option", document["options"]),
        ):
            for entry in entries:
                yield f"{kind} {entry['id']}", entry["title"], entry["certainty"], tuple(entry["sources"])
        for name, alert in document["each_alert"].items():
            if "certainty" in alert:
                yield f"alert {name}", alert["title"], alert["certainty"], tuple(alert["sources"])
        for claim in document["claims"]:
            yield f"claim {claim['id']}", claim["answer"], claim["certainty"], tuple(claim["sources"])
        for entry in document["newer"]:
            yield f"newer {entry['title']}", entry["says"], entry["certainty"], tuple(entry["sources"])
        for code, medicine in document["medicines"].items():
            for effect in [*medicine.get("effects", []), *medicine.get("cautions", [])]:
                yield f"medicine {code}", effect["says"], effect["certainty"], (effect["source"],)
        yield (
            "statement monitoring",
            document["monitoring"]["composite"],
            document["monitoring"]["certainty"],
            ("tool",),
        )

    def _head(self) -> Iterator[str]:
        document = self.document
        unsigned = self.unsigned()
        state = "signed off" if document["signed_off"] else "**not signed off**"
        yield "# Sign-off register"
        yield ""
        yield "Made from the guideline by `make docs`: change it there, in `must-verify.yaml` or in `signatures.yaml`."
        yield ""
        yield f"Guideline {document['id']} {document['version']}: {state}. {len(unsigned)} entries wait for a signature."
        yield ""
        yield "To sign: read the original, put right value, source, locator and `certainty` in `guideline/`, and add the"
        yield "entry to `signatures.yaml`. `signed_off: true` in `guideline/guideline.yaml` is for the day when nothing"
        yield "waits any more; a test refuses it earlier. Until then every answer and every copy says that it is unsigned."

    def _verify(self) -> Iterator[str]:
        yield ""
        yield "## Read in the original before release"
        yield ""
        yield "| what | why | where | what it would change |"
        yield "|---|---|---|---|"
        for entry in self.must_verify:
            changes = "; ".join(f"`{name}`" for name in entry["changes"])
            yield f"| {cell(entry['what'])} | {cell(entry['why'])} | {cell(entry['where'])} | {changes} |"

    def _numbers_table(self) -> Iterator[str]:
        numbers = self.numbers()
        for certainty in NEEDS_EYES:
            rows = [(key, limit, value) for key, limit, value in numbers if value["certainty"] == certainty]
            yield ""
            yield f"## Numbers: {self.document['certainty'][certainty]['label'].lower()} ({len(rows)})"
            yield ""
            yield f"{WHY[certainty]}"
            if not rows:
                continue
            yield ""
            yield "| id | number | value | for | ground | what it would change | signed |"
            yield "|---|---|---|---|---|---|---|"
            for key, limit, value in rows:
                yield "| " + " | ".join(cell(part) for part in self._number(key, limit, value)) + " |"

    def _number(self, key: str, limit: dict[str, Any], value: dict[str, Any]) -> list[str]:
        source = self.document["sources"][value["source"]]
        ground = f"{source['title']}, {value['locator']}. {source['read']}. {value.get('why', '')}"
        label, name = limit["label"], key.removeprefix("limit ")
        return [
            f"`{name}`",
            label,
            self._shown(limit, value),
            limit["population"],
            ground,
            self.changes(name),
            self._signature(key),
        ]

    def _shown(self, limit: dict[str, Any], value: dict[str, Any]) -> str:
        units = self.document["units"]
        return ", ".join(f"{number} {units[unit]}".strip() for unit, number in numbers(limit, value).items())

    def changes(self, limit: str) -> str:
        """What another value of a limit would change, in one cell."""
        direct, through = self.readers.of(limit)
        said = []
        if direct:
            said.append(_few(direct))
        if through:
            said.append(f"by way of {', '.join(self.readers.derived_from(limit))}: {_few(through)}")
        if not said:
            said += [f"`{path}`" for path, limits in self.readers.engine.items() if limit in limits]
        if not said and (derived := self.readers.derived_from(limit)):
            said.append(f"derived {', '.join(derived)}")
        return "; ".join(said)

    def _statements_table(self) -> Iterator[str]:
        rows = self.statements()
        yield ""
        yield f"## Statements ({len(rows)})"
        yield ""
        yield "| id | says | how sure | sources | signed |"
        yield "|---|---|---|---|---|"
        for key, title, certainty, sources in rows:
            sure = self.document["certainty"][certainty]["label"]
            parts = [f"`{key}`", title, sure, ", ".join(sources), self._signature(key)]
            yield "| " + " | ".join(cell(part) for part in parts) + " |"

    def _signature(self, key: str) -> str:
        signature = self.signed.get(key)
        return (
            f"{signature['name']}, {signature['registration']}, {signature['date']}: {signature['decision']}"
            if signature
            else ""
        )


def _few(names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:SHOWN])
    return shown if len(names) <= SHOWN else f"{shown} and {len(names) - SHOWN} more"
