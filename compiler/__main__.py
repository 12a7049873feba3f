"""`python -m compiler` checks the guideline and writes guideline.json, codes.json and services.json; `report`
prints it for review; `check` only tells whether the three are what the files say; `edition` records what this
version of the guideline says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from compiler import edition
from compiler.build import compiled, written
from compiler.codes import compiled_codes
from compiler.faults import Faults
from compiler.files import read_files
from compiler.report import report
from compiler.services import compiled_services

FOLDER = Path(__file__).resolve().parent.parent / "guideline"


def main(arguments: list[str]) -> int:
    """Exit code 0 where the guideline is sound, 1 with every fault printed where it is not."""
    try:
        document = compiled(FOLDER)
        files = read_files(FOLDER)
        others = {"codes": compiled_codes(files, document), "services": compiled_services(files, document)}
    except Faults as faults:
        print(faults, file=sys.stderr)
        print(f"{len(faults.faults)} faults; guideline.json was not written.", file=sys.stderr)
        return 1
    if arguments == ["report"]:
        print(report(FOLDER, document))
        return 0
    if arguments == ["edition"]:
        return _recorded(document)
    texts = {FOLDER / f"{name}.json": written(made) for name, made in ({"guideline": document} | others).items()}
    if arguments == ["check"]:
        return 0 if all(_stored(target) == text for target, text in texts.items()) else 1
    for target, text in texts.items():
        target.write_text(text, encoding="utf-8")
    sizes = ", ".join(f"{target.name} {target.stat().st_size} bytes" for target in texts)
    print(f"guideline {document['version']} ({document['digest'][:12]}): {sizes}")
    return 0


def _recorded(document: dict[str, Any]) -> int:
    editions = FOLDER / "editions.yaml"
    fault = edition.record(editions, yaml.safe_load(_stored(editions)) or {}, document)
    print(fault or f"guideline {document['version']} is recorded as it is.", file=sys.stderr if fault else sys.stdout)
    return 1 if fault else 0


def _stored(target: Path) -> str:
    return target.read_text(encoding="utf-8") if target.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
