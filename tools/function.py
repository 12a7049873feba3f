"""Runs an unpacked package as Lambda would: AWS's own runtime client, asking a Runtime API that answers from here."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parent.parent
CLIENT = ROOT / ".venv" / "lambda"
NEXT = "/2018-06-01/runtime/invocation/next"
ARN = "arn:aws:lambda:eu-central-1:123456789012:function:resistant-fsgs-test"
LONGEST = 10  # seconds, as in the settings


class Fault(Exception):
    """The function ended a call, or its start, with an error of its own."""


class Function:
    """One execution environment. `call` hands it an event and returns its reply; `log` is what it wrote.

    `folder` is the unpacked package; nothing but it and the runtime client can be imported.
    """

    def __init__(
        self,
        folder: Path,
        handler: str = "deploy.entry.handler",
        path: tuple[Path, ...] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.events: queue.Queue[tuple[str, Any] | None] = queue.Queue()
        self.replies: queue.Queue[tuple[str, str, Any]] = queue.Queue()
        self.log: list[str] = []
        self.turn = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _api(self))
        self.server.handle_error = _expected  # type: ignore[method-assign,assignment]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-s", "-m", "awslambdaric", handler],
            cwd=folder,
            env={
                "PATH": "/usr/bin:/bin",
                "LANG": "C.UTF-8",
                "PYTHONPATH": os.pathsep.join(map(str, [folder, *path, CLIENT])),
                "PYTHONDONTWRITEBYTECODE": "1",  # as /var/task, which is read-only
                "LAMBDA_TASK_ROOT": str(folder),
                "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.server.server_port}",
                "AWS_LAMBDA_FUNCTION_NAME": "resistant-fsgs-test",
                "AWS_LAMBDA_FUNCTION_VERSION": "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
                "AWS_REGION": "eu-central-1",
                "STAGE": "test",
                "FSGS_PUBLIC_URL": "https://fsgs.example",
                **(environment or {}),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def call(self, event: Any, seconds: float = 30) -> Any:
        """The reply to `event`. Raises `Fault` with what the function reported, or where it is silent too long."""
        asked = str(uuid.uuid4())
        with self.turn:  # an environment takes one request at a time
            self.events.put((asked, event))
            try:
                kind, answering, reply = self.replies.get(timeout=seconds)
            except queue.Empty:
                raise Fault(f"no reply in {seconds} s; it wrote: {self.log[-5:]}") from None
        if kind == "response" and answering == asked:
            return reply
        raise Fault(f"{kind}: {reply}")

    def resident(self) -> float:
        """Megabytes of memory that the process holds."""
        said = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(said.split("VmRSS:")[1].split()[0]) / 1000

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.events.put(None)
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _read(self) -> None:
        assert self.process.stdout
        self.log.extend(iter(self.process.stdout.readline, ""))  # a full pipe would block the function


def _expected(*_: Any) -> None:
    """A function that is stopped leaves its connection as it is: no fault of this server."""


def _api(function: Function) -> type[BaseHTTPRequestHandler]:
    """The Runtime API (version 2018-06-01) for one function."""

    class RuntimeApi(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # with it, and unbuffered, each call would wait 40 ms for nothing
        wbufsize = -1

        def do_GET(self) -> None:
            event = function.events.get() if self.path == NEXT else None
            if event is None:
                return self.reply(404, b"{}")
            asked, content = event
            headers = {
                "Lambda-Runtime-Aws-Request-Id": asked,
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + LONGEST) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": ARN,
            }
            return self.reply(200, json.dumps(content).encode(), headers)

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length")
            raw = self.rfile.read(int(length)) if length else self.chunks()
            *_, asked, kind = self.path.split("/")
            self.reply(202, b'{"status":"OK"}')
            function.replies.put((kind, asked, json.loads(raw or b"null")))

        def chunks(self) -> bytes:
            whole = b""
            while size := int(self.rfile.readline().strip() or b"0", 16):
                whole += self.rfile.read(size)
                self.rfile.readline()
            return whole

        def reply(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")  # the client hangs without one
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, *_: Any) -> None:
            pass

    return RuntimeApi
