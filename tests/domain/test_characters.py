"""Do look-alike signs become the plain ones, and does everything else stay as it is?"""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.characters import plain

# Old page and line feeds are folded beside other odd signs only; alone in ASCII they part numbers as well.
FEEDS = "\x0b\x0c"
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=FEEDS), max_size=30)
WESTERN = st.text(st.characters(max_codepoint=0xFF, exclude_characters=FEEDS), max_size=30)


@given(st.one_of(ANY, WESTERN))
def test_a_text_is_folded_sign_by_sign_and_keeps_its_length(text: str) -> None:
    assert plain(text) == "".join(map(plain, text))
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize("around", ["", "Øre ", "Œuvre "])
@pytest.mark.parametrize(
    ("written", "meant"),
    [("010160\u00ad5003", "010160-5003"), ("1\u00a0234", "1 234"), ("1\u00b75", "1.5"), ("a\u0085b", "a\nb")],
)
def test_signs_of_western_europe_are_folded_whatever_stands_around(
    written: str, meant: str, around: str
) -> None:
    assert plain(around + written) == around + meant


def test_no_letter_is_changed() -> None:
    letters = [sign for sign in map(chr, range(sys.maxunicode)) if unicodedata.category(sign)[0] == "L"]
    assert plain("".join(letters)) == "".join(letters)
