"""Is the encoding found that gives Danish words?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.importing.text_encoding import NotText, UnknownEncoding, find_encoding
from tests.importing.encoded_files import EncodedFile, files

LINES = "Kreditornr;Navn;By\r\n0001;Åløkke Smørrebrød & Søn;Ærøskøbing\r\n0002;Café Øst;Rødovre\r\n"


@pytest.mark.parametrize("codec", ["cp1252", "cp850", "cp865", "mac_roman", "utf-8", "utf-8-sig", "utf-16"])
def test_danish_text_comes_back_whatever_it_was_written_in(codec: str) -> None:
    data = LINES.encode(codec)
    assert data.decode(find_encoding(data).codec).removeprefix("\ufeff") == LINES


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_found_and_told_as_a_guess(codec: str) -> None:
    found = find_encoding(LINES.encode(codec))
    assert (found.codec, found.guessed) == (codec, True)


@pytest.mark.parametrize(
    ("codec", "guessed"), [("cp1252", False), ("utf-8", False), ("cp850", True), ("mac_roman", True)]
)
def test_what_danish_systems_write_every_day_is_no_guess(codec: str, guessed: bool) -> None:
    assert find_encoding(LINES.encode(codec)).guessed is guessed


WORDS = "smørrebrød Rødgrød Åse Århus æble Ærø blåbær Ølgod gås får Søren Bjørn løgkøbing næstved".split()


@given(
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=30),
    st.sampled_from(["cp1252", "cp850", "mac_roman"]),
)
def test_the_letters_come_back_from_every_handful_of_words(words: list[str], codec: str) -> None:
    text = ";".join(words)
    data = text.encode(codec)
    assert data.decode(find_encoding(data).codec) == text


def test_signs_of_windows_do_not_make_it_another_encoding() -> None:
    data = "Navn;Bemærkning\nHansen – og søn;50 % af „beløbet“ … 12 €\n".encode("cp1252")
    assert find_encoding(data).codec == "cp1252"


def test_a_few_broken_bytes_do_not_turn_utf_8_into_something_else() -> None:
    data = (LINES * 4).encode() + b"0003;\xc0\xaf;x\n"
    found = find_encoding(data)
    assert (found.codec, found.guessed) == ("utf-8", True)


def test_letters_that_were_spoilt_earlier_are_noticed() -> None:
    spoilt = "Navn\nSÃ¸ren Ã†blegaard\n".encode()
    assert find_encoding(spoilt).mojibake
    assert not find_encoding(LINES.encode()).mojibake


def test_a_hole_of_zeros_is_not_utf_16() -> None:
    data = b"Navn;By\nHansen;Odense\n" + b"\x00" * 40_000 + b"Jensen;Vejle\n"
    assert find_encoding(data).codec == "utf-8"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NotText):
        find_encoding(bytes(range(1, 32)) * 100)


def test_a_person_can_decide_and_is_told_when_the_bytes_do_not_fit() -> None:
    assert find_encoding("ø".encode("cp850"), "cp850").codec == "cp850"
    for told in ("utf-8", "nonsense", "base64"):
        with pytest.raises(UnknownEncoding):
            find_encoding("ø".encode("cp850"), told)


MADE = files()


def test_there_are_forty_files_and_more() -> None:
    assert len(MADE) >= 40
    assert len({file.data for file in MADE}) >= 40


@pytest.mark.parametrize("file", MADE, ids=[file.name for file in MADE])
def test_every_made_file_comes_back_letter_by_letter(file: EncodedFile) -> None:
    found = find_encoding(file.data)
    assert file.data.decode(found.codec).removeprefix("\ufeff") == file.text
    assert found.mojibake is file.spoilt
