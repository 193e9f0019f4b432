"""Does the program ever shout at its user? No word of the machine room, no blame, no exclamation mark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).resolve().parents[2] / "resources/locale/da/LC_MESSAGES/ean-planner.po"
# What happened, what it means and what to do can be said without these.
SHOUTED = {
    "ugyldig": "says that something is wrong, and not what would be right",
    "fejl i ": "says where, and neither what nor what to do",
    "fejlkode": "is for a machine",
    "NoneType": "is for a machine",
    "Traceback": "is for a machine",
    "exception": "is for a machine",
    "undtagelse opstod": "is for a machine",
    "fatal": "frightens",
    "mislykke": "blames",
    "ulovlig": "blames",
    "forkert input": "blames",
    "crash": "is English",
}


def danish() -> list[str]:
    """Every text a user can meet, plural forms each for itself."""
    with CATALOGUE.open("rb") as stream:
        messages = read_po(stream)
    texts = [one.string or "" for one in messages if one.id]
    return [text for one in texts for text in ((one,) if isinstance(one, str) else one)]


@pytest.mark.parametrize("word", SHOUTED)
def test_nothing_a_user_reads_is_shouted(word: str) -> None:
    found = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
    assert [text for text in danish() if found.search(text)] == []


def test_nothing_a_user_reads_ends_in_an_exclamation_mark() -> None:
    assert [text for text in danish() if text.rstrip("” ").endswith("!")] == []


def test_the_catalogue_is_looked_at() -> None:
    assert len(danish()) > 2_000
