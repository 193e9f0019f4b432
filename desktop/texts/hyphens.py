"""Where may a long word be broken at the end of a line? Between syllables, as Danish spelling has it."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
_LONG = 9
"""Letters from which on a word is worth breaking; a shorter one goes to the next line."""
_END = 3
"""Letters that stay together at either end of a word."""
_WORD = re.compile(rf"[^\W\d_]{{{_LONG},}}")
# One consonant goes with the vowel that comes after it; the s that joins two words stays with the first.
_SYLLABLE = re.compile(
    r"(?<=[^\W\d_])(?<!ing)(?<!hed)(?<!tion)(?<!skab)(?=[^\W\d_aeiouyæøåé][aeiouyæøåé])"
    r"|(?<=ings|heds)(?=[^\W\d_])|(?<=tions|skabs)(?=[^\W\d_])",
    re.IGNORECASE,
)


def breakable(text: str) -> str:
    """The text with a soft hyphen wherever one of its long words may be broken.

    >>> breakable("bogføringssystemet").replace(SOFT_HYPHEN, "|")
    'bog|fø|rings|sys|te|met'
    """
    return _WORD.sub(lambda found: _broken(found[0]), text)


def _broken(word: str) -> str:
    places = [at.start() for at in _SYLLABLE.finditer(word) if _END <= at.start() <= len(word) - _END]
    ends = [*places, len(word)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in zip([0, *places], ends, strict=True))


def as_drawn(line: str) -> str:
    """One line of a broken text: a hyphen where a word goes on in the next one, and no other mark."""
    hyphen = "-" if line.endswith(SOFT_HYPHEN) else ""
    return line.replace(SOFT_HYPHEN, "").rstrip() + hyphen
