"""Serves a WSGI application on this machine for as long as a test needs it."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Response

App = Callable[..., Iterable[bytes]]
SECONDS = 0.02  # between two looks at whether it shall stop: half a second otherwise, at the end of every test


@contextmanager
def served(app: App, name: str = "127.0.0.1") -> Iterator[str]:
    """The origin at which `app` answers. As `localhost` it is another site than 127.0.0.1 for every browser."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(SECONDS,), daemon=True)
    thread.start()
    try:
        yield f"http://{name}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


class Pages:
    """A site of a few pages, which a test may change: path to HTML."""

    def __init__(self, pages: dict[str, str] | None = None) -> None:
        self.pages = pages or {}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        page = self.pages.get(environ["PATH_INFO"])
        answer = Response(page, mimetype="text/html") if page is not None else Response(status=404)
        return answer(environ, start_response)
