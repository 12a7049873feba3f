"""`python -m compiler` checks the guideline and writes guideline.json; `report` prints it for review;
`check` only tells whether guideline.json is what the files say."""

from __future__ import annotations

import sys
from pathlib import Path

from compiler.build import compiled, written
from compiler.faults import Faults
from compiler.report import report

FOLDER = Path(__file__).resolve().parent.parent / "guideline"


def main(arguments: list[str]) -> int:
    """Exit code 0 where the guideline is sound, 1 with every fault printed where it is not."""
    try:
        document = compiled(FOLDER)
    except Faults as faults:
        print(faults, file=sys.stderr)
        print(f"{len(faults.faults)} faults; guideline.json was not written.", file=sys.stderr)
        return 1
    if arguments == ["report"]:
        print(report(FOLDER, document))
        return 0
    target = FOLDER / "guideline.json"
    if arguments == ["check"]:
        return 0 if target.read_text(encoding="utf-8") == written(document) else 1
    target.write_text(written(document), encoding="utf-8")
    print(f"guideline {document['version']} ({document['digest'][:12]}): {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
