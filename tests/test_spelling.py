"""Every word that a person reads is English as the house writes it, or a word of the field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import spelling

ROOT = Path(__file__).resolve().parent.parent


def test_every_word_is_english_or_of_the_field() -> None:
    assert spelling.unknown(ROOT) == [], "mend the word, or add it to docs/glossary.md or docs/words.txt"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The clincian asks.", ["clincian"]),
        ("A specialized center.", ["specialized", "center"]),
        ("A pediatric dose for edema.", ["pediatric", "edema"]),
        ("Proteinuria in the nephrotic range; a podocyte's feet.", []),
        ("`clincian` in code, https://clincian.example, CamelCase.", []),
        ("A parameter of 12 h, minimal change.", []),
    ],
)
def test_misspelt_and_american_words_are_found(tmp_path: Path, text: str, found: list[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "guideline").mkdir()
    (tmp_path / "static_pwa" / "src" / "words").mkdir(parents=True)
    (tmp_path / "guideline" / "guideline.json").write_text('{"claims": []}')
    (tmp_path / "docs" / "words.txt").write_text("specialised\n")
    (tmp_path / "docs" / "glossary.md").write_text(
        "| word | means |\n|---|---|\n| nephrotic podocyte proteinuria | |\n"
    )
    (tmp_path / "docs" / "page.md").write_text(text)
    assert spelling.unknown(tmp_path) == [f"docs/page.md: {word}" for word in found]
