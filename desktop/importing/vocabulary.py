"""Which headings do we know, and which field does each name? The words of `resources/columns.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.characters import plain, visible
from desktop.domain.imports import Field
from desktop.domain.mojibake import repaired
from desktop.paths import resources_dir

_LISTS = ("danish", "english", "sap", "prisme", "seen")
_NOISE = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "u", "é": "e"})
_SHORTEST_PART = 4
"""A word of fewer letters at the beginning or end of a heading proves nothing ("by" in "byggesag")."""

EXACT, WITHOUT_BRACKETS, PART, WEAK = 0.9, 0.85, 0.6, 0.45


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field a heading may name, and how surely (0 to 1)."""

    field: Field
    strength: float


@lru_cache(maxsize=4096)
def folded(heading: str) -> str:
    """A heading as it is compared: no case, no spaces, no punctuation, Danish letters spelt out.

    >>> folded("Leverandør-nr.:") == folded("LEVERANDOER NR")
    True
    """
    text = unicodedata.normalize("NFKC", visible(plain(repaired(heading)))).casefold().translate(_FOLDED)
    return _NOISE.sub("", text)


class Vocabulary:
    """The headings of all fields."""

    def __init__(
        self, words: dict[str, Field], weak: dict[str, tuple[Field, ...]], never: frozenset[str]
    ) -> None:
        """Keep words as `folded` gives them.

        Args:
            words: headings that name one field.
            weak: headings that mean different things, likeliest field first.
            never: headings that look like one of ours and are not.
        """
        self._words = words
        self._weak = weak
        self._never = never
        self._never_parts = tuple(word for word in never if len(word) >= _SHORTEST_PART)
        self._parts = tuple(word for word in words if len(word) >= _SHORTEST_PART)
        self._long = sorted((word for word in words if len(word) >= _SHORTEST_PART), key=len, reverse=True)

    def knows(self, heading: str) -> bool:
        """Whether a cell is, as a whole, a heading we know."""
        word = folded(heading)
        return word in self._words or word in self._weak or word in self._never

    def meanings(self, heading: str) -> tuple[Meaning, ...]:
        """The fields a heading may name, surest first; none when it says nothing."""
        word = folded(heading)
        short = folded(_BRACKETS.sub(" ", heading))
        if not word or word in self._never or short in self._never:
            return ()
        if word in self._words:
            return (Meaning(self._words[word], EXACT),)
        for candidate in (word, short):
            if candidate in self._weak:
                return tuple(
                    Meaning(field, WEAK - 0.05 * place) for place, field in enumerate(self._weak[candidate])
                )
        if short in self._words:
            return (Meaning(self._words[short], WITHOUT_BRACKETS),)
        return self._by_part(word) or self._by_part(short)

    def _by_part(self, word: str) -> tuple[Meaning, ...]:
        """The longest known word that the heading ends with, else begins with: "Samlet beløb" is a beløb."""
        if not word.endswith(self._parts) and not word.startswith(self._parts):
            return ()
        if word.endswith(self._never_parts) or word.startswith(self._never_parts):
            return ()
        for known in self._long:
            if word.endswith(known):
                return (Meaning(self._words[known], PART),)
        for known in self._long:
            if word.startswith(known):
                return (Meaning(self._words[known], PART - 0.05),)
        return ()


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The shipped words."""
    data = tomllib.loads((resources_dir() / "columns.toml").read_text(encoding="utf-8"))
    words = {
        folded(word): Field(name)
        for name, lists in data["field"].items()
        for key in _LISTS
        for word in lists.get(key, ())
    }
    weak = {folded(word): tuple(map(Field, fields)) for word, fields in data["weak"].items()}
    never = frozenset(map(folded, data["never"]["headings"]))
    return Vocabulary(words, weak, never)
