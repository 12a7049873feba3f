"""Checks of the compiled trees that types cannot make: codes, limits in their place, guards, division."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compiler.faults import Fault, Place
from compiler.guards import Guards, Knowledge

# What is known of a loop's variable: the codes it can be, or None where that is not known.
Variables = dict[str, list[str] | None]
LOOPS = {"exists", "all"}
COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}
ORDERED = {"<", "<=", ">", ">="}
MEMORY, UNVERIFIED = "memory", "unverified"


class Lint:
    """Collects what is wrong in one document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.guards = Guards(document)
        self.derived = {entry["id"]: entry for entry in document["derived"]}
        self.rows = {row["id"] for table in document["tables"].values() for row in table["rows"]}
        self.faults: list[Fault] = []

    def run(self) -> list[Fault]:
        """Every fault found."""
        nothing = self.guards.nothing()
        for entry in self.document["derived"]:
            self._derived(entry)
        for name, table in self.document["tables"].items():
            self._table(name, table)
        for item in self.document["checklist"]["items"]:
            place = Place("checklist.yaml", item["id"])
            for row in item["rows"]:
                self._tree(row["when"], nothing, place)
            self._texts(item["notes"], nothing, place)
        for alert in self.document["alerts"]:
            place = Place("alerts.yaml", alert["id"])
            self._tree(alert["when"], nothing, place)
            self._texts(alert["says"] + alert.get("opens", []), nothing.given(alert["when"]), place)
        for option in self.document["options"]:
            for name in ("when", "not_for"):
                self._tree(option[name], nothing, Place("options.yaml", option["id"]))
            self._texts(option["flags"], nothing, Place("options.yaml", option["id"]))
        for name, outcome in self.document["outcomes"].items():
            told = outcome["says"] + outcome["strength"] + outcome["do_now"]
            self._texts(told, nothing, Place("outcomes.yaml", name))
        self._texts(self.document["also_now"], nothing, Place("outcomes.yaml", "also_now"))
        for form in self.document["forms"]:
            for section in form["sections"]:
                for entry in section["inputs"]:
                    self._form_entry(form["id"], entry)
        self._sources()
        rest = {name: part for name, part in self.document.items() if name != "sources"}
        for name in self.document["sources"].keys() - set(_cited(rest)):
            self._fault(
                Place("sources.yaml", name), "nothing rests on it.", "cite it where it was used, or take it out."
            )
        return self.faults

    def _fault(self, place: Place, what: str, mend: str) -> None:
        self.faults.append(Fault(place, what, mend))

    def _tree(self, tree: Any, known: Knowledge, place: Place) -> None:
        if tree is None:
            return
        for name in dict.fromkeys(self.guards.unguarded(tree, known)):
            self._fault(
                place,
                f"`{name}` is read although it may be absent.",
                f"list it in `needs`, or guard it with has(patient.{name}).",
            )
        for node, variables in self._nodes(tree, {}):
            if node[0] in COMPARISONS:
                self._comparison(node, variables, place)
            elif node[0] == "in":
                self._membership(node, variables, place)
            elif node[0] == "/":
                self._division(node, place)

    def _texts(self, texts: list[dict[str, Any]], known: Knowledge, place: Place) -> None:
        for text in texts:
            self._tree(text["when"], known, place)

    def _derived(self, entry: dict[str, Any]) -> None:
        place = Place("derived.yaml", entry["id"])
        known = self.guards.nothing()
        for asked in entry["needs"]:
            known = self._place(asked, known, place)
        if entry["only"] is not None:
            self._tree(entry["only"], known, place)
            known = known.given(entry["only"])
        for choice in entry["choices"]:
            self._tree(choice["when"], known, place)
            here = known if choice["when"] is None else known.given(choice["when"])
            self._tree(choice.get("formula"), here, place)
            for argument in choice.get("arguments", []):
                self._tree(argument, here, place)
            if choice["when"] is not None:
                known = known.denied(choice["when"])

    def _place(self, asked: dict[str, Any], known: Knowledge, place: Place) -> Knowledge:
        """Checks what a place asks, and returns what is known after it."""
        self._tree(asked["when"], known, place)
        for name in asked["ask"]:
            if name not in self.document["inputs"] and name not in self.derived:
                self._fault(
                    place, f"`{name}` is asked for, but no input or derived value has this name.", "check the spelling."
                )
        return known.having(asked["ask"]) if asked["when"] is None else self._after([asked], known)

    def _after(self, needs: list[dict[str, Any]], known: Knowledge) -> Knowledge:
        """Conditional needs hold wherever their condition does: as if a derived value had asked for them."""
        name = f"needs {len(self.guards.derived)}"
        self.guards.derived[name] = {"needs": needs, "only": None}
        return Knowledge(self.guards, known.fields | {name}, known.facts)

    def _table(self, name: str, table: dict[str, Any]) -> None:
        known = self.guards.nothing().having(table["after"])
        for row in table["rows"]:
            place = Place("pathway.yaml", f"row {row['id']}")
            here = known
            if row["if"] is not None:
                self._tree(row["if"], known, place)
                here = known.given(row["if"])
            for asked in row["needs"]:
                here = self._place(asked, here, place)
            self._tree(row["when"], here, place)
            self._texts(row["because"] + row["otherwise"], here, place)
            if row["if"] is None:
                known = here if row["when"] is None else here.denied(row["when"])
            else:
                asked = [{"ask": asked["ask"], "when": row["if"]} for asked in row["needs"] if asked["when"] is None]
                known = self._after(asked, known)
            self._then(row, place)

    def _then(self, row: dict[str, Any], place: Place) -> None:
        then = row["then"]
        if then is None:
            return
        if "outcome" in then and then["outcome"] not in self.document["outcomes"]:
            self._fault(
                place, f"the outcome `{then['outcome']}` does not exist.", "add it to outcomes.yaml, or mend the name."
            )
        if "table" in then and then["table"] not in self.document["tables"]:
            self._fault(place, f"the table `{then['table']}` does not exist.", "mend the name.")

    def _comparison(self, node: list[Any], variables: Variables, place: Place) -> None:
        for side, other in ((node[1], node[2]), (node[2], node[1])):
            codes = self._codes(side, variables)
            if codes is not None and isinstance(other, str) and other not in codes:
                self._fault(place, f"`{other}` is not a code of `{side[-1]}`.", f"use one of {', '.join(codes)}.")
        if node[0] in ORDERED:
            self._limit_fits(node[1], node[2], place)
            self._limit_fits(node[2], node[1], place)

    def _membership(self, node: list[Any], variables: Variables, place: Place) -> None:
        element, container = node[1], node[2]
        pairs = [(element, part) for part in container[1:]] if container[0] == "list" else [(container, element)]
        for side, code in pairs:
            codes = self._codes(side, variables)
            if codes is not None and isinstance(code, str) and code not in codes:
                self._fault(place, f"`{code}` is not a code of `{side[-1]}`.", f"use one of {', '.join(codes)}.")

    def _nodes(self, tree: Any, variables: Variables) -> Iterator[tuple[list[Any], Variables]]:
        """Every operator node of a tree, with what is known there of the loops' variables."""
        if not isinstance(tree, list):
            return
        yield tree, variables
        if tree[0] in LOOPS:
            _, name, container, condition = tree
            yield from self._nodes(container, variables)
            yield from self._nodes(condition, variables | {name: self._codes(container, variables)})
            return
        for part in tree[1:]:
            yield from self._nodes(part, variables)

    def _codes(self, side: Any, variables: Variables) -> list[str] | None:
        """The texts that a value can be, where that is known."""
        if not isinstance(side, list):
            return None
        if side[0] == "var":
            return variables.get(side[1])
        if side[0] != "get":
            return None
        message, field = side[1], side[2]
        if message == "unit":
            return list(self.document["inputs"][field]["units"])
        if message == "grade":
            return list(self.document["checklist"]["grades"])
        if message == "decided":
            return {
                "outcome": list(self.document["outcomes"]),
                "row": sorted(self.rows),
                "options": [option["id"] for option in self.document["options"]],
            }.get(field)
        if message == "patient" and field in self.document["inputs"]:
            return list(self.document["inputs"][field].get("codes", {})) or None
        if message == "patient":
            values = [choice.get("value") for choice in self.derived[field]["choices"]]
            return values if all(isinstance(value, str) for value in values) else None
        return None

    def _limit_fits(self, value: Any, limit: Any, place: Place) -> None:
        """A limit is compared with what it measures; a printed one with the number that was reported."""
        names = [part[2] for part, _ in self._nodes(limit, {}) if part[:2] == ["get", "limit"]]
        if not (isinstance(value, list) and value[0] == "get" and value[1] in ("patient", "reported")):
            return
        for name in names:
            measures = self.document["limits"][name].get("measures")
            printed = "printed" in self.document["limits"][name]
            in_unit = self.derived.get(value[2], {}).get("unit_of") == measures
            if measures is not None and value[2] != measures and not in_unit:
                self._fault(
                    place,
                    f"limit.{name} measures `{measures}`, not `{value[2]}`.",
                    "compare with the limit of this value.",
                )
            elif printed and value[1] == "patient" and not in_unit:
                self._fault(place, f"limit.{name} is printed by unit.", f"compare it with reported.{measures}.")
            elif measures is not None and not printed and value[1] == "reported":
                self._fault(place, f"limit.{name} is in the canonical unit.", f"compare it with patient.{measures}.")

    def _division(self, node: list[Any], place: Place) -> None:
        divisor = node[2]
        if isinstance(divisor, list) and divisor[0] == "get":
            message, field = divisor[1], divisor[2]
            if message == "limit" or self._positive(field):
                return
        self._fault(
            place,
            "a division by something that may be 0.",
            "divide by a limit, or by an input or derived value that is always above 0.",
        )

    def _positive(self, field: str) -> bool:
        if field in self.document["inputs"]:
            allowed = self.document["inputs"][field]["range"]
            return bool(allowed.get("above") or allowed["low"] > 0)
        return bool(self.derived[field].get("positive"))

    def _form_entry(self, form: str, entry: dict[str, Any]) -> None:
        place = Place("forms.yaml", form)
        if entry["input"] not in self.document["inputs"]:
            self._fault(place, f"there is no input `{entry['input']}`.", "mend the name.")
        self._tree(entry["when"], self.guards.nothing(), place)

    def _sources(self) -> None:
        """Every number, statement and row names a source that exists, and how sure it is."""
        known, sure = self.document["sources"], self.document["certainty"]
        for name, limit in self.document["limits"].items():
            place = Place("limits.yaml", name)
            for value in limit["values"]:
                missing = [part for part in ("from", "source", "locator", "certainty") if not value.get(part)]
                if missing:
                    self._fault(
                        place,
                        f"a value without {', '.join(missing)}.",
                        "say where the number was read and how sure it is.",
                    )
                elif value["source"] not in known or value["certainty"] not in sure:
                    self._fault(
                        place,
                        "its source or certainty is not listed.",
                        "use a name of sources.yaml and guideline.yaml.",
                    )
                elif value["certainty"] == UNVERIFIED:
                    self._fault(
                        place,
                        "a number from memory is computed with.",
                        "leave it out, or make it this tool's own choice and say so.",
                    )
            if "unit" not in limit and "printed" not in limit:
                self._fault(place, "a number without a unit.", "add `unit`.")
            if "population" not in limit:
                self._fault(place, "a number without a population.", "add `population`: adult, child or all.")
        for file, entries in (
            ("pathway.yaml", [row for table in self.document["tables"].values() for row in table["rows"]]),
            ("outcomes.yaml", [{"id": name, **entry} for name, entry in self.document["outcomes"].items()]),
            ("alerts.yaml", self.document["alerts"]),
            ("options.yaml", self.document["options"]),
            ("checklist.yaml", self.document["checklist"]["items"]),
            ("claims.yaml", self.document["claims"]),
            ("claims.yaml", [{"id": entry["title"], **entry} for entry in self.document["newer"]]),
        ):
            for entry in entries:
                self._from_memory(Place(file, entry["id"]), entry.get("sources") or [], entry.get("certainty"))
                named = entry.get("sources") or []
                if not named or any(source not in known for source in named):
                    self._fault(
                        Place(file, entry["id"]),
                        "it names no source, or one that is not listed.",
                        "name sources of sources.yaml.",
                    )
        for code, medicine in self.document["medicines"].items():
            for effect in [*medicine["effects"], *medicine["cautions"]]:
                if effect.get("source") not in known or effect.get("certainty") not in sure:
                    self._fault(Place("medicines.yaml", code), "an effect without source or certainty.", "add both.")
                if not effect.get("title"):
                    self._fault(Place("medicines.yaml", code), "an effect without a title.", "say what is the matter.")
                self._from_memory(Place("medicines.yaml", code), [effect.get("source")], effect.get("certainty"))

    def _from_memory(self, place: Place, sources: list[Any], certainty: str | None) -> None:
        if sources == [MEMORY] and certainty != UNVERIFIED:
            self._fault(
                place,
                "it rests on memory alone and does not say so.",
                f"name the text that was read, or set its certainty to {UNVERIFIED}.",
            )


def _cited(part: Any) -> Iterator[str]:
    """Every source that is named anywhere below."""
    if isinstance(part, list):
        for each in part:
            yield from _cited(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name == "source" and isinstance(value, str):
                yield value
            elif name == "sources" and isinstance(value, list):
                yield from value
            else:
                yield from _cited(value)
