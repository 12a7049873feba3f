"""Assembles the one guideline document: shaped, checked, every expression as a tree, with a digest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from compiler import shape
from compiler.contract import missing_ids
from compiler.expressions import Expressions, messages_of, type_of
from compiler.faults import Fault, Faults, Place
from compiler.files import read_files
from compiler.lint import Lint
from compiler.prove import prove
from compiler.reach import met_through, moves
from compiler.sentences import unfillable


class Builder:
    """Collects the faults of one build, so that an author sees all of them."""

    def __init__(self, files: dict[str, Any]) -> None:
        self.files = files
        self.faults: list[Fault] = []
        self.derived = {entry["id"]: entry for entry in files["derived"]["derived"]}
        self.inputs = self._inputs()
        self.expressions = Expressions(
            messages_of(
                {
                    "inputs": self.inputs,
                    "limits": files["limits"]["limits"],
                    "derived": self.derived,
                    "items": [item["id"] for item in files["checklist"]["items"]],
                }
            )
        )

    def condition(self, source: Any, place: Place, expected: str = "bool") -> Any:
        """The tree of an expression that may be absent; a fault is kept and the build goes on."""
        if source is None:
            return None
        try:
            return self.expressions.compile(source, expected, place)
        except Fault as fault:
            self.faults.append(fault)
            return False

    def text(self, value: Any, place: Place) -> list[dict[str, Any]]:
        """Sentences with compiled conditions."""
        return [part | {"when": self.condition(part["when"], place)} for part in shape.sentences(value)]

    def places(self, value: Any, place: Place) -> list[dict[str, Any]]:
        """What is asked for, with compiled conditions."""
        return [part | {"when": self.condition(part["when"], place)} for part in shape.places(value)]

    def document(self) -> dict[str, Any]:
        """The whole document without its digest."""
        files = self.files
        outcomes = files["outcomes"]
        return {
            **files["guideline"],
            # What is mostly sentences stands together: the compressed file is the smaller for it.
            **files["claims"],
            "medicines": self._medicines(),
            "sources": files["sources"]["sources"],
            "units": files["inputs"]["units"],
            "singular": files["inputs"]["singular"],
            "inputs": self.inputs,
            "limits": self._limits(),
            "derived": [self._derived(entry) for entry in files["derived"]["derived"]],
            "shown": [name for name, entry in self.derived.items() if "label" in entry],
            "tables": {name: self._table(name, table) for name, table in files["pathway"]["tables"].items()},
            "outcomes": {name: self._outcome(name, entry) for name, entry in outcomes["outcomes"].items()},
            "also_now": self.text(outcomes["also_now"], Place("outcomes.yaml", "also_now")),
            "starting": outcomes["starting"],
            "interface": outcomes["interface"],
            "alerts": [self._alert(alert) for alert in files["alerts"]["alerts"]],
            "each_alert": {
                name: entry | {"when": self.condition(entry.get("when"), Place("alerts.yaml", name))}
                for name, entry in files["alerts"]["each"].items()
            },
            "options_for": files["options"]["outcomes"],
            "options": [self._option(option) for option in files["options"]["options"]],
            "drug_choice": files["options"]["drug_choice"],
            "checklist": self._checklist(),
            "phrases": {
                name: self.text(parts, Place("pathway.yaml", f"phrase {name}"))
                for name, parts in files["pathway"]["phrases"].items()
            },
            "doses": files["doses"],
            "monitoring": files["monitoring"],
            "forms": self._forms(),
            "refusals": files["refusals"]["refusals"],
            "dates": files["refusals"]["dates"],
        }

    def _inputs(self) -> dict[str, Any]:
        medicines = self.files["medicines"]["medicines"]
        inputs: dict[str, Any] = {}
        for name, entry in self.files["inputs"]["inputs"].items():
            spec = {**entry}
            if "hint_for" in entry:
                spec["hint"] = " ".join(entry["hint_for"].values())
            if entry["kind"] == "quantity":
                spec["units"] = {
                    unit: shape.conversion(unit, given or {}, first=index == 0)
                    for index, (unit, given) in enumerate(entry["units"].items())
                }
                low, high = (entry.get("plausible") or entry["range"])["low"], entry["range"]["high"]
                spec.setdefault("example", low or high / 2)
            elif "codes_from" in entry:
                spec["codes"] = {code: medicine["label"] for code, medicine in medicines.items()}
            inputs[name] = spec
        return inputs

    def _limits(self) -> dict[str, Any]:
        limits: dict[str, Any] = {}
        for name, entry in self.files["limits"]["limits"].items():
            place = Place("limits.yaml", name)
            try:
                current = shape.in_force(entry["values"], self.files["guideline"]["published"], place)
            except Fault as fault:
                self.faults.append(fault)
                continue
            limit = {
                **entry,
                "values": [value if value is not current else _ground(value) for value in entry["values"]],
            }
            if "printed" in current:
                limit["printed"] = current["printed"]
                limit["exact"] = self._exact(name, entry, current["printed"])
            else:
                limit["value"] = current["value"]
            limits[name] = limit
        return limits

    def _exact(self, name: str, entry: dict[str, Any], printed: dict[str, float]) -> dict[str, float]:
        """The first printed value converted exactly into every other unit it is printed in."""
        spec = self.inputs[entry["measures"]]
        first = next(iter(printed.values()))
        exact: dict[str, float] = {}
        for unit in printed:
            conversion = spec["units"][unit]
            if conversion.get("by_drug"):
                values = self.files["limits"]["limits"][f"{entry['drug']}_nmol"]["values"]
                molar = shape.in_force(values, self.files["guideline"]["published"], Place("limits.yaml", name))[
                    "value"
                ]
                exact[unit] = round(first * molar, 6)
            else:
                exact[unit] = round((first - conversion["add"]) * conversion["divide"] / conversion["multiply"], 6)
        return exact

    def _derived(self, entry: dict[str, Any]) -> dict[str, Any]:
        place = Place("derived.yaml", entry["id"])
        kind = type_of(entry)
        shaped: dict[str, Any] = {
            name: entry[name] for name in ("id", "label", "unit", "unit_of", "decimals", "positive") if name in entry
        }
        if entry.get("decimals") is None and kind == "double" and "unit_of" not in entry:
            self.faults.append(Fault(place, "a computed number is not rounded.", "add `decimals: 6`."))
        shaped["needs"] = self.places(entry["needs"], place)
        shaped["only"] = self.condition(entry.get("only"), place)
        shaped["choices"] = [self._choice(choice, kind, place) for choice in shape.choices(entry)]
        return shaped

    def _choice(self, choice: dict[str, Any], kind: str, place: Place) -> dict[str, Any]:
        compiled = choice | {
            "when": self.condition(choice["when"], place),
            "because": [part | {"when": self.condition(part["when"], place)} for part in choice["because"]],
        }
        if "formula" in choice:
            compiled["formula"] = self.condition(choice["formula"], place, kind)
        if "arguments" in choice:
            compiled["arguments"] = [self.condition(argument, place, "double") for argument in choice["arguments"]]
        return compiled

    def _table(self, name: str, table: dict[str, Any]) -> dict[str, Any]:
        return {
            "title": table["title"],
            "after": table.get("after", []),
            "rows": [self._row(row) for row in table["rows"]],
        }

    def _row(self, row: dict[str, Any]) -> dict[str, Any]:
        place = Place("pathway.yaml", f"row {row['id']}")
        then = row.get("then")
        return {
            "id": row["id"],
            "question": row["question"],
            "if": self.condition(row.get("if"), place),
            "needs": self.places(row.get("needs"), place),
            "when": self.condition(row.get("when"), place),
            "then": {"outcome": then} if isinstance(then, str) else then,
            "through": row.get("through"),
            "because": self.text(row.get("because"), place),
            "otherwise": self.text(row.get("otherwise"), place),
            "sources": row["sources"],
        }

    def _outcome(self, name: str, entry: dict[str, Any]) -> dict[str, Any]:
        place = Place("outcomes.yaml", name)
        return {
            "clocks": False,
            **entry,
            "says": self.text(entry["says"], place),
            "strength": self.text(entry["strength"], place),
            "do_now": self.text(entry.get("do_now", []), place),
        }

    def _alert(self, alert: dict[str, Any]) -> dict[str, Any]:
        place = Place("alerts.yaml", alert["id"])
        compiled = alert | {
            "when": self.condition(alert["when"], place),
            "says": self.text(alert["says"], place),
        }
        if "opens" in alert:
            compiled["opens"] = self.text(alert["opens"], place)
        return compiled

    def _option(self, option: dict[str, Any]) -> dict[str, Any]:
        place = Place("options.yaml", option["id"])
        return {
            **option,
            "flags": self.text(option.get("flags", []), place),
            "when": self.condition(option.get("when"), place),
            "not_for": self.condition(option.get("not_for"), place),
        }

    def _checklist(self) -> dict[str, Any]:
        checklist = dict(self.files["checklist"])
        checklist.pop("applies")
        checklist["items"] = [self._item(item) for item in checklist["items"]]
        return checklist

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        place = Place("checklist.yaml", item["id"])
        return {
            "certainty": "own_choice",
            **item,
            "notes": self.text(item.get("notes"), place),
            "rows": [
                {
                    "grade": row["grade"],
                    "when": self.condition(row["when"], place),
                    "because": self.text(row["because"], place),
                    "does": self.text(row["does"], place),
                }
                for row in item["rows"]
            ],
        }

    def _medicines(self) -> dict[str, Any]:
        """Each medicine with its effects on a CNI and its named cautions, words put in."""
        effects = self.files["medicines"]["effects"]
        compiled: dict[str, Any] = {}
        for code, medicine in self.files["medicines"]["medicines"].items():
            cautions = []
            if "with_cni" in medicine:
                cautions.append(medicine["with_cni"])
            if "with_ciclosporin" in medicine:
                cautions.append(medicine["with_ciclosporin"] | {"drug": "ciclosporin"})
            compiled[code] = {
                "label": medicine["label"],
                "brands": medicine["brands"],
                "effects": [
                    {"effect": effect, **effects[effect], **given}
                    for effect, given in medicine.get("effects", {}).items()
                ],
                "cautions": cautions,
            }
        return compiled

    def _forms(self) -> list[dict[str, Any]]:
        forms = []
        for form in self.files["forms"]["forms"]:
            place = Place("forms.yaml", form["id"])
            sections = [
                section
                | {
                    "inputs": [
                        {**entry, "when": self.condition(entry.get("when"), place)} for entry in section["inputs"]
                    ]
                }
                for section in form["sections"]
            ]
            forms.append(form | {"sections": sections})
        return forms


def compiled(folder: Path) -> dict[str, Any]:
    """The checked document of the guideline in `folder`. Raises Faults."""
    builder = Builder(read_files(folder))
    document = builder.document()
    if builder.faults:
        raise Faults(builder.faults)
    faults = Lint(document).run() + unfillable(document)
    faults += missing_ids(document, builder.files["contract"]["contract"])
    if faults:
        raise Faults(faults)
    document |= {"met_through": met_through(document), "moves": moves(document)}
    faults = prove(document)
    if faults:
        raise Faults(faults)
    return finished(lean(document))


def _ground(value: dict[str, Any]) -> dict[str, Any]:
    """Where the value in force comes from. Its number stands in the limit itself, once."""
    return {name: part for name, part in value.items() if name not in shape.NUMBERS}


MAY_BE_ABSENT = frozenset(
    [
        "after",
        "because",
        "cautions",
        "do_now",
        "effects",
        "flags",
        "if",
        "needs",
        "not_for",
        "notes",
        "only",
        "otherwise",
        "sources",
        "through",
        "when",
        "working",
    ]
)


def lean(part: Any) -> Any:
    """The same without what says nothing: no condition, no sentence, no source, no `.0`. It is fetched over the air."""
    if isinstance(part, dict):
        return {
            name: lean(value)
            for name, value in part.items()
            if name not in MAY_BE_ABSENT or not (value is None or value == [])
        }
    if isinstance(part, list):
        return [lean(each) for each in part]
    return int(part) if isinstance(part, float) and part.is_integer() else part


def finished(document: dict[str, Any]) -> dict[str, Any]:
    """The document with its digest, which changes exactly when a word or a number does."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return document | {"digest": hashlib.sha256(text.encode()).hexdigest()}


def written(document: dict[str, Any]) -> str:
    """The document as it is stored and sent."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
