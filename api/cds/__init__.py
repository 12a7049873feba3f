"""CDS Hooks 2.0: discovery, cards and feedback. Prefetch only, informational cards, nothing kept."""

from typing import Any

from flask import Response, current_app, request

from interop.services import Services
from schemas import cds as shapes

from .. import review
from ..blueprint import Blueprint, as_sent
from ..problems import Problem, Refused
from ..records import read
from . import cross_origin, tokens

Card = dict[str, Any]
TOLD = (400, 401, 404, 413, 415)
ASKED = (*TOLD, 412)


def routes(services: Services) -> Blueprint:
    blueprint = Blueprint("cds", __name__, description="CDS Hooks 2.0.")
    cross_origin.install(blueprint)
    guard = tokens.Guard()
    hooks = [each for service in services.by_id.values() for each in service["hooks"]]
    asked, which = shapes.request(hooks, services.cds["prefetch"]), shapes.which(services.by_id)

    @blueprint.exchanges("/cds-services", shapes.DISCOVERY, (401,))
    def discover() -> Response:
        """List the services and what each must be sent"""
        guard.check(request)
        return as_sent({"services": services.discovery()})

    @blueprint.exchanges("/cds-services/<name>", shapes.CARDS, ASKED, shapes.body(asked), [which])
    def invoke(name: str) -> Response:
        """Ask a service for cards

        Nothing but the request is read: `prefetch` must hold every key that the service names. `null` means that there
        is nothing; what could not be had is refused with 412.
        """
        # Not at the top: most processes never make a card, and every one would wait for what makes them.
        from interop import cards, orders

        from . import hook

        guard.check(request)
        service = _service(services, name)
        given = hook.read(_body(), service["hooks"], services)
        if given.drafts is None:
            found = cards.for_patient(services, given.reading, given.partial)
        else:
            ordered = orders.read(services.codes, given.drafts, given.shelf, given.chosen)
            found = cards.for_order(services, given.reading, ordered, given.partial)
        return as_sent({"cards": [_addressed(services, card) for card in found]})

    @blueprint.exchanges(
        "/cds-services/<name>/feedback", {"type": "object"}, TOLD, shapes.body(shapes.FEEDBACK), [which]
    )
    def feedback(name: str) -> Response:
        """Say what became of a card

        Only the outcome and the code of the reason are counted; comments are dropped unread.
        """
        from . import hook

        guard.check(request)
        service = _service(services, name)
        for outcome, reason in hook.feedback(_body(), services.cds["overrides"]):
            current_app.logger.info("cds feedback: %s %s %s", service["id"], outcome, reason)
        return as_sent({})

    return blueprint


def _service(services: Services, name: str) -> dict[str, Any]:
    if name not in services.by_id:
        raise Problem("not-found", f"There is no such service: {', '.join(services.by_id)}.")
    return services.by_id[name]


def _body() -> Any:
    try:
        return read(request)
    except Refused as fault:
        # What this API refuses by name elsewhere is malformed JSON to CDS Hooks.
        raise Problem("unreadable", fault.description or "") from None


def _addressed(services: Services, card: Card) -> Card:
    """A card with an id of its own, and with addresses of this deployment."""
    from uuid import uuid4

    base, words = current_app.config["PUBLIC_URL"], services.words
    overdue = review.overdue().get("overdue", {}).get("says")
    topic = {"system": f"{base}/CodeSystem/topic", "code": "srfsgs-pathway", "display": words["topic"]}
    return {
        "uuid": str(uuid4()),
        **card,
        "detail": f"{card['detail']}\n\n{overdue}" if overdue else card["detail"],
        "source": {**card["source"], "url": f"{base}/", "topic": topic},
        "overrideReasons": [
            {"code": code, "system": f"{base}/CodeSystem/override", "display": display}
            for code, display in services.cds["overrides"].items()
        ],
        "links": [
            {
                "label": words["launch"],
                "url": f"{base}/launch.html",
                "type": "smart",
                # Passes through the authorisation server: never a value of a patient.
                "appContext": '{"v":1,"view":"pathway"}',
            },
            {"label": words["open_app"], "url": f"{base}/", "type": "absolute"},
        ],
    }
