"""Do the hostile templates of the corpus get the verdict its index asks for?"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from desktop.domain.errors import FileTrouble
from desktop.domain.letters import TemplateError
from desktop.letters.template import LetterTemplate

_SUPPLIER: dict[str, object] = {"navn": "Bang & Olufsen <A>", "cvr": "12345674", "bilag": []}


def _is_used(path: Path) -> bool:
    """Whether a letter comes of it. A refusal must come when the template is opened."""
    try:
        opened = LetterTemplate.load(path)
    except (TemplateError, FileTrouble):
        return False
    assert opened.render(_SUPPLIER)
    return True


def _forbidden(*_: object) -> None:
    raise AssertionError("a template ran a command")


def test_the_verdict_on_every_template(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "system", _forbidden)
    monkeypatch.setattr(os, "popen", _forbidden)
    corpus = shared / "corpus" / "hostile"
    with (corpus / "INDEX.csv").open(encoding="utf-8", newline="") as index:
        expected = {
            row["file"]: row["expected"].startswith("imports")
            for row in csv.DictReader(index)
            if row["file"].startswith("docx/")
        }
    assert len(expected) > 40
    assert {name: _is_used(corpus / name) for name in expected} == expected
