"""Reads the hazard log, says what is wrong with it, and renders it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from compiler.files import content
from compiler.report import cell
from tools.pages.names import Names

FIELDS = (
    "id", "area", "from", "hazard", "effect", "harm", "where", "causes", "controls", "before", "after", "residual",
    "owner", "status",
)  # fmt: skip
STATUSES = {
    "controlled": "the controls stand and are tested",
    "unsigned": "the controls stand; a nephrologist has not signed the numbers",
    "transferred": "the rest is for the organisation that uses the tool",
    "open": "a control is missing",
}
SHORTEST_ARGUMENT_CHARACTERS = 80


class HazardLog:
    """docs/safety/hazards.yaml."""

    def __init__(self, names: Names) -> None:
        self.names = names
        data = content(names.root / "docs" / "safety" / "hazards.yaml")
        self.scales: dict[str, Any] = data["scales"]
        self.owners: dict[str, str] = data["owners"]
        self.hazards: list[dict[str, Any]] = sorted(data["hazards"], key=lambda hazard: str(hazard.get("id")))

    def risk(self, judged: list[str]) -> int:
        """1 to 5, from likelihood and severity. Raises ValueError for a word that no scale has."""
        likelihood, severity = judged
        row = self.scales["likelihood"].index(likelihood)
        return int(self.scales["risk"][row][list(self.scales["severity"]).index(severity)])

    def faults(self) -> list[str]:
        """Whatever a log must not have: a blank, a control that nothing carries, a residual risk without its argument."""
        return [f"{hazard.get('id', '?')}: {fault}" for hazard in self.hazards for fault in self._faults_of(hazard)] + [
            f"{name} stands twice" for name, count in Counter(h.get("id") for h in self.hazards).items() if count > 1
        ]

    def _faults_of(self, hazard: dict[str, Any]) -> Iterator[str]:
        blank = [field for field in FIELDS if hazard.get(field) in (None, "", [])]
        if blank:
            yield f"blank: {', '.join(blank)}"
            return
        yield from (f"no field of the log: {field}" for field in hazard if field not in FIELDS)
        if hazard["owner"] not in self.owners:
            yield f"no owner of the log: {hazard['owner']}"
        if hazard["status"] not in STATUSES:
            yield f"no status of the log: {hazard['status']}"
        for control in hazard["controls"]:
            if not control.get("does") or not control.get("by"):
                yield f"a control says nothing or is carried by nothing: {control}"
                continue
            yield from (f"{name!r} no longer exists" for name in self.names.gone(control["by"]))
        yield from self._faults_of_risk(hazard)

    def _faults_of_risk(self, hazard: dict[str, Any]) -> Iterator[str]:
        try:
            before, after = self.risk(hazard["before"]), self.risk(hazard["after"])
        except ValueError as fault:
            yield f"no word of the scales: {fault}"
            return
        if after > before:
            yield "the risk is greater after its controls than before"
        if after > self.scales["tolerable"]:
            yield f"a residual risk of {after} must not be released"
        elif after > self.scales["accepted"] and len(hazard["residual"]) < SHORTEST_ARGUMENT_CHARACTERS:
            yield f"a residual risk of {after} is above the accepted {self.scales['accepted']} and is not argued"

    def places(self) -> set[str]:
        """Every screen and route that some hazard names."""
        return {place for hazard in self.hazards for place in hazard["where"]}

    def page(self) -> str:
        """The log as Markdown."""
        return "\n".join([*self._head(), "", *self._summary(), "", *self._scales(), *self._each()]) + "\n"

    def _head(self) -> Iterator[str]:
        yield "# Hazard log"
        yield ""
        yield "Made from `hazards.yaml` by `make docs`: change it there. In the shape of DCB0129."
        yield ""
        yield "**No clinical safety officer has signed it.** Likelihood and severity are the judgement of its authors."
        yield ""
        yield from (f"- {name}: {says}" for name, says in self.owners.items())

    def _summary(self) -> Iterator[str]:
        count = Counter(hazard["status"] for hazard in self.hazards)
        counted = "; ".join(f"{count[status]} {status} ({says})" for status, says in STATUSES.items())
        yield f"{len(self.hazards)} hazards: {counted}."
        yield ""
        yield "| id | area | hazard | risk before | after | owner | status |"
        yield "|---|---|---|---|---|---|---|"
        for hazard in self.hazards:
            anchor = f"[{hazard['id']}](#{hazard['id'].lower()})"
            risks = [str(self.risk(hazard["before"])), str(self.risk(hazard["after"]))]
            parts = [anchor, hazard["area"], hazard["hazard"], *risks, hazard["owner"], hazard["status"]]
            yield "| " + " | ".join(cell(part) for part in parts) + " |"

    def _scales(self) -> Iterator[str]:
        severities = list(self.scales["severity"])
        yield "## Scales"
        yield ""
        yield "| likelihood | " + " | ".join(severities) + " |"
        yield "|---|" + "---|" * len(severities)
        for likelihood, row in reversed(list(zip(self.scales["likelihood"], self.scales["risk"], strict=True))):
            yield f"| {likelihood} | " + " | ".join(str(risk) for risk in row) + " |"
        yield ""
        accepted, tolerable = self.scales["accepted"], self.scales["tolerable"]
        yield f"Up to {accepted}: accepted. {tolerable}: tolerated with an argument. Above: not released."
        yield ""
        yield from (f"- {name}: {says}" for name, says in self.scales["severity"].items())

    def _each(self) -> Iterator[str]:
        for hazard in self.hazards:
            yield ""
            yield f"## {hazard['id']}"
            yield ""
            yield f"**{hazard['hazard']}.** {hazard['from']}."
            yield ""
            yield f"- Effect: {hazard['effect']}. Harm: {hazard['harm']}."
            yield f"- Where: {', '.join(hazard['where'])}."
            yield f"- Causes: {'; '.join(hazard['causes'])}."
            for when in ("before", "after"):
                likelihood, severity = hazard[when]
                yield f"- Risk {when} its controls: {self.risk(hazard[when])} ({likelihood}, {severity})."
            yield f"- What remains: {hazard['residual'].strip()}"
            yield f"- Owner: {hazard['owner']}. Status: {hazard['status']}."
            yield ""
            yield "| control | carried by |"
            yield "|---|---|"
            for control in hazard["controls"]:
                yield f"| {cell(control['does'])} | {'; '.join(f'`{cell(name)}`' for name in control['by'])} |"
