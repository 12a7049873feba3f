"""Serves the built app and the API on one origin, as production does, so that what works here works there."""

import gzip
import io
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from waitress import create_server
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.security import safe_join
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from tools import edge, launchers

ROOT = Path(__file__).parent.parent
LAUNCHERS = "launchers.json"  # who may frame the app: of each deployment, so not a part of the build


LEAST = 1000  # bytes: the edge sends smaller files as they are


@cache
def gzipped(path: str, _changed: int) -> bytes:
    """What goes over the air; `_changed` makes a new entry for a file that was built anew."""
    return gzip.compress(Path(path).read_bytes(), mtime=0)


class OneOrigin:
    """Sends a request to the API or to the built files, and puts the edge's headers on the answer."""

    def __init__(self, api: Callable[..., Iterable[bytes]], dist: Path) -> None:
        self.api = api
        self.dist = dist
        self.launchers = launchers.load()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        added = edge.headers(path, self.launchers.ancestors, self.launchers.connect)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            replaced = {name.lower() for name in added}
            kept = [(name, value) for name, value in headers if name.lower() not in replaced]
            return start_response(status, [*kept, *added.items()], exc_info)

        answer = self.api if edge.is_api(path) else self.file
        return answer(environ, start)

    def file(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        try:
            response = self.find(request)
        except HTTPException as error:
            return error(environ, start_response)
        return response(environ, start_response)

    def find(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            raise MethodNotAllowed(["GET", "HEAD"])
        name = request.path.lstrip("/") or "index.html"  # one page: the app's screens have no paths of their own
        if name == LAUNCHERS:
            return Response(self.launchers.published(), mimetype=edge.media_type(name))
        found = safe_join(str(self.dist), name)
        if found is None or not Path(found).is_file():
            raise NotFound()
        kind = edge.media_type(name)
        if request.accept_encodings["gzip"] and kind != "image/png" and (file := Path(found).stat()).st_size >= LEAST:
            changed = file.st_mtime_ns
            packed = io.BytesIO(gzipped(found, changed))
            response = send_file(packed, request.environ, mimetype=kind, etag=f"{changed:x}-gzip")
            response.content_encoding = "gzip"
        else:
            response = send_file(found, request.environ, mimetype=kind)
        response.vary.add("Accept-Encoding")
        return response


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from app import app  # after the path is set, so that the module runs from anywhere

    port = int(os.environ.get("PORT", "8000"))
    site = OneOrigin(app, Path(os.environ.get("DIST", ROOT / "static_pwa" / "dist")))
    try:
        server = create_server(site, host="127.0.0.1", port=port, ident=None)
    except OSError:
        sys.exit(f"Port {port} is taken. Choose another: make run PORT={port + 1}")
    print(f"http://127.0.0.1:{server.effective_port}", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()


if __name__ == "__main__":
    main()
