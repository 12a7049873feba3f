"""From each statement of the source document to its claim, its rules and limits, the vectors that judge them, the screens."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from compiler.files import content
from compiler.report import cell
from engine import pathway
from engine.decision import NEEDS_INPUT
from engine.guideline import Guideline
from tools.pages.names import Names
from tools.pages.readers import Readers

SHOWN = 4  # vectors named for a claim before the rest is counted
NOT_FIRST = ("alerts: ", "boundaries: ", "derived: ", "options: ")  # vectors about something else than the outcome
# Members of `expect` that name parts of the guideline, by kind.
ASSERTS = {
    "alert": ("alerts", "no_alerts"),
    "option": ("options",),
    "item": ("grades",),
    "dose": ("doses", "withheld"),
    "derived": ("derived",),
}
ABOUT_RESPONSE = {"response", "readings", "first_partial", "first_complete", "relapses", "assessment"}
# The screens that show a part of the guideline, by its kind.
SCREENS = {
    "row": ("answer", "flow"),
    "alert": ("answer",),
    "outcome": ("answer",),
    "option": ("answer",),
    "drug_choice": ("answer",),
    "dose": ("answer", "check"),
    "item": ("checklist",),
    "check": ("plan",),
    "limit": ("evidence",),
    "statement": ("about",),
    "claim": ("about",),
}
VIEWS = {"check": "SecondCheck"}


class Trace:
    """The way of every statement."""

    def __init__(self, names: Names) -> None:
        self.names = names
        data = content(names.root / "docs" / "source-document.yaml")
        self.lines: list[dict[str, Any]] = data["lines"]
        self.sha256: str = data["sha256"]
        self.carried_by: dict[str, list[str]] = data["carried_by"]
        self.shown_only: dict[str, str] = data["shown_only"]
        self.claims = {claim["id"]: claim for claim in names.guideline["claims"]}
        self.readers = Readers(names.guideline, {})
        self._judged: dict[str, list[str]] | None = None

    def text(self) -> str:
        """The source document, put together again."""
        return "\n".join(line.get("heading") or line["says"] for line in self.lines)

    def carriers(self, claim: str) -> list[str]:
        """What of the guideline carries a claim: rows first."""
        return [*(f"row {row}" for row in self.claims[claim]["rows"]), *self.carried_by.get(claim, [])]

    def screens(self, claim: str) -> list[str]:
        """Where a reader meets it."""
        kinds = [name.partition(" ")[0] for name in [*self.carriers(claim), f"claim {claim}"]]
        return list(dict.fromkeys(screen for kind in kinds for screen in SCREENS[kind]))

    def vectors(self, claim: str) -> list[str]:
        """The vectors that say something about what carries a claim."""
        judged = self.judged()
        columns = [judged.get(name, []) for name in self._with_readers(claim)]
        # One of each carrier in turn, so that the few that are named show all of them.
        turns = [
            column[turn]
            for turn in range(max(map(len, columns), default=0))
            for column in columns
            if turn < len(column)
        ]
        return list(dict.fromkeys(turns))

    def judged(self) -> dict[str, list[str]]:
        """For each part of the guideline the vectors that say something about it."""
        if self._judged is None:
            guideline = Guideline(self.names.guideline)
            found: dict[str, list[str]] = defaultdict(list)
            for name, vector in sorted(self.names.vectors.items(), key=lambda entry: entry[0].startswith(NOT_FIRST)):
                for part in dict.fromkeys(_asserted(guideline, vector)):
                    found[part].append(name)
            self._judged = dict(found)
        return self._judged

    def faults(self) -> list[str]:
        """Whatever breaks the way from a statement to its tests and screens."""
        return [*self._faults_of_document(), *self._faults_of_claims()]

    def _faults_of_document(self) -> Iterator[str]:
        if hashlib.sha256(self.text().encode()).hexdigest() != self.sha256:
            yield "the lines are not the source document to the letter"
        for line in self.lines:
            if "heading" not in line and not line.get("claims"):
                yield f"no claim answers: {line['says']}"
            yield from (f"no such claim: {claim}" for claim in line.get("claims", []) if claim not in self.claims)

    def _faults_of_claims(self) -> Iterator[str]:
        answered = {claim for line in self.lines for claim in line.get("claims", [])}
        yield from (f"claim {claim} answers no statement" for claim in self.claims if claim not in answered)
        for claim in self.claims:
            yield from (f"claim {claim}: {name!r} does not exist" for name in self.names.gone(self.carriers(claim)))
            if claim in self.shown_only:
                if self.carriers(claim):
                    yield f"claim {claim} is carried by a rule, and said to be shown only"
            elif not self.carriers(claim):
                yield f"claim {claim} is carried by nothing, and nothing says why"
            elif not self.vectors(claim):
                yield f"claim {claim}: no vector judges what carries it"
            yield from (f"no screen {screen}" for screen in self.screens(claim) if not self._view(screen).is_file())

    def page(self) -> str:
        """The traceability as Markdown."""
        return "\n".join([*self._head(), *self._statements(), *self._claims()]) + "\n"

    def _head(self) -> Iterator[str]:
        statements = [line for line in self.lines if line.get("claims")]
        yield "# From the source document to the screen"
        yield ""
        yield "Made by `make docs` from `source-document.yaml`, the guideline and the vectors: change those."
        yield ""
        yield f"{len(statements)} statements, {len(self.claims)} claims. Of the vectors that judge a claim, the first {SHOWN} are named."
        yield ""
        yield "## Statements"

    def _statements(self) -> Iterator[str]:
        for line in self.lines:
            claims = ", ".join(f"[{claim}](#{claim})" for claim in line.get("claims", []))
            if "heading" in line:
                yield ""
                yield f"**{line['heading']}**" + (f" → {claims}" if claims else "")
                yield ""
            else:
                yield f"- “{line['says'].removeprefix('- ')}” → {claims}"

    def _claims(self) -> Iterator[str]:
        yield ""
        yield "## Claims"
        for claim in self.claims.values():
            name = claim["id"]
            vectors = self.vectors(name)
            yield ""
            yield f"### {name}"
            yield ""
            yield f"{claim['answer']} ({'departs' if claim['changed'] else 'as said'}; {claim['certainty']})"
            yield ""
            if name in self.shown_only:
                yield f"- Rule: none. {self.shown_only[name]}"
            else:
                yield f"- Rules and limits: {', '.join(f'`{part}`' for part in self.carriers(name))}"
                yield "- Vectors:"
                yield from (f"  - `{cell(vector)}`" for vector in vectors[:SHOWN])
            yield f"- Screens: {', '.join(self.screens(name))}"

    def _with_readers(self, claim: str) -> Iterator[str]:
        for name in self.carriers(claim):
            yield name
            kind, _, limit = name.partition(" ")
            if kind == "limit":
                direct, _ = self.readers.of(limit)
                yield from [*direct, *(f"derived {derived}" for derived in self.readers.derived_from(limit))]

    def _view(self, screen: str) -> Any:
        name = VIEWS.get(screen, screen.capitalize())
        return self.names.root / "static_pwa" / "src" / "views" / f"{name}.tsx"


def _asserted(guideline: Guideline, vector: dict[str, Any]) -> Iterator[str]:
    """What of the guideline a vector says something about, by name: only what it expects counts."""
    expect = vector["expect"] if "route" in vector else {}  # a vector of another kind says how a record is read
    if "outcome" in expect and (expect["outcome"] != NEEDS_INPUT or "missing" in expect):
        _, decision = pathway.evaluate(guideline, vector["request"]["inputs"])
        yield f"row {decision.row}"
        yield from (f"row {step.row.id}" for step in decision.way if step.held)
        yield f"outcome {decision.outcome}"
    for kind, keys in ASSERTS.items():
        for key in keys:
            yield from (f"{kind} {name}" for name in expect.get(key, []))
    if expect.keys() & ABOUT_RESPONSE:
        yield "derived response"
    for row in expect.get("rows_include", []):
        yield from (f"check {check}" for check in row["checks_include"])
