"""What did an entry of the history change, in words? Kinds of rows, their fields, and values as read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.assessment import Subject
from desktop.domain.checklist import TaskStatus
from desktop.domain.collective import CollectiveDecision
from desktop.domain.duplicates import PairVerdict
from desktop.domain.imports import Field, SourceKind
from desktop.domain.invoices import DocumentFormat, Grade, InvoiceKind, Place
from desktop.domain.letter_record import Channel, LetterState
from desktop.domain.letters import LetterKind
from desktop.domain.past import FieldStep, Happened, PastRow, Value
from desktop.domain.plan import HistoryEntry
from desktop.domain.problems import ProblemKind, Severity
from desktop.domain.relevance import Relevance
from desktop.domain.rollout import PlacementReason, WaveKind
from desktop.domain.sheets import Cell, CellKind, Sheet, SheetColumn
from desktop.texts import (
    checklist,
    dates,
    duplicates,
    history,
    labels,
    letter_record,
    numbers,
    problems,
    rollout,
)
from desktop.texts.past_names import FIELDS, HIDDEN, SETTINGS, TABLES
from desktop.texts.translate import N_, _

Row = Mapping[str, Value]

_HAPPENED = {
    Happened.ADDED: N_("New"),
    Happened.CHANGED: N_("Changed"),
    Happened.REMOVED: N_("Removed"),
}
_LONGEST = 60
"""Characters of one value in a line that tells several fields."""


def happened(what: Happened) -> str:
    """What became of a row, in one word."""
    return _(_HAPPENED[what])


def table(name: str) -> str:
    """What a row of a table is called: "Supplier", "Decision"."""
    return _(TABLES[name])


def field(row_table: str, name: str) -> str:
    """What a field of a table's rows is called."""
    named = FIELDS.get((row_table, name)) or FIELDS["", name]
    return _(named)


def about(row: PastRow) -> str:
    """Which one of its kind a row is: the supplier's name, the file, the setting."""
    if row.supplier:
        return row.supplier
    told = row.after or row.before or {}
    match row.table:
        case "setting":
            return setting(str(told.get("key", "")))
        case "source" | "problem" | "profile":
            return str(told.get("file") or "")
        case "choice":
            return labels.option(str(told.get("option", "")))
        case "wave":
            return _wave(told)
        case "task":
            return str(told.get("title") or "")
        case "scenario":
            return str(told.get("name") or "")
    return ""


def setting(key: str) -> str:
    """What a setting is about; those of the rollout share one name."""
    return _(SETTINGS.get(key, N_("Terms of the rollout")))


def steps(row: PastRow) -> tuple[FieldStep, ...]:
    """The fields that people have a use for: none that only the program reads."""
    told = (one for one in row.steps() if one.field not in HIDDEN)
    return tuple(one for one in told if any(step(row, one)[1:]))


def value(row: PastRow, name: str, found: Value, *, after: bool) -> str:
    """A value as people read it; "" for none."""
    if found is None or found == "":
        return ""
    told = (row.after if after else row.before) or {}
    write = _WRITTEN.get((row.table, name)) or _WRITTEN.get(("", name))
    if write is None:
        return str(found)
    try:
        return write(found, told)
    except (ValueError, TypeError):  # no date or list, as another program may have left it
        return str(found)


def step(row: PastRow, one: FieldStep) -> tuple[str, str, str]:
    """A field's name with its value before and after."""
    return (
        field(row.table, one.field),
        value(row, one.field, one.before, after=False),
        value(row, one.field, one.after, after=True),
    )


def line(row: PastRow) -> str:
    """A row's fields in one line: "City: Aarhus → Odense · Phone: 12 34 56 78"."""
    return " · ".join(_told(row, one) for one in steps(row))


def _told(row: PastRow, one: FieldStep) -> str:
    name, before, after = step(row, one)
    old, new = _short(before), _short(after)
    if row.happened is Happened.CHANGED:
        return _("{field}: {before} → {after}").format(
            field=name, before=old or _("empty"), after=new or _("empty")
        )
    return _("{field}: {value}").format(field=name, value=new or old)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _word(words: type[StrEnum], label: Callable[..., str]) -> Callable[[Value, Row], str]:
    """Writes a word of a closed set; one of a later version stays as it is."""
    known = {one.value for one in words}
    return lambda found, _row: label(words(str(found))) if found in known else str(found)


def _yes_no(found: Value, _row: Row) -> str:
    return _("Yes") if found else _("No")


def _day(found: Value, _row: Row) -> str:
    return dates.short(date.fromisoformat(str(found)))


def _moment(found: Value, _row: Row) -> str:
    return dates.moment(datetime.fromisoformat(str(found)))


def _kroner(found: Value, _row: Row) -> str:
    return numbers.kroner(int(found or 0))


def _whole(found: Value, _row: Row) -> str:
    return numbers.whole(int(found or 0))


def _listed(words: type[StrEnum], label: Callable[..., str]) -> Callable[[Value, Row], str]:
    write = _word(words, label)
    return lambda found, row: ", ".join(write(one, row) for one in json.loads(str(found)))


def _steps_done(found: Value, _row: Row) -> str:
    return ", ".join(str(one + 1) if isinstance(one, int) else str(one) for one in json.loads(str(found)))


