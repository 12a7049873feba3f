"""Regular expressions, compiled when the package is made: Flask and its libraries compile about a hundred at each start.

Python keeps what it compiled in a cache that it asks first; `fill` puts them there. A pattern that is missing, or was
made by another Python, is simply compiled as ever. Nothing is imported but what every Python has loaded already.
"""

import _sre  # type: ignore[import-not-found]
import marshal
import re
import sys
from typing import Any

# The version without references between objects: with them, equal content may have different bytes.
VERSION = 2
MADE_BY = [sys.version_info.major, sys.version_info.minor, _sre.MAGIC]


def fill(path: str) -> int:
    """Puts the patterns in the file `path` where `re` looks first. Returns how many."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (pathlib would be loaded for this alone)
            made_by, patterns = marshal.load(file)  # noqa: S302 (our own, from the package)
        cache: dict[Any, Any] = re._cache  # type: ignore[attr-defined]
    except (OSError, AttributeError):
        return 0
    if made_by != MADE_BY:
        return 0
    for text, flags, found, code, groups, index, names in patterns:
        cache[type(text), text, flags] = _sre.compile(text, found, code, groups, index, names)
    return len(patterns)


def record() -> list[Any]:
    """From now on, notes each pattern that is compiled in the list that it returns."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    noted: list[Any] = []
    original = _compiler.compile

    def compile(pattern: Any, flags: int = 0) -> Any:  # noqa: A001 (the name that it stands in for)
        if isinstance(pattern, str | bytes):
            parsed = _parser.parse(pattern, flags)
            code = [int(each) for each in _compiler._code(parsed, flags)]
            index = parsed.state.groupdict
            names: list[str | None] = [None] * parsed.state.groups
            for name, number in index.items():
                names[number] = name
            found = int(flags) | parsed.state.flags
            noted.append((pattern, int(flags), found, code, parsed.state.groups - 1, index, tuple(names)))
        return original(pattern, flags)

    _compiler.compile = compile
    return noted


def write(noted: list[Any], path: str) -> None:
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(marshal.dumps((MADE_BY, noted), VERSION))
