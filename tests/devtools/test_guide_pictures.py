"""Are the guide's pictures those that are made, small, of one size, and made alike at any time?"""

from __future__ import annotations

import re
import struct
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import guide_pictures  # noqa: E402 - it lies in the folder named above
from desktop.ui.page_host import PAGES  # noqa: E402 - after the folder above

PICTURES = sorted((ROOT / "docs" / "images").glob("*.png"))
PALETTE = 3
"""Colour type of a picture with a palette. Source: PNG (ISO/IEC 15948), 11.2.2."""


def test_every_page_has_its_picture() -> None:
    assert {spec.name for spec in PAGES} <= {path.stem for path in PICTURES}
    assert guide_pictures.faults({path.stem for path in PICTURES}) == []


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_has_the_one_size_and_few_colours(path: Path) -> None:
    data = path.read_bytes()
    width, height, _depth, colour = struct.unpack(">IIBB", data[16:26])
    assert (width, height) == guide_pictures.SIZE
    assert colour == PALETTE


def test_together_they_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES) < guide_pictures.LIMIT


def test_a_page_or_a_picture_that_is_missing_is_told() -> None:
    made = {path.stem for path in PICTURES}
    assert guide_pictures.faults(made - {"kp"}) == [
        "no picture of the page kp",
        "the guide shows kp, which nothing makes",
        "docs/images/kp.png is not made here",
    ]
    assert guide_pictures.faults(made | {"stray"}) == ["the guide shows no picture of stray"]


def test_a_pdf_says_nothing_of_when_it_was_made() -> None:
    made = (
        b"/CreationDate (D:20261120125809Z)\n/ModDate (D:20261120125809Z)\n"
        b'xmp:CreateDate="2026-11-20T12:58:09+00:00"\n'
        b'DocumentID="uuid:3965e247-2829-41ff-95a2-ed72714be280"\n'
        b"/ID [ <33393635> <3339ab65> ]\n"
    )
    still = guide_pictures.timeless(made)
    assert len(still) == len(made)
    assert not re.search(rb"2026112|3965|ab65|T12:58", still)


def test_the_page_to_print_is_as_it_would_be_made_at_any_time() -> None:
    kept = (ROOT / "docs" / "lynguide.pdf").read_bytes()
    assert guide_pictures.timeless(kept) == kept
