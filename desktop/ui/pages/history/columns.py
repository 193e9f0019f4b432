"""What do the two tables of the history tell: of each entry, and of each row it changed?"""

from __future__ import annotations

from desktop.domain.past import Happened, PastRow
from desktop.domain.plan import EntryState, HistoryEntry
from desktop.texts import dates, history, labels, numbers, past
from desktop.texts.translate import _
from desktop.ui.tables.columns import (
    Column,
    Looks,
    identifier_column,
    number_column,
    pill_column,
    text_column,
)
from desktop.ui.theme import Tone

_STATE_TONE = {
    EntryState.APPLIED: None,
    EntryState.UNDONE: Tone.ATTENTION,
    EntryState.DROPPED: Tone.NEUTRAL,
}
_ROW_TONE = {Happened.ADDED: Tone.GOOD, Happened.CHANGED: Tone.ACCENT, Happened.REMOVED: Tone.ATTENTION}


def _state(one: HistoryEntry) -> str:
    """Only what is out of the ordinary is said."""
    return "" if one.state is EntryState.APPLIED else labels.entry_state(one.state)


def entry_columns() -> list[Column[HistoryEntry]]:
    """One row per operation."""
    return [
        Column(
            "at",
            _("When"),
            lambda one: dates.moment(one.at),
            lambda one: one.number,
            looks=Looks.IDENTIFIER,
            widest=17,
            searched=False,
        ),
        text_column("who", _("Who"), lambda one: one.by, widest=16, searched=False),
        text_column("what", _("What"), history.entry, tooltip=history.entry, widest=36, stretches=True),
        pill_column(
            "state",
            _("Status"),
            _state,
            lambda one: _STATE_TONE[one.state],
            lambda one: list(EntryState).index(one.state),
            searched=False,
        ),
        number_column("rows", _("Rows"), lambda one: one.rows, lambda count: numbers.whole(int(count))),
    ]


def row_columns() -> list[Column[PastRow]]:
    """One row per row of the plan that the entry changed."""
    return [
        pill_column(
            "happened",
            _("What happened"),
            lambda row: past.happened(row.happened),
            lambda row: _ROW_TONE[row.happened],
            lambda row: list(Happened).index(row.happened),
        ),
        text_column("table", _("Kind"), lambda row: past.table(row.table), widest=22),
        identifier_column("about", _("About"), past.about, tooltip=past.about, widest=26),
        text_column("change", _("From → to"), past.line, tooltip=past.line, widest=24, stretches=True),
    ]
