"""How are words put together in a sentence? Lists, and options named inside a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from desktop.domain.options import Option, OptionKind, option_of
from desktop.texts import numbers
from desktop.texts.translate import N_, _


class Argument(NamedTuple):
    """One line for or against something.

    Attributes:
        favours: it speaks for the option it stands under.
        sentence: the argument with its figures.
    """

    favours: bool
    sentence: str


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


_OPTION = {
    OptionKind.REUSE: N_("Reuse of {ean}"),
    OptionKind.NEW: N_("A new EAN number for all at once"),
    OptionKind.NEW_GRADUAL: N_("A new EAN number with pilot and waves"),
}


def option(chosen: Option | str) -> str:
    """An option, or its key, as the beginning of a sentence: "Genbrug af 5798…"."""
    found = option_of(chosen) if isinstance(chosen, str) else chosen
    if found is None:
        return str(chosen)
    return _(_OPTION[found.kind]).format(ean=numbers.ean(found.ean))


def within(phrase: str) -> str:
    """A phrase that begins a sentence, as it stands inside one: "genbrug af 5798…"."""
    return phrase[:1].lower() + phrase[1:]


def sentences(*parts: str) -> str:
    """Sentences after each other; empty ones leave no gap."""
    return " ".join(part for part in parts if part)
