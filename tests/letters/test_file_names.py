"""Is every letter's file name one that Windows takes, and no other letter has?"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.cpr import contains_cpr
from desktop.letters.file_names import (
    LONGEST_NAME,
    LONGEST_PATH,
    MOST_BYTES,
    SHORTEST_USEFUL,
    FileNames,
    safe_stem,
)

_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)

names = st.text(max_size=300) | st.sampled_from(["CON", "com¹", "NUL.txt", "CONIN$", "..", "~", "-", ""])
numbers = st.text(max_size=20) | st.from_regex(r"[0-9]{1,10}", fullmatch=True)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _assert_legal(name: str) -> None:
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert not _DEVICE.match(name)
    assert name[0] not in "~.- '=+@"
    assert name[-1] not in ". "
    stem = name.removesuffix(".docx")
    assert stem
    assert stem[-1] not in ". "
    assert not any(unicodedata.category(sign).startswith("C") for sign in name)
    assert _units(name) <= LONGEST_NAME
    assert len(name.encode()) <= MOST_BYTES
    assert unicodedata.is_normalized("NFC", name)
    assert Path(name).name == name
    assert not contains_cpr(name)


@given(names, numbers)
@example("con", "")
@example("con -" + "-" * 200 + "x", "")
@example("a" * 119, "010160-5003")
@example("Klinik 010160", "5003")
@example("010160<5003", "")
@example("Tandlæge\u202egpj.exe", "1")
@example("\ud800", "")
@example("e\u0301" * 100, "1")
@example("👩‍👩‍👧" * 60, "1")
@example("=HYPERLINK(1)", "")
def test_any_supplier_has_a_legal_file_name(name: str, number: str) -> None:
    _assert_legal(FileNames().new(name, number))


@given(st.lists(st.tuples(names, numbers), max_size=12), st.lists(names, max_size=5))
def test_no_two_letters_share_a_name_on_any_file_system(
    suppliers: list[tuple[str, str]], taken: list[str]
) -> None:
    hand = FileNames(taken)
    given_out = [hand.new(*supplier) for supplier in suppliers]
    for name in given_out:
        _assert_legal(name)
    folded = [unicodedata.normalize("NFC", name.casefold()) for name in given_out]
    assert len(set(folded)) == len(folded)
    assert not set(folded) & {
        unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()) for name in taken
    }


@given(names, st.integers(0, LONGEST_PATH))
def test_a_long_folder_leaves_room_or_says_so(name: str, folder_length: int) -> None:
    hand = FileNames(folder_length=folder_length)
    if hand.has_room:
        for _ in range(3):
            assert folder_length + 1 + _units(hand.new(name)) <= LONGEST_PATH
    else:
        assert LONGEST_PATH - folder_length - 1 < SHORTEST_USEFUL


@pytest.mark.parametrize("name", ["Fodpleje meget langt navn " * 12, "ææ" * 200, "😀" * 100, "x" * 500])
def test_a_long_name_is_cut_and_the_number_stays(name: str) -> None:
    hand = FileNames()
    made = [hand.new(name, "00707"), hand.new(name, "00708"), hand.new(name, "00708")]
    for one, end in zip(made, (" 00707.docx", " 00708.docx", " 00708 (2).docx"), strict=True):
        assert one.endswith(end)
    assert all(len(one.encode()) <= MOST_BYTES for one in made)


def test_cutting_never_puts_a_cpr_number_together() -> None:
    """Six digits may come to stand before four where the name is cut."""
    for length in range(90, 130):
        name = FileNames().new("x" * length + " 010160 " + "y" * 80, "5003")
        assert not contains_cpr(name.removesuffix(".docx"))


def test_the_same_name_again_gets_a_number() -> None:
    hand = FileNames(["Fodklinikken 7.docx"])
    assert [hand.new("Fodklinikken", "7"), hand.new("FODKLINIKKEN", "7")] == [
        "Fodklinikken 7 (2).docx",
        "FODKLINIKKEN 7 (3).docx",
    ]


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        (("A/S Høreklinik <Syd>", "10234"), "A-S Høreklinik -Syd- 10234"),
        (("O'Neill & Søn", "7"), "O'Neill & Søn 7"),
        (("  Optik  \t Nord ", ""), "Optik Nord"),
        (("...", "---"), "Brev"),
        (("AUX", ""), "Brev AUX"),
        (("COM³.dental", ""), "Brev COM³.dental"),
        (("Hansen", "0101605003"), "Hansen"),
    ],
)
def test_names_stay_readable(words: tuple[str, str], stem: str) -> None:
    assert safe_stem(*words) == stem
