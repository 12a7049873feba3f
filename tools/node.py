"""Makes sure of a node and an npm that can build the app: the machine's own, or those that PyPI carries."""

import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = {"node": (20, 19), "npm": (11, 0)}  # what Vite builds with; docs/decisions/12-node.md tells of the others
PACKAGE = Path(__file__).parent.parent / "requirements" / "node.lock"


def found(program: str) -> tuple[int, ...]:
    where = shutil.which(program)
    if where is None:
        return (0,)
    said = subprocess.run([where, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = said.strip().lstrip("v").split(".")[:2]
    return tuple(map(int, numbers)) if all(map(str.isdecimal, numbers)) else (0,)


def main() -> None:
    if any(found(program) < least for program, least in NEEDED.items()):
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(PACKAGE)]
        subprocess.run(install, check=True)


if __name__ == "__main__":
    main()
