"""Writes requirements/*.lock and each package-lock.json: of every package the exact version and its files' hashes.

Resolved for every platform and for Python 3.11 and later, so that a lock made on one machine installs on another.
What is locked already keeps its version; delete a lock to have it resolved anew.
No server is named: pip's and npm's own settings say where files come from, the hashes say which are accepted.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
SHARED = "-c constraints.txt"
UV = ROOT / ".venv" / "supply" / "bin" / "uv"
NPM = (ROOT / "static_pwa", ROOT / "tools" / "lighthouse")


def locked() -> list[Path]:
    """The files that are locked: each says what one environment, or one part of it, needs."""
    return sorted(path for path in REQUIREMENTS.glob("*.txt") if not path.name.startswith("constraints"))


def index() -> dict[str, str]:
    """Where pip takes packages from on this machine, for uv, which does not read pip's settings."""
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)
    return {"UV_DEFAULT_INDEX": said.stdout.strip()} if said.returncode == 0 and said.stdout.strip() else {}


def beside(path: Path) -> list[Path]:
    """The files whose packages share an environment with those of `path`: they agree on every version."""
    shared = [other for other in locked() if SHARED in other.read_text(encoding="utf-8")]
    return [other for other in shared if other != path] if path in shared else []


def lock(path: Path) -> Path:
    """Writes the lock of one file of requirements. Raises CalledProcessError where they cannot be met."""
    target = path.with_suffix(".lock")
    command = [str(UV), "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
    command += ["--no-annotate", "--no-header", "--no-emit-index-url", "--no-cache", "--quiet"]
    command += [f"--constraint={other}" for other in beside(path)]
    command += ["--output-file", str(target), str(path)]
    subprocess.run(command, cwd=ROOT, env=os.environ | index(), check=True)
    header = f"# Made from {path.name} by `make lock`: change that. Every file that is accepted, by its hash.\n"
    target.write_text(header + target.read_text(encoding="utf-8"), encoding="utf-8")
    return target


def lock_npm(folder: Path) -> Path:
    """Writes the lock of the package.json in `folder`; installs nothing. Raises CalledProcessError where it cannot."""
    command = ["npm", "install", "--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts"]
    subprocess.run([*command, "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True)
    return folder / "package-lock.json"


if __name__ == "__main__":
    for wanted in locked():
        print(lock(wanted).relative_to(ROOT))
    for folder in NPM:
        print(lock_npm(folder).relative_to(ROOT))
