"""Starts what `make run` starts, beside a program that looks at it in a browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Started(NamedTuple):
    """A running server: its origin, and its process for those who stop it in the middle."""

    origin: str
    process: subprocess.Popen[str]


@contextmanager
def started(dist: Path | None = None, python: str = sys.executable) -> Iterator[Started]:
    """`tools.serve` on a free port of this machine, with another build than the project's own where `dist` is given."""
    process = subprocess.Popen(
        [python, "-m", "tools.serve"],
        cwd=ROOT,
        env={**os.environ, "PORT": "0", **({"DIST": str(dist)} if dist else {})},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield Started(process.stdout.readline().strip(), process)
    finally:
        process.terminate()
        process.wait()