def _wave(told: Row) -> str:
    kind = told.get("kind")
    known = WaveKind(kind) if kind in {one.value for one in WaveKind} else WaveKind.WAVE
    return rollout.wave(int(told.get("number") or 0), known)


def _in_wave(found: Value, _row: Row) -> str:
    return _("Wave {number}").format(number=found) if found else _("In no wave")


def _decided(found: Value, row: Row) -> str:
    """What a decision says depends on what it is about; a trade is a key of the table of trades."""
    match row.get("subject"):
        case Subject.RELEVANCE:
            return _word(Relevance, labels.relevance)(found, row)
        case Subject.COLLECTIVE:
            return _word(CollectiveDecision, labels.collective_decision)(found, row)
        case Subject.LETTER:
            return labels.letter_decision(str(found))
    return str(found)


def _set(found: Value, row: Row) -> str:
    if row.get("key") in ("go_live", "delete_on"):
        return _day(found, row)
    if row.get("key") == "history_cleaned":
        return _moment(found, row)
    return labels.erp(str(found)) if row.get("key") == "erp" else str(found)


def _option(found: Value, _row: Row) -> str:
    return labels.option(str(found))


_WRITTEN: dict[tuple[str, str], Callable[[Value, Row], str]] = {
    ("", "amount_ore"): _kroner,
    ("", "vat_ore"): _kroner,
    ("", "option"): _option,
    ("supplier", "declared_collective"): _yes_no,
    ("supplier", "invoice_count"): _whole,
    ("decision", "subject"): _word(Subject, labels.subject),
    ("decision", "value"): _decided,
    ("setting", "value"): _set,
    ("invoice", "kind"): _word(InvoiceKind, labels.invoice_kind),
    ("invoice", "issue_date"): _day,
    ("invoice", "fee"): _yes_no,
    ("invoice", "says_collective"): _yes_no,
    ("invoice", "format"): _word(DocumentFormat, labels.document_format),
    ("invoice", "grade"): _word(Grade, labels.grade),
    ("invoice", "places"): _listed(Place, labels.place),
    ("invoice", "matches"): lambda found, _row: ", ".join(map(str, json.loads(str(found)))),
    ("invoice", "row"): lambda found, _row: str(found or ""),
    ("source", "kind"): _word(SourceKind, labels.source_kind),
    ("problem", "kind"): _word(ProblemKind, problems.title),
    ("problem", "severity"): _word(Severity, labels.severity),
    ("letter", "kind"): _word(LetterKind, labels.letter_kind),
    ("letter", "state"): _word(LetterState, letter_record.state),
    ("letter", "channel"): _word(Channel, letter_record.channel),
    ("letter", "sent_on"): _day,
    ("letter", "marked_at"): _moment,
    ("letter", "first_date"): _day,
    ("letter", "last_old_date"): _day,
    ("letter", "wave"): lambda found, _row: str(found or ""),
    ("correction", "field"): _word(Field, labels.field),
    ("pair_decision", "verdict"): _word(PairVerdict, duplicates.verdict),
    ("wave", "kind"): _word(WaveKind, rollout.kind),
    ("wave", "letter"): _day,
    ("wave", "reminder"): _day,
    ("wave", "cut_over"): _day,
    ("wave", "last_old_ean"): _day,
    ("wave", "by_hand"): _yes_no,
    ("wave", "gate_at"): _moment,
    ("placement", "wave"): _in_wave,
    ("placement", "locked"): _yes_no,
    ("placement", "reasons"): _listed(PlacementReason, rollout.placement),
    ("task", "status"): _word(TaskStatus, checklist.status),
    ("task", "start"): _day,
    ("task", "end"): _day,
    ("task", "steps_done"): _steps_done,
    ("profile", "kind"): _word(SourceKind, labels.source_kind),
    ("profile", "repair"): _yes_no,
}


# ---------------------------------------------------------------------------------------------- export


def listed(entries: Iterable[HistoryEntry]) -> Sheet:
    """The entries as they are exported: one row each."""
    return Sheet(
        name=_("History"),
        columns=(
            SheetColumn(_("No."), CellKind.NUMBER),
            SheetColumn(_("When")),
            SheetColumn(_("Who")),
            SheetColumn(_("What")),
            SheetColumn(_("Rows"), CellKind.NUMBER),
            SheetColumn(_("Status")),
        ),
        rows=tuple(_entry_cells(one) for one in entries),
    )


def _entry_cells(one: HistoryEntry) -> tuple[Cell, ...]:
    when, state = dates.moment(one.at), labels.entry_state(one.state)
    return one.number, when, one.by, history.entry(one), one.rows, state


def listed_rows(entry: HistoryEntry, rows: Iterable[PastRow]) -> Sheet:
    """What one entry changed, as it is exported: one row for each field."""
    return Sheet(
        name=_("Entry {number}").format(number=entry.number),
        columns=(
            SheetColumn(_("Kind")),
            SheetColumn(_("About")),
            SheetColumn(_("What happened")),
            SheetColumn(_("Field")),
            SheetColumn(_("From"), CellKind.IDENTIFIER),
            SheetColumn(_("To"), CellKind.IDENTIFIER),
        ),
        rows=tuple(
            (table(row.table), about(row), happened(row.happened), *step(row, one))
            for row in rows
            for one in steps(row)
        ),
    )
