"""What Lambda calls: the app behind every shape of HTTP event, built while the process starts."""

# Lambda gives the start of a process a full processor and no request waits for its rubbish: collecting it there,
# again and again while modules load, would only make the first patient wait.
import gc

gc.disable()

import os  # noqa: E402
from typing import Any  # noqa: E402

from . import patterns, unused  # noqa: E402

patterns.fill(f"{os.path.dirname(__file__)}/patterns.bin")  # noqa: PTH120 (pathlib would be loaded for this alone)
unused.stand_in()

from apig_wsgi import make_lambda_handler  # noqa: E402

from api import create_app  # noqa: E402
from api.problems import MEDIA_TYPE  # noqa: E402

app = create_app({"STAGE": os.environ.get("STAGE", "unnamed")})
# Everything of another type goes out as base64.
_answer = make_lambda_handler(
    app, binary_support=True, non_binary_content_type_prefixes=("text/", "application/json", MEDIA_TYPE)
)

gc.freeze()  # what is there now stays: it need never be looked through again
gc.enable()

UNREADABLE = {
    "statusCode": 400,
    "headers": {"content-type": MEDIA_TYPE, "cache-control": "no-store"},
    "isBase64Encoded": False,
    "body": '{"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "The event holds no readable '
    'request."}',
}


def handler(event: Any, context: Any) -> dict[str, Any] | None:
    """Answers API Gateway's REST (1.0) and HTTP (2.0) events and function URLs; anything else is a wake-up call."""
    if not isinstance(event, dict) or not isinstance(event.get("requestContext"), dict):
        return None
    stage = event["requestContext"].get("stage")
    if event.get("version") == "2.0" and stage and stage != "$default":
        event = {**event, "rawPath": str(event.get("rawPath")).removeprefix(f"/{stage}")}  # REST events come without
    try:
        return _answer(event, context)
    except Exception as fault:  # what came could be quoted in any message or trace: only the kind is told
        app.logger.error("unreadable event: %s", type(fault).__name__)
        return UNREADABLE
