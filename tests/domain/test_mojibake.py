"""Are spoilt letters put right exactly, and is every other text left as it stands?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.mojibake import is_spoilt, looks_spoilt, repaired

CODE_PAGES = ("cp1252", "cp850", "cp437", "cp865", "mac_roman", "latin-1")
DANISH = "abcdefghijklmnopqrstuvwxyzæøåABCDEFÆØÅ éüöäÖ-.&/0123456789"


def spoilt(text: str, code_page: str) -> str:
    """What a program shows that takes UTF-8 for a code page, as Windows does: unknown bytes stay bytes."""
    shown = []
    for byte in text.encode():
        try:
            shown.append(bytes([byte]).decode(code_page))
        except UnicodeDecodeError:
            shown.append(chr(byte))
    return "".join(shown)


@pytest.mark.parametrize("code_page", CODE_PAGES)
@given(text=st.text(DANISH, max_size=30))
def test_what_was_spoilt_is_put_right_sign_by_sign(code_page: str, text: str) -> None:
    assert repaired(spoilt(text, code_page)) == text
    if not text.isascii():
        assert is_spoilt(spoilt(text, code_page))
        assert looks_spoilt(spoilt(text, code_page))


@given(text=st.text(DANISH, max_size=20), first=st.sampled_from(CODE_PAGES), then=st.sampled_from(CODE_PAGES))
def test_what_was_spoilt_twice_is_put_right_too(text: str, first: str, then: str) -> None:
    assert repaired(spoilt(spoilt(text, first), then)) in (text, spoilt(spoilt(text, first), then))
    assert repaired(spoilt(spoilt(text, "cp1252"), "cp1252")) == text


@given(st.text(DANISH + "ãÂ©½§±°–’", max_size=30))
def test_text_that_was_not_spoilt_is_the_very_same(text: str) -> None:
    try:
        text.encode("cp1252").decode("utf-8")
    except UnicodeDecodeError:
        assert repaired(text) is text
    else:
        assert repaired(text) is text or not text.isascii()


@given(st.text(max_size=40))
def test_any_text_is_taken_and_what_is_put_right_stays_right(text: str) -> None:
    assert repaired(repaired(text)) == repaired(text)


@pytest.mark.parametrize(
    "text",
    [
        "São Paulo", "Ãge", "Søren BjÃ¸rn", "SÃ", "A√B", "├─ træ", "½ pris", "§ 12 ©", "Crème brûlée",
        "Jens S›rensen", "Â", "", "Ab",
    ],
)  # fmt: skip
def test_what_does_not_fit_as_a_whole_is_not_touched(text: str) -> None:
    assert repaired(text) is text
