"""Why a fault that nothing notices is none: each survivor has a reason written by hand, found by its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import yaml

from tests.mutation.run import Fate

REASONS = Path(__file__).resolve().parent / "survivors.yaml"
# The share of faults that may live on.
MOST = 0.02


@cache
def reasons() -> dict[str, str]:
    """The reason for each survivor, by its key."""
    entries = yaml.safe_load(REASONS.read_text(encoding="utf-8"))
    return {key: entry["because"] for entry in entries for key in entry["faults"]}


def argued(key: str) -> str | None:
    """The reason for a survivor; None where nobody has given one."""
    return reasons().get(key)


def page(found: Iterable[Fate]) -> str:
    """What became of the faults, for docs/mutation.md."""
    found = list(found)
    lines = [
        "# What the tests would notice",
        "",
        "Written by `make mutation`, which makes small faults on purpose, one at a time, and asks a quick part of the",
        "tests (the shared vectors, the second reading of the tables, unit tests, the compiler's proofs, the browser's",
        "engine) who notices. A fault in the tables is one that an author could make in the guideline: a limit one display",
        "step off, a row dropped or swapped, a comparison turned, a factor altered. A fault in the engine is one that a",
        "programmer could make in the Python engine. Not touched: sentences and their sources, the layout of the app's",
        "forms, and what the compiler works out anew. A survivor needs a reason in `tests/mutation/survivors.yaml`.",
        "",
    ]
    for part in ("tables", "engine"):
        every = [fate for fate in found if fate.part == part]
        lived = [fate for fate in every if fate.noticed is None]
        again = sum(fate.again for fate in every)
        lines += [
            f"## {part.capitalize()}",
            "",
            f"{len(every)} faults, {len(lived)} not noticed: {len(lived) / len(every):.1%} (at most {MOST:.0%})."
            + (f" Tried anew after that run, since their place or a test had changed: {again}." if again else ""),
            "",
            "| kind | made | not noticed |",
            "| --- | ---: | ---: |",
            *(
                f"| {kind} | {count} | {sum(fate.kind == kind for fate in lived)} |"
                for kind, count in sorted(Counter(fate.kind for fate in every).items())
            ),
            "",
            "| noticed first by | faults |",
            "| --- | ---: |",
            *(
                f"| {who or 'nobody'} | {count} |"
                for who, count in Counter(fate.noticed for fate in every).most_common()
            ),
            "",
            *_grouped(lived),
            "",
        ]
    return "\n".join(lines)


def _grouped(lived: Iterable[Fate]) -> Iterator[str]:
    """Each reason once, under it the faults that it stands for."""
    because: dict[str, list[str]] = {}
    for fate in lived:
        because.setdefault(argued(fate.key) or "**No reason given.**", []).append(fate.key)
    for reason, keys in because.items():
        yield f"- {reason}"
        yield from (f"    - `{key}`" for key in keys)
