"""A document that is the same for everyone until the next release: revalidated, never computed per request."""

from dataclasses import dataclass
from hashlib import sha256

from flask import Response, request

# A newer guideline must reach the phone at its next question, so every use asks again.
REVALIDATED = "public, max-age=0, must-revalidate"


@dataclass(frozen=True)
class Publication:
    """Bytes with their media type, and a digest as the strong ETag."""

    body: bytes
    media_type: str
    digest: str = ""

    def reply(self) -> Response:
        """The document, or 304 where the client has it."""
        reply = Response(self.body, content_type=self.media_type)
        reply.set_etag(self.digest or sha256(self.body).hexdigest())
        reply.headers["Cache-Control"] = REVALIDATED
        reply.make_conditional(request)
        return reply
