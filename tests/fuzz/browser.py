"""Starts the browser's engine in node, behind a pipe: a request a line, an answer a line."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any, Self

APP = Path(__file__).resolve().parents[2] / "static_pwa"


@cache
def bundles() -> Path:
    """The folder of the bundled programs, built anew for this process: never older than the sources."""
    folder = Path(tempfile.mkdtemp(prefix="bundles"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    vite = ["node", "node_modules/vite/bin/vite.js", "build", "--config", "tests/bundle.config.ts"]
    subprocess.run([*vite, "--outDir", str(folder), "--emptyOutDir"], cwd=APP, check=True)
    return folder


class Browser:
    """A program of the browser's side that answers JSON lines."""

    def __init__(self, program: str, first: Any, *options: str) -> None:
        self.process = subprocess.Popen(
            ["node", *options, str(bundles() / f"{program}.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._write([first])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Killed, not asked to end: after a failure half a way through, both sides may still be writing.
        self.process.kill()
        self.process.communicate()

    def ask(self, lines: list[Any]) -> Iterable[Any]:
        """The answers, in order, while the caller works on its own."""
        # Written aside: both pipes may fill up while node answers and the caller still asks.
        writer = Thread(target=self._write, args=(lines,))
        writer.start()
        return self._read(len(lines), writer)

    def _read(self, count: int, writer: Thread) -> Iterable[Any]:
        assert self.process.stdout is not None
        for _ in range(count):
            yield json.loads(self.process.stdout.readline())
        writer.join()

    def _write(self, lines: list[Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.writelines(json.dumps(line) + "\n" for line in lines)
        self.process.stdin.flush()
