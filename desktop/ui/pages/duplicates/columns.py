"""What does the table tell of each pair?"""

from __future__ import annotations

from desktop.domain.duplicates import PairVerdict, Strength
from desktop.domain.suppliers import Supplier
from desktop.texts import duplicates as texts
from desktop.texts.translate import _
from desktop.ui.pages.duplicates.views import PairRow
from desktop.ui.tables.columns import Column, identifier_column, pill_column, text_column
from desktop.ui.theme import Tone

_TONE = {Strength.CERTAIN: Tone.ATTENTION, Strength.PROBABLE: Tone.ATTENTION, Strength.WEAK: Tone.NEUTRAL}
_ICON = {Strength.CERTAIN: "check-circle", Strength.PROBABLE: "half", Strength.WEAK: "question"}

_NAME = 30
"""Names that are nearly alike often differ at their end ("ApS", "A/S"), so they are not to be cut there."""


def strength_tone(row: PairRow) -> Tone:
    """How sure, as a colour beside the word; what is decided is calm."""
    return Tone.NEUTRAL if row.pair.decision else _TONE[row.pair.strength]


def strength_icon(row: PairRow) -> str:
    """How sure, as a picture beside the word; a person where one has decided."""
    return "person" if row.pair.decision else _ICON[row.pair.strength]


def strength_words(row: PairRow) -> str:
    """How sure it is, or what was decided."""
    if row.pair.decision is None:
        return texts.strength(row.pair.strength)
    return _("The same") if row.pair.decision.verdict is PairVerdict.SAME else _("Two different")


def strength_reason(row: PairRow) -> str:
    """What the word rests on."""
    if row.pair.decision is None:
        return texts.strength_help(row.pair.strength)
    return texts.decided(row.pair.decision)


def called(one: Supplier) -> str:
    """A supplier's name, or what there is instead."""
    return one.name or one.number or _("Without a name")


def pair_columns() -> list[Column[PairRow]]:
    """One row per pair."""
    return [
        pill_column(
            "strength",
            _("How sure"),
            strength_words,
            strength_tone,
            lambda row: row.pair.strength.rank,
            icon=strength_icon,
            tooltip=strength_reason,
        ),
        text_column(
            "first",
            _("The one"),
            lambda row: called(row.pair.first),
            tooltip=lambda row: called(row.pair.first),
            widest=_NAME,
        ),
        text_column(
            "second",
            _("The other"),
            lambda row: called(row.pair.second),
            tooltip=lambda row: called(row.pair.second),
            widest=_NAME,
        ),
        text_column(
            "evidence",
            _("What they have in common"),
            lambda row: texts.in_common(row.pair),
            tooltip=lambda row: texts.in_common(row.pair),
            stretches=True,
            widest=34,
        ),
        identifier_column("first_no", _("No."), lambda row: row.pair.first.number, widest=10),
        identifier_column("second_no", _("The other's no."), lambda row: row.pair.second.number, widest=10),
    ]
