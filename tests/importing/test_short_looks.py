"""Do looks at a whole document tell what a look at each of its parts does?"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from desktop.importing.citizens import with_digits_enough
from desktop.importing.xml_parsing import _long_pieces

LONG_PIECE = re.compile(rb"<[^<]{1200,}")

texts = st.lists(
    st.sampled_from(
        [
            "0",
            "12",
            "01016",
            "0-5003",
            "æøå",
            "Vedr. ",
            "\n",
            "²",
            "\u0660\u0661",
            "\uff10",
            "\u2013",
            "\U0001d7ce",
        ]
    ),
    max_size=14,
).map("".join)
pieces = st.lists(
    st.tuples(
        st.sampled_from([b"<", b"<<", b"="]), st.sampled_from([0, 1, 600, 1198, 1199, 1200, 1201, 2402])
    ),
    max_size=12,
).map(lambda made: b"".join(sign + b"x" * length for sign, length in made))


@given(st.lists(texts, max_size=8))
def test_texts_with_nine_digits_in_any_script(written: list[str]) -> None:
    looked = [(etree.Element("a"), text) for text in written]
    enough = [text for _, text in with_digits_enough(looked, "\0".join(written))]
    assert enough == [text for text in written if len(re.findall(r"\d", text)) >= 9]


@given(st.sampled_from([b"", b"x" * 1_300]), pieces)
def test_places_between_two_signs_that_begin_a_tag(before: bytes, data: bytes) -> None:
    whole = before + data
    assert list(_long_pieces(whole)) == [found.span() for found in LONG_PIECE.finditer(whole)]
