"""Are long words broken where Danish breaks them, and nothing else changed?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.texts.hyphens import SOFT_HYPHEN, as_drawn, breakable


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("bogføringssystemet", "bog|fø|rings|sys|te|met"),
        ("sortimentsløsning", "sor|ti|ments|løs|ning"),
        ("forvaltningsansvarlig", "for|valt|nings|ans|var|lig"),
        ("stilling", "stilling"),
        ("5798099900123", "5798099900123"),
    ],
)
def test_words_are_broken_between_syllables(word: str, broken: str) -> None:
    assert breakable(word).replace(SOFT_HYPHEN, "|") == broken


@given(st.text(alphabet="abcdefgæøåABCÆØÅ 0123456789-.", max_size=60))
def test_only_soft_hyphens_come_in_and_no_end_of_a_word_stands_alone(text: str) -> None:
    broken = breakable(text)
    assert broken.replace(SOFT_HYPHEN, "") == text
    for word in broken.split():
        parts = word.split(SOFT_HYPHEN)
        assert len(parts) == 1 or min(len(parts[0]), len(parts[-1])) >= 3


def test_a_line_shows_a_hyphen_only_where_a_word_goes_on() -> None:
    assert as_drawn(f"Få bog{SOFT_HYPHEN}førings{SOFT_HYPHEN}") == "Få bogførings-"
    assert as_drawn(f"bog{SOFT_HYPHEN}føring klar ") == "bogføring klar"
