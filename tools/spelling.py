"""Reads every word that a person reads, in docs/, the guideline and the app, and names those that are misspelt or American.

A word must be English, or stand in docs/glossary.md or docs/words.txt. `python -m tools.spelling` prints the others.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spellchecker import SpellChecker

ROOT = Path(__file__).resolve().parent.parent
# Code, addresses, ids and paths are no prose.
NOT_PROSE = re.compile(
    r"```.*?```|<!--.*?-->|`[^`]*`|\]\([^)]*\)|https?://\S+|doi \S+|<[^>]+>|\{[^{}]*\}|#[\w-]+|\S*[_/@\\]\S*|“[^”]*”"
    r"|\b\w*\.(?:py|tsx?|md|ya?ml|json|txt|html|css)\b",
    re.DOTALL,
)
FIRST_CELL = re.compile(r"^\|[^|]*\|", re.MULTILINE)
WORD = re.compile(r"[^\W\d_²³µ]+(?:['’][^\W\d_]+)*")
TYPESCRIPT_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
LIKE_CODE = re.compile(r"[a-z][A-Z]|[A-Z]{2}")  # camelCase, abbreviations
# The house spells British. What the source document says is quoted as it stands, and a name is a name.
AMERICAN = re.compile(
    r"^(?:.*(?:edema|nephrology center|pediatric|anemia|leukemia|lipidemia|kalemia|magnesemia|uricemia|hemolysis).*"
    r"|(?:un)?(?:color|center|behavior|favor|honor|labor|fiber|liter|meter|gray|mold|tumor|program(?:me)?r?s?)(?:s|ed|ing)?"
    r"|(?:organ|recogn|special|general|local|initial|final|stabil|character|categor|normal|minim|maxim|optim|summar|author|emphas|random|hospital|standard|util|prior)iz\w+)$"
)
BRITISH_TOO = {"parameter", "program", "programs", "programmer", "programmed", "minimal", "normal"}


def unknown(root: Path = ROOT) -> list[str]:
    """`file: word`, once each, for every word that is neither English nor of the field."""
    known = SpellChecker(language="en").word_frequency
    ours = words_of_the_field(root)
    found: dict[str, None] = {}
    for place, text in prose(root):
        for word in WORD.findall(NOT_PROSE.sub(" ", text)):
            bare = re.sub(r"['’]s$", "", word)
            if len(bare) > 1 and not LIKE_CODE.search(bare) and not _is_right(bare, known, ours):
                found[f"{place}: {bare}"] = None
    return list(found)


def _is_right(word: str, known: Any, ours: set[str]) -> bool:
    lower = word.lower().replace("’", "'")
    if lower in ours:
        return True
    return lower in known and (lower in BRITISH_TOO or not AMERICAN.match(word))


def words_of_the_field(root: Path) -> set[str]:
    """The words of the glossary's terms, and the names that no dictionary has."""
    glossary = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| ([^|]+) \|", glossary, re.MULTILINE)
    names = [line for line in (root / "docs" / "words.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return {word.lower() for text in [*terms, *names] for word in WORD.findall(text)}


def prose(root: Path) -> Iterator[tuple[str, str]]:
    """Each text that a person reads, with the file it stands in."""
    for path in sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")]):
        text = path.read_text(encoding="utf-8")
        if path.name == "README.md":
            text = FIRST_CELL.sub("|", text)  # names of packages and commands
        yield path.relative_to(root).as_posix(), text
    document = json.loads((root / "guideline" / "guideline.json").read_text(encoding="utf-8"))
    quoted = {claim["quote"] for claim in document["claims"]}
    for name, part in document.items():
        for text in _sentences(part):
            if text not in quoted:
                yield f"guideline ({name})", text
    for path in sorted((root / "static_pwa" / "src" / "words").glob("en*.ts")):
        for plain, template in TYPESCRIPT_TEXT.findall(path.read_text(encoding="utf-8")):
            yield path.relative_to(root).as_posix(), plain or re.sub(r"\$\{[^{}]*\}", " ", template)


def _sentences(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        if " " in part:  # an id or a unit is no sentence
            yield part
    elif isinstance(part, dict):
        for below in part.values():
            yield from _sentences(below)
    elif isinstance(part, list):
        for below in part:
            yield from _sentences(below)


if __name__ == "__main__":
    strange = unknown()
    print("\n".join(strange))
    sys.exit(1 if strange else 0)
