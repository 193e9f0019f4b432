"""Is the list of EN 301 549 whole, and does every test it leans on exist?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "tilgaengelighed.md"
ANSWERS = ("opfyldt", "delvist", "ikke relevant", "ikke prøvet")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROW = re.compile(r"^\| (11\.[\d.]+)(?:–(11\.[\d.]+))? \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)

CLAUSES = (
    *("11.1.1.1", "11.1.2.1", "11.1.2.2", "11.1.2.3", "11.1.2.4", "11.1.2.5"),
    *(f"11.1.3.{at}" for at in range(1, 6)),
    *(f"11.1.4.{at}" for at in (1, 2, 3, 4, 5, 10, 11, 12, 13)),
    *("11.2.1.1", "11.2.1.2", "11.2.1.4", "11.2.2.1", "11.2.2.2", "11.2.3.1"),
    *("11.2.4.3", "11.2.4.4", "11.2.4.6", "11.2.4.7"),
    *(f"11.2.5.{at}" for at in range(1, 5)),
    *("11.3.1.1", "11.3.2.1", "11.3.2.2", "11.3.3.1", "11.3.3.2", "11.3.3.3", "11.3.3.4"),
    *("11.4.1.1", "11.4.1.2", "11.4.1.3", "11.5.1"),
    *(f"11.5.2.{at}" for at in range(1, 18)),
    *("11.6.1", "11.6.2", "11.7"),
    *(f"11.8.{at}" for at in range(1, 6)),
)
"""Every clause of chapter 11 of V3.2.1 that asks for something; void ones and introductions do not."""


def rows() -> list[tuple[str, ...]]:
    return [found.groups() for found in ROW.finditer(DOCUMENT.read_text("utf-8"))]


def test_every_clause_is_answered_once_and_in_order() -> None:
    answered: list[str] = []
    for first, last, *_rest in rows():
        at, end = CLAUSES.index(first), CLAUSES.index(last or first)
        answered += CLAUSES[at : end + 1]
    assert answered == list(CLAUSES)


def test_every_answer_is_one_of_four_and_says_how() -> None:
    for first, _last, title, answer, how in rows():
        assert answer in ANSWERS, first
        assert title.strip(), first
        assert len(how.split()) >= 3, first


def test_every_test_it_names_exists() -> None:
    named = NAMED.findall(DOCUMENT.read_text("utf-8"))
    assert len(named) > 30
    missing = []
    for path, name in named:
        file = ROOT / path
        known = (
            {one.name for one in ast.parse(file.read_text("utf-8")).body if isinstance(one, ast.FunctionDef)}
            if file.is_file()
            else set()
        )
        if not file.is_file() or (name and name not in known):
            missing.append(f"{path}::{name}")
    assert missing == []


def test_it_says_plainly_that_no_screen_reader_was_tried() -> None:
    assert "Programmet er ikke prøvet med en skærmlæser på Windows" in DOCUMENT.read_text("utf-8")
