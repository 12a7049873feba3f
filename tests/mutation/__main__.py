"""`python -m tests.mutation` tries every fault and rewrites docs/mutation.md.

A part (tables or engine) tries that part alone and rewrites its share of the page; the beginning of a fault's key
(engine.doses, limits/) tries those that begin so and rewrites nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.mutation import program, tables
from tests.mutation.arguments import MOST, argued, page
from tests.mutation.run import DOCUMENT, Fate, fates

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mutation.md"
PARTS = {"tables": lambda: tables.mutants(DOCUMENT), "engine": program.mutants}


def main(asked: list[str]) -> int:
    """Exit code 1 where a survivor has no argument, or more survive than may."""
    wanted = asked or list(PARTS)
    well = True
    for part, mutants in PARTS.items():
        chosen = [each for each in mutants() if part in wanted or any(each.key.startswith(begins) for begins in wanted)]
        if not chosen:
            continue
        found: list[Fate] = []
        for number, fate in enumerate(fates(chosen), 1):
            found.append(fate)
            if fate.noticed is None:
                print(f"lives, {'argued' if argued(fate.key) else 'NO REASON GIVEN'}: {fate.key}", flush=True)
            if number % 100 == 0 or number == len(chosen):
                lived = sum(one.noticed is None for one in found)
                print(f"{part}: {number} of {len(chosen)} faults, {lived} not noticed", flush=True)
        lived = [fate for fate in found if fate.noticed is None]
        well = well and all(argued(fate.key) for fate in lived)
        if part in wanted:
            share = len(lived) / len(found)
            well = well and share <= MOST
            print(f"{part}: {share:.1%} not noticed (at most {MOST:.0%})")
            PAGE.write_text(page(found, PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""), encoding="utf-8")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
