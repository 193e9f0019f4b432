"""What is a letter's file called, so that Windows takes it, nobody's file is overwritten and no CPR shows?

A name is legal on Windows (reserved device names, `<>:"/\\|?*`, control characters, trailing dots and
spaces), short enough for `~$` and a temporary ending in front of a 260-character path, unlike every other
name in the folder on a file system that ignores case and composition, and never hidden or temporary-looking
(`~`, `.`, `-` in front).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

from desktop.domain.cpr import contains_cpr
from desktop.domain.letters import LetterKind

LONGEST_NAME = 120
"""UTF-16 units of a file name, ending included."""
MOST_BYTES = 200
"""UTF-8 bytes of a file name, ending included: shares and encrypted folders count bytes."""
LONGEST_PATH = 240
"""UTF-16 units of a whole path."""
SHORTEST_USEFUL = 24

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_SPACES = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")
# Left and right of a name: what Windows drops, what hides a file, what looks temporary, like an option or
# like a formula in the list of letters.
_EDGES = " ._-~'=+@"
_DEVICES = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$", "clock$")) | frozenset(
    f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"
)
_NAMELESS = "Brev"
_LONGEST_NUMBER = 20

KIND_WORDS = {
    LetterKind.NEW_EAN: "nyt EAN-nummer",
    LetterKind.NEW_EAN_ONE_PER_CITIZEN: "nyt EAN-nummer og én faktura pr. borger",
    LetterKind.ONE_PER_CITIZEN: "én faktura pr. borger",
    LetterKind.LEAVE_EAN: "forlad EAN-nummeret",
    LetterKind.STAY_ON_ERP: "bliv i økonomisystemet",
    LetterKind.REMINDER_1: "første påmindelse",
    LetterKind.REMINDER_2: "anden påmindelse",
    LetterKind.REJECTED: "afviste fakturaer",
    LetterKind.CONFIRMATION: "bekræftelse",
    LetterKind.INTERNAL: "besked til kolleger",
    LetterKind.ERP_ROUTES: "bestilling af ruter og overvågning",
    LetterKind.KOMBIT: "besked til KOMBIT",
}
"""What a kind of letter is called in the name of a file that holds many; such files are for Danish eyes."""


class FileNames:
    """Hands out names for one folder. Each name is new there.

    Args:
        taken: the names the folder already has.
        folder_length: UTF-16 units of the folder's path, for the limit on paths.
    """

    def __init__(self, taken: Iterable[str] = (), *, folder_length: int = 0) -> None:
        self._taken = {_fingerprint(name) for name in taken}
        self._longest = min(LONGEST_NAME, LONGEST_PATH - folder_length - 1)

    @property
    def has_room(self) -> bool:
        """Whether a name that says something fits behind the folder's path."""
        return self._longest >= SHORTEST_USEFUL

    def new(self, *words: str, ending: str = ".docx") -> str:
        """A name from the words, with " (2)", " (3)" … behind it when it is taken.

        A name too long loses its middle: the last of several words, the supplier's number, stays.
        """
        stem = safe_stem(*words)
        last = _last_word(words)
        version = 1
        while True:
            mark = f" ({version})" if version > 1 else ""
            name = _fitted(stem, self._longest, last, mark + ending)
            fingerprint = _fingerprint(name)
            if fingerprint not in self._taken:
                self._taken.add(fingerprint)
                return name
            version += 1


def safe_stem(*words: str) -> str:
    """The words as the front of a file name; "Brev" when nothing usable is left.

    >>> safe_stem("A/S Høreklinik <Syd>", "10234")
    'A-S Høreklinik -Syd- 10234'
    """
    text = " ".join(_legal(without_cpr(word)) for word in words)
    text = without_cpr(_SPACES.sub(" ", text)).strip(_EDGES)
    return _not_a_device(text) if text else _NAMELESS


def without_cpr(text: str) -> str:
    """The text; without its digits when they could be a CPR number."""
    return _DIGIT.sub("", text) if contains_cpr(text) else text


def _legal(text: str) -> str:
    composed = unicodedata.normalize("NFC", _SPACES.sub(" ", text))
    kept = "".join(sign for sign in composed if _is_visible(sign))
    return _FORBIDDEN.sub("-", kept)


def _is_visible(sign: str) -> bool:
    """No control, formatting (bidi), private, unassigned or half characters."""
    return not unicodedata.category(sign).startswith("C")


def _not_a_device(stem: str) -> str:
    """Windows looks at what stands before the first dot, without the spaces there."""
    front = stem.partition(".")[0].rstrip(" ")
    return f"{_NAMELESS} {stem}" if front.casefold() in _DEVICES else stem


def _last_word(words: tuple[str, ...]) -> str:
    """The last of several words when it can stand behind a shortened name, with the space before it."""
    last = safe_stem(words[-1]) if len(words) > 1 and words[-1].strip() else ""
    return f" {last}" if last and len(last) <= _LONGEST_NUMBER else ""


def _fitted(stem: str, longest: int, last: str, behind: str) -> str:
    """The whole name. What is cut off is what stands before the last word, unless that would show a CPR."""
    if last and stem.endswith(last) and _cut(stem, longest, behind) != stem:
        name = _cut(stem.removesuffix(last), longest, last + behind) + last + behind
        if not contains_cpr(name):
            return name
    return _cut(stem, longest, behind) + behind


def _cut(stem: str, longest: int, behind: str) -> str:
    """The stem, shortened sign by sign until it fits in front of what comes behind it."""
    kept = stem[:longest]
    while kept and (_units(kept + behind) > longest or len((kept + behind).encode()) > MOST_BYTES):
        kept = kept[:-1]
    if kept == stem:
        return stem
    # A letter may have lost its accent, but an accent never stands without its letter. What is left may have
    # become nothing, or a device.
    kept = kept.rstrip(_EDGES)
    return kept if kept and _not_a_device(kept) == kept else _NAMELESS


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _fingerprint(name: str) -> int:
    """The folded name in eight bytes. Two names that share one cost the second a " (2)", nothing else."""
    return int.from_bytes(blake2b(_folded(name).encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
