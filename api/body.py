"""Reads a request body as strict JSON: whatever could be read two ways is refused, not guessed."""

import json
from collections.abc import Collection, Iterator
from itertools import islice
from math import inf, isinf
from typing import Any

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from engine.quantities import Refusal
from schemas.request import MOST_REFUSALS, refusal

from .problems import Problem, Refused

# The deepest request, a reading's quantity, is five levels deep. A tight limit keeps every later
# walk over the body far from Python's own.
DEEPEST = 12
JSON = "application/json"
HALF_A_PAIR = "This text holds half a surrogate pair, which is no character."
# The largest number that every reader of JSON takes for the same (RFC 7493).
LARGEST = 2**53


def read(request: Request, types: Collection[str] = (JSON,), deepest: int = DEEPEST) -> Any:
    """The JSON value that `request` carries, sent as one of `types`, nested no deeper than `deepest`.

    A number beyond `LARGEST` comes as infinity, `NaN` as NaN: the engine refuses both by name.
    Raises `Problem` (400, 413, 415) or `Refused` (422: a name given twice, half a surrogate pair).
    """
    _check_form(request, types)
    raw = request.get_data(cache=False)
    if request.content_length is None and len(raw) == request.max_content_length:
        # Of a body sent in chunks, werkzeug hands over what fits the limit and is silent on the rest.
        raise RequestEntityTooLarge
    if not raw.strip():
        raise Problem("unreadable", 'The body is empty. Send a JSON object, such as {"inputs": {}}.')
    try:
        value = json.loads(
            raw.decode(),
            object_pairs_hook=Members,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=float,
        )
    except UnicodeDecodeError as fault:
        raise Problem("unreadable", f"The body is not UTF-8: see byte {fault.start}.") from None
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise Problem("unreadable", f"The body is not JSON: {fault.msg} ({where}).") from None
    except RecursionError:
        raise Problem("unreadable", _too_deep(deepest)) from None
    if faults := list(islice(_faults(value, deepest), MOST_REFUSALS)):
        raise Refused(faults)
    return value


def _check_form(request: Request, types: Collection[str]) -> None:
    if request.query_string:
        raise Problem("values-in-address", "This address takes no query: addresses end up in logs. Use the body.")
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    if request.mimetype not in types or charset not in ("utf-8", "utf8") or encoding != "identity":
        raise Problem("content-type", f"Send the body as {' or '.join(types)} in UTF-8, not compressed.")


def _number(text: str) -> float:
    number = float(text)
    return number if abs(number) <= LARGEST else inf


def _integer(digits: str) -> float:
    # By way of float: int() crawls over thousands of digits, and refuses more.
    number = _number(digits)
    return number if isinf(number) else int(number)


class Members(dict[str, Any]):
    """The members of a JSON object, and the names that were given more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: list[str] = []
        if len(self) < len(pairs):
            seen: set[str] = set()
            for name, _ in pairs:
                if name in seen:
                    self.repeated.append(name)
                seen.add(name)


def _too_deep(deepest: int) -> str:
    return f"The body is nested too deeply: no request needs more than {deepest} levels."


def _faults(value: Any, deepest: int, path: tuple[str, ...] = ()) -> Iterator[Refusal]:
    if len(path) > deepest:
        raise Problem("unreadable", _too_deep(deepest))
    if isinstance(value, Members):
        for name in value.repeated:
            yield refusal((*path, name), "Given twice: which one is meant is not known.", "once")
        for name, below in value.items():
            if not _sound(name):
                yield refusal((*path, name), HALF_A_PAIR, "Unicode text")
            yield from _faults(below, deepest, (*path, name))
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from _faults(below, deepest, (*path, str(place)))
    elif isinstance(value, str) and not _sound(value):
        yield refusal(path, HALF_A_PAIR, "Unicode text")


def _sound(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
