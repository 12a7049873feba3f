"""Clients that hold a server up without asking it anything, and what a clinician beside them gets."""

from __future__ import annotations

import contextlib
import http.client
import re
import resource
import selectors
import shlex
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from waitress import create_server
from werkzeug.exceptions import NotFound
from werkzeug.middleware.http_proxy import ProxyMiddleware

ROOT = Path(__file__).resolve().parent.parent.parent
EVALUATION = (ROOT / "docs" / "examples" / "adult-month-6.json").read_bytes()
JSON = {"Content-Type": "application/json"}
POST = b"POST /v1/pathway HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
# What each kind sends at once, what it repeats from then on (empty: nothing), and whether it shuts its own side.
KINDS: dict[str, tuple[bytes, bytes, bool]] = {
    "nothing at all": (b"", b"", False),
    "a header without end": (POST + b"X-Slow: ", b"a", False),
    "half a request, then closed on its side": (POST, b"", True),
    "a body announced and never sent": (POST + b"Content-Length: 4000\r\n\r\n", b"", False),
    "a body byte by byte": (POST + b"Content-Length: 4000\r\n\r\n", b" ", False),
    "chunks without end": (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", False),
}
EACH = 0.5  # seconds between two bytes
PATIENCE = 5.0  # seconds that a clinician's program waits for an answer


def documented(name: str) -> list[str]:
    """How docs/operations.md starts a server, to the letter; its port stands as 8000."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    [line] = re.findall(rf"^{name} .+$", text, re.MULTILINE)
    return shlex.split(line)


def many_files() -> None:
    """Lets this process, and the servers it starts, hold as many connections as the machine allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def running(process: int) -> list[int]:
    """The processes that a server has started to answer for it."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def sockets(process: int) -> int:
    """How many sockets a process holds open."""
    found = 0
    for file in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(OSError):  # closed meanwhile
            found += file.readlink().name.startswith("socket:")
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def ask(port: int, patience: float = PATIENCE) -> int:
    """The status of one evaluation; 0 where none came in time."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        asking.request("POST", "/v1/pathway", EVALUATION, JSON)
        reply = asking.getresponse()
        reply.read()
        return reply.status
    except OSError:
        return 0
    finally:
        asking.close()


class Server:
    """A WSGI server as the documentation starts it, on a port of its own."""

    def __init__(self, command: Sequence[str]) -> None:
        self.port = free_port()
        module, *rest = (part.replace("8000", str(self.port)) for part in command)
        self.process = subprocess.Popen(
            [sys.executable, "-m", {"waitress-serve": "waitress"}.get(module, module), *rest],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def answers_within(self, seconds: float) -> bool:
        """Whether an evaluation is answered before so many seconds are over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if ask(self.port, patience=1) == 200:
                return True
            time.sleep(0.1)
        return False

    def processes(self) -> list[int]:
        return running(self.process.pid)

    def sockets(self) -> int:
        """Of all its processes."""
        return sum(sockets(one) for one in [self.process.pid, *self.processes()])


@contextlib.contextmanager
def served(command: Sequence[str]) -> Iterator[Server]:
    server = Server(command)
    try:
        if not server.answers_within(60):
            raise RuntimeError(f"does not answer: {' '.join(command)}")
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


class Crowd:
    """`number` slow clients, some of each kind. `answers` counts the statuses they were given."""

    def __init__(self, port: int, number: int) -> None:
        self.port = port
        self.number = number
        self.answers: Counter[int] = Counter()
        self.turned_away = 0
        self._over = threading.Event()
        self._driver = threading.Thread(target=self._drive)

    def __enter__(self) -> Crowd:
        self._clients = [self._connected(index) for index in range(self.number)]
        self._driver.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._driver.join()

    def _connected(self, index: int) -> tuple[socket.socket, bytes]:
        first, again, shut = list(KINDS.values())[index % len(KINDS)]
        client = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        client.sendall(first)
        if shut:
            client.shutdown(socket.SHUT_WR)
        client.setblocking(False)
        return client, again

    def _drive(self) -> None:
        selector = selectors.DefaultSelector()
        for client, again in self._clients:
            selector.register(client, selectors.EVENT_READ, again)
        due = time.monotonic()
        while not self._over.is_set():
            for key, _ in selector.select(timeout=0.05):
                client = key.fileobj
                assert isinstance(client, socket.socket)
                if not self._heard(client):
                    selector.unregister(client)
            if time.monotonic() >= due:
                due += EACH
                for key in list(selector.get_map().values()):
                    with contextlib.suppress(OSError):  # the server has closed it: told by the next read
                        assert isinstance(key.fileobj, socket.socket)
                        key.fileobj.send(key.data)
        selector.close()
        for client, _ in self._clients:
            client.close()

    def _heard(self, client: socket.socket) -> bool:
        """Counts what came; False when the server has closed the connection."""
        try:
            came = client.recv(65536)
        except OSError:
            came = b""
        if came.startswith(b"HTTP/1."):
            self.answers[int(came.split()[1])] += 1
        self.turned_away += not came
        return bool(came)


@contextlib.contextmanager
def whole_requests_only(port: int) -> Iterator[int]:
    """The port of a proxy that hands a request on once all of it is here, as nginx, CloudFront and Lambda do."""
    front = ProxyMiddleware(NotFound(), {"/v1/": {"target": f"http://127.0.0.1:{port}/"}})
    limits: dict[str, Any] = {"threads": 8, "connection_limit": 5000, "asyncore_use_poll": True, "channel_timeout": 10}
    server = create_server(front, host="127.0.0.1", port=0, clear_untrusted_proxy_headers=True, **limits)
    serving = threading.Thread(target=server.run)
    serving.start()
    try:
        yield int(server.effective_port)
    finally:
        server.close()
        serving.join()


def beside(port: int, seconds: float, clinicians: int = 2) -> Counter[int]:
    """The statuses that well-behaved programs get, one request after the other, each waiting for the one before."""
    statuses: Counter[int] = Counter()
    end = time.monotonic() + seconds

    def go_on() -> None:
        while time.monotonic() < end:
            statuses[ask(port)] += 1

    asking = [threading.Thread(target=go_on) for _ in range(clinicians)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    return statuses


class Siege(NamedTuple):
    """What a server did while a crowd held on to it, and what was left afterwards."""

    clinicians: Counter[int]  # statuses; 0 is no answer in time
    crowd: Counter[int]  # statuses that slow clients got
    closed: int  # connections that the server closed by itself
    recovers: bool
    processes: tuple[list[int], list[int]]  # that answer, before and after
    sockets: tuple[int, int]  # held, before and after


def besieged(server: Server, number: int, seconds: float, through: int = 0) -> Siege:
    """`number` slow clients for so many seconds; `through` is the port of a proxy before the server."""
    port = through or server.port
    before = server.processes(), server.sockets()
    with Crowd(port, number) as crowd:
        time.sleep(EACH)
        clinicians = beside(port, seconds)
    recovers = server.answers_within(2 * PATIENCE)
    end = time.monotonic() + PATIENCE
    while server.sockets() > before[1] and time.monotonic() < end:
        time.sleep(0.1)
    after = server.processes(), server.sockets()
    return Siege(clinicians, crowd.answers, crowd.turned_away, recovers, (before[0], after[0]), (before[1], after[1]))
