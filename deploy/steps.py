"""Says what is being done and how long it takes; names the step in which something failed."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

EVERY = 5  # seconds between signs of life


class Failed(Exception):
    """A step that did not come to its end. The message says which, why, and what is being served now."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Tells the beginning and the end of `name`, and on the way that it is alive. Raises `Failed` naming it."""
    began = time.monotonic()
    print(f"{name} …", end="", flush=True)
    ended = threading.Event()
    signs = threading.Thread(target=_signs, args=(ended,), daemon=True)
    signs.start()
    try:
        yield
    except Failed:
        raise
    except (Exception, SystemExit) as fault:
        print(" failed", flush=True)
        raise Failed(f"{name}: {fault}") from fault
    else:
        print(f" {time.monotonic() - began:.1f} s", flush=True)
    finally:
        ended.set()
        signs.join()


def say(text: str) -> None:
    print(text, flush=True)


def _signs(ended: threading.Event) -> None:
    while not ended.wait(EVERY):
        print(".", end="", flush=True)
