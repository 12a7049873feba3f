"""Clients that send slowly, or never to the end, hold nobody up where the API runs as docs/operations.md starts it."""

from __future__ import annotations

import contextlib
import http.client

import pytest

from tests.proof.slow_clients import KINDS, besieged, documented, served, whole_requests_only

CROWD, SECONDS = 10 * len(KINDS), 3


@pytest.mark.parametrize("name", ["waitress-serve", "gunicorn"])
def test_clinicians_are_answered_beside_slow_clients(name: str) -> None:
    with served(documented(name)) as server, contextlib.ExitStack() as proxies:
        proxied = name == "gunicorn"
        through = proxies.enter_context(whole_requests_only(server.port)) if proxied else 0
        siege = besieged(server, CROWD, SECONDS, through)
    assert set(siege.clinicians) == {200}
    assert [status for status in siege.crowd if status >= 500] == []
    assert siege.recovers
    assert siege.processes[0] == siege.processes[1]
    assert siege.sockets[1] <= siege.sockets[0]


def test_what_makes_gunicorn_need_a_proxy_is_still_so_and_passes_with_the_crowd() -> None:
    """Were it otherwise, docs/operations.md would ask for a proxy in vain."""
    with served(documented("gunicorn")) as server:
        siege = besieged(server, CROWD, SECONDS)
    assert siege.clinicians[200] == 0
    assert siege.recovers


def test_a_body_of_a_gigabyte_is_turned_away_before_it_is_sent() -> None:
    with served(documented("waitress-serve")) as server:
        asking = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        asking.putrequest("POST", "/v1/pathway")
        asking.putheader("Content-Length", str(10**9))
        asking.endheaders()
        assert asking.getresponse().status == 413
        asking.close()
