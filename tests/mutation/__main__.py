"""`python -m tests.mutation` tries every fault and writes docs/mutation.md.

A part (tables or engine) tries that part alone. The beginning of a fault's key (engine.doses, limits/) tries those that
begin so anew, for instance after a test has been added; the others count as the last whole run found them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.mutation import program, tables
from tests.mutation.arguments import MOST, argued, page
from tests.mutation.run import DOCUMENT, Fate, fates

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "mutation.md"
# What became of each fault, by part: from here the page is written.
FOUND = ROOT / "build" / "mutation.json"
PARTS = {"tables": lambda: tables.mutants(DOCUMENT), "engine": program.mutants}


def main(asked: list[str]) -> int:
    """Exit code 1 where a survivor has no argument, or more survive than may."""
    wanted = asked or list(PARTS)
    kept: dict[str, dict[str, list[str | None]]] = json.loads(FOUND.read_text()) if FOUND.exists() else {}
    well, whole = True, True
    for part, made in PARTS.items():
        every = made()
        chosen = [each for each in every if part in wanted or each.key.startswith(tuple(wanted))]
        before = {} if part in wanted else kept.get(part, {})
        lived = 0
        for number, fate in enumerate(fates(chosen) if chosen else (), 1):
            before[fate.key] = [fate.kind, fate.noticed, fate.by, None if part in wanted else "again"]
            if fate.noticed is None:
                lived += 1
                reason = argued(fate.key)
                well = well and reason is not None
                print(f"lives, {'argued' if reason else 'NO REASON GIVEN'}: {fate.key}", flush=True)
            if number % 100 == 0 or number == len(chosen):
                print(f"{part}: {number} of {len(chosen)} faults, {lived} not noticed", flush=True)
        kept[part] = {each.key: before[each.key] for each in every if each.key in before}
        whole = whole and len(kept[part]) == len(every)
        if part in wanted:
            well = well and lived / len(chosen) <= MOST
    FOUND.parent.mkdir(exist_ok=True)
    FOUND.write_text(json.dumps(kept), encoding="utf-8")
    if whole:
        found = [
            Fate(part, str(kind), key, noticed, by or "", again is not None)
            for part, those in kept.items()
            for key, (kind, noticed, by, again) in those.items()
        ]
        PAGE.write_text(page(found), encoding="utf-8")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
