"""One line of JSON for each answer: which route, how it went, how long it took; never what was asked or answered.

The line is also CloudWatch's embedded metric format, so that counts and durations need no second call.
"""

import json
import logging
import sys
import time

from flask import Flask, Response, g, request

METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
METRICS = [
    {"Name": "answers", "Unit": "Count"},
    {"Name": "faults", "Unit": "Count"},
    {"Name": "refusals", "Unit": "Count"},
    {"Name": "duration", "Unit": "Milliseconds"},
]
NAMESPACE = "resistant-fsgs"


def install(app: Flask, stage: str, guideline_version: str) -> None:
    """Writes the line for each answer of `app` to standard output, and lets the counted feedback on cards through."""
    app.logger.setLevel(logging.INFO)  # a logger that nobody sets passes warnings alone
    metrics = [{"Namespace": NAMESPACE, "Dimensions": [["stage"]], "Metrics": METRICS}]

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def write(response: Response) -> Response:
        status = response.status_code
        line = {
            "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": metrics},
            "stage": stage,
            "request": getattr(request.environ.get("apig_wsgi.context"), "aws_request_id", None),
            # Both by name, not as they came: an address or a method can hold anything.
            "method": request.method if request.method in METHODS else "other",
            "route": request.url_rule.rule if request.url_rule else "none",
            "status": status,
            "duration": round((time.perf_counter() - g.began) * 1000, 2),
            "guideline": guideline_version,
            "answers": 1,
            "faults": int(status >= 500),
            "refusals": int(400 <= status < 500),
        }
        sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")
        sys.stdout.flush()  # to a pipe it would otherwise go out in blocks, and be lost with the process
        return response
