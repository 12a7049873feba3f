"""A stand-in for AWS on this machine: moto's server, whose Lambda runs the uploaded zip in AWS's own runtime client."""

import io
import json
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from moto.awslambda.models import LambdaFunction
from moto.server import main

from tools.function import Fault, Function

code: dict[str, bytes] = {}


@cache
def environment(digest: str, handler: str, variables: tuple[tuple[str, str], ...]) -> Function:
    folder = tempfile.mkdtemp()
    with zipfile.ZipFile(io.BytesIO(code[digest])) as archive:
        archive.extractall(folder)
    return Function(Path(folder), handler, environment=dict(variables))


def invoke(self: LambdaFunction, body: bytes, request_headers: object, response_headers: dict[str, str]) -> bytes:
    code[self.code_sha_256] = self.code_bytes
    try:
        variables = tuple(sorted(self.environment_vars.items()))
        reply = environment(self.code_sha_256, self.handler, variables).call(json.loads(body or b"{}"))
    except Fault as fault:
        response_headers["x-amz-function-error"] = "Unhandled"
        reply = {"errorType": "Fault", "errorMessage": str(fault)}
    return json.dumps(reply).encode()


LambdaFunction.invoke = invoke
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
