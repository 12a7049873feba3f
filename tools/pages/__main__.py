"""`python -m tools.pages` writes the generated pages of docs/; `check` only tells which are not what their data say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tools.pages.hazards import HazardLog
from tools.pages.imports import Imports
from tools.pages.names import ROOT, Names
from tools.pages.sign_off import Register
from tools.pages.trace import Trace

PAGES: dict[str, Callable[[Names], str]] = {
    "docs/safety/hazard-log.md": lambda names: HazardLog(names).page(),
    "docs/safety/sign-off.md": lambda names: Register(names).page(),
    "docs/traceability.md": lambda names: Trace(names).page(),
    "docs/architecture.md": lambda names: Imports(names.root).page(),
}


def stale(root: Path = ROOT) -> list[str]:
    """The pages that differ from what their data say."""
    names = Names(root)
    return [
        page
        for page, made in PAGES.items()
        if not (root / page).is_file() or (root / page).read_text(encoding="utf-8") != made(names)
    ]


def main(arguments: list[str]) -> int:
    """Exit code 1 where `check` finds a stale page."""
    if arguments == ["check"]:
        found = stale()
        print("\n".join(found))
        return 1 if found else 0
    names = Names(ROOT)
    for page, made in PAGES.items():
        (ROOT / page).write_text(made(names), encoding="utf-8")
        print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
