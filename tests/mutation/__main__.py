"""`python -m tests.mutation` tries every fault and rewrites docs/mutation.md; a part, tables or engine, tries that alone."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.mutation import program, tables
from tests.mutation.arguments import MOST, argued, page
from tests.mutation.run import DOCUMENT, Fate, fates

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mutation.md"
PARTS = {"tables": lambda: tables.mutants(DOCUMENT), "engine": program.mutants}


def main(parts: list[str]) -> int:
    """Exit code 1 where a survivor has no argument, or more survive than may."""
    found: list[Fate] = []
    for part in parts or list(PARTS):
        mutants = PARTS[part]()
        for number, fate in enumerate(fates(mutants), 1):
            found.append(fate)
            if fate.noticed is None or number % 100 == 0 or number == len(mutants):
                lived = sum(one.noticed is None for one in found if one.part == part)
                print(f"{part}: {number} of {len(mutants)} faults, {lived} not noticed", flush=True)
    if not parts:
        PAGE.write_text(page(found), encoding="utf-8")
    wanting = [fate for fate in found if fate.noticed is None and argued(fate.key) is None]
    for fate in wanting:
        print(f"not noticed, and no reason given: {fate.key}")
    most = True
    for part in parts or list(PARTS):
        every = [fate for fate in found if fate.part == part]
        share = sum(fate.noticed is None for fate in every) / len(every)
        most = most and share <= MOST
        print(f"{part}: {len(every)} faults, {share:.1%} not noticed (at most {MOST:.0%})")
    return 0 if most and not wanting else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
