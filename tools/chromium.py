"""Finds Chromium for tests and pictures, and installs it where there is none."""

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Playwright is only there once the test packages are
    from playwright.sync_api import Browser, Playwright

FLAGS = [  # quiet and self-contained: no sandbox as root, no traffic of the browser's own
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


SHELL = "chromium-headless-shell"  # the same pages without the browser around them, in half the processor's time


def find() -> str | None:
    """The machine's own Chromium; None leaves the choice to Playwright."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def launch(playwright: "Playwright") -> "Browser":
    """Chromium as people have it, without a window."""
    own = find()
    return playwright.chromium.launch(executable_path=own, channel=None if own else "chromium", args=FLAGS)


def launch_shell(playwright: "Playwright") -> "Browser":
    """Its shell, where the machine has one: for pages that need no clipboard, no prompt and no profile."""
    own = find()
    return playwright.chromium.launch(executable_path=own and (shutil.which(SHELL) or own), args=FLAGS)


def install() -> None:
    """Brings Chromium to a machine without it, and its shell where the system has one: without the shell all works too."""
    missing = find() is None
    if not missing and shutil.which(SHELL):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=missing, env=quiet)
        add = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        if missing:
            subprocess.run([*add, "chromium", "fonts-liberation"], check=True, env=quiet)
        subprocess.run([*add, SHELL], check=False, env=quiet)
    elif missing:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    install()
