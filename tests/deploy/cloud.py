"""AWS on this machine: moto's server, `python -m deploy` against it, and the template's edge before what is deployed."""

import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request, Response

from tests.counterparts.web import served
from tools import events
from tools.cloudfront import Edge, OneOrigin

ROOT = Path(__file__).parent.parent.parent
PYTHON = ROOT / ".venv" / "aws" / "bin" / "python"
FUNCTION = "resistant-fsgs-dev"
Application = Callable[..., Iterable[bytes]]


# `python -m deploy` for a stage that has been given other settings than infra/stages.json has.
ALTERED = """
import dataclasses, json, sys
from deploy import __main__ as deploy
known, given = deploy.stage, json.loads(sys.argv.pop(1))
deploy.stage = lambda name: dataclasses.replace(known(name), **given)
deploy.main()
"""


class Cloud:
    """One stand-in for AWS. Nothing of it is kept; no credentials of this machine reach it."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "PATH": os.environ["PATH"],
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_EC2_METADATA_DISABLED": "true",
            "HOME": "/nonexistent",
        }
        self.server = subprocess.Popen(
            [PYTHON, ROOT / "tests" / "deploy" / "aws.py", str(self.port)],
            env={"PATH": os.environ["PATH"]},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 60
        while not self._up():
            assert time.monotonic() < end, "moto did not start"
            time.sleep(0.1)

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()

    def forget(self) -> None:
        """Nothing is deployed any more."""
        self.ask("POST", "/moto-api/reset")

    def deploy(self, *words: Any, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "deploy", *words, **environment)

    def run(self, *words: Any, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PYTHON, *map(str, words)],
            cwd=ROOT,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, method: str, path: str, body: bytes | None = None, service: str = "s3") -> tuple[int, Headers, bytes]:
        """A call to moto, signed as far as moto looks."""
        region = "eu-central-1" if service == "lambda" else "us-east-1"
        scope = f"Credential=testing/20260101/{region}/{service}/aws4_request"
        headers = {"Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"}
        if service == "lambda":
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.url + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return reply.status, Headers(reply.headers.items()), reply.read()
        except urllib.error.HTTPError as error:
            return error.code, Headers(error.headers.items()), error.read()

    def address(self) -> str:
        """What CloudFront calls the one distribution there is."""
        listed = self.ask("GET", "/2020-05-31/distribution", service="cloudfront")[2].decode()
        (host,) = re.findall(r"<DomainName>([^<]+\.cloudfront\.net)</DomainName>", listed)
        return f"https://{host}"

    def bucket(self) -> str:
        (name,) = re.findall(r"<Name>([^<]+)</Name>", self.ask("GET", "/")[2].decode())
        return str(name)

    def object(self, key: str) -> tuple[int, Headers, bytes]:
        return self.ask("GET", f"/{self.bucket()}/{key}")

    def stored(self) -> set[str]:
        listed = self.ask("GET", f"/{self.bucket()}?list-type=2")[2].decode()
        return set(re.findall(r"<Key>([^<]+)</Key>", listed))

    def function(self, part: str = "", qualifier: str = "") -> dict[str, Any]:
        """What Lambda says of the function, as `GET /2015-03-31/functions/NAME…` does."""
        wanted = f"?Qualifier={qualifier}" if qualifier else ""
        status, _, body = self.ask("GET", f"/2015-03-31/functions/{FUNCTION}{part}{wanted}", service="lambda")
        return dict(json.loads(body)) if status < 300 else {"status": status}

    def live(self) -> str | None:
        return self.function("/aliases/live").get("FunctionVersion")

    def invoke(self, event: Any) -> Any:
        path = f"/2015-03-31/functions/{FUNCTION}/invocations?Qualifier=live"
        return json.loads(self.ask("POST", path, json.dumps(event).encode(), service="lambda")[2])

    def site_origin(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The bucket, as the distribution reads it: below its origin path."""
        request = Request(environ)
        status, headers, body = self.object(f"site{request.path}")
        reply = Response(body, status)
        for name in ("Content-Type", "Cache-Control", "ETag"):
            if name in headers:
                reply.headers[name] = headers[name]
        return reply.make_conditional(environ)(environ, start_response)

    def api_origin(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The function URL: its live version, run by AWS's own client."""
        request = Request(environ)
        query = dict(request.args.items())
        body = request.get_data(as_text=True) or None
        event = events.url(request.method, request.path, body, dict(request.headers.items()), query=query)
        status, headers, sent = events.answered(self.invoke(event))
        return Response(sent, status, headers)(environ, start_response)

    def served(self, **parameters: str) -> AbstractContextManager[str]:
        """The address, on this machine, of the template's edge before what is deployed."""
        return served(OneOrigin(Edge(**parameters), self.site_origin, self.api_origin))

    def _up(self) -> bool:
        try:
            return self.ask("GET", "/moto-api/")[0] == 200
        except OSError:
            return False
