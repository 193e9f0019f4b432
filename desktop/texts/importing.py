"""What is known of a table before it is imported, what must be asked, and what it would change?"""

from __future__ import annotations

from desktop.domain.amounts import AmountError, DecimalMark, parse_amount
from desktop.domain.dates import DateError, DateOrder, parse_date
from desktop.domain.imports import Field, FieldChange, Question, Respelt, SourceReport
from desktop.domain.profiles import Remembered
from desktop.texts import dates, labels, numbers
from desktop.texts.phrases import listed, sentences
from desktop.texts.translate import _, ngettext_

Answer = DecimalMark | DateOrder

_NAMED = 4
"""Headings named one by one in a sentence; more are counted."""


def as_last_time(last: Remembered) -> str:
    """Why nothing needs to be chosen: "Som sidst: kolonnerne fra Kreditorliste oktober.csv"."""
    return _("As last time: the columns from {file}").format(file=last.profile.file)


def other_headings(last: Remembered, headings: tuple[str, ...]) -> str:
    """What is different from last time, and what was done about it.

    Args:
        headings: of all columns now.
    """
    fresh = [headings[place] for place in last.fresh if headings[place]]
    gone = [column.heading for column in last.missing]
    return sentences(
        _("The headings are not those of {file}.").format(file=last.profile.file),
        _("Gone: {headings}.").format(headings=_some(gone)) if gone else "",
        _("New: {headings}.").format(headings=_some(fresh)) if fresh else "",
        _("What still fits is proposed; please check the columns that are marked."),
    )


def _some(headings: list[str]) -> str:
    named = [_("“{value}”").format(value=heading) for heading in headings[:_NAMED]]
    more = len(headings) - _NAMED
    if more > 0:
        named.append(ngettext_("{n} more", "{n} more", more).format(n=numbers.whole(more)))
    return listed(named)


def question(asked: Question) -> str:
    """What must be answered once about a column."""
    if asked.field is Field.AMOUNT:
        return _("Column {heading}: are these whole kroner, or is there a decimal mark?").format(
            heading=_("“{value}”").format(value=asked.heading)
        )
    return _("Column {heading}: does the day or the month come first?").format(
        heading=_("“{value}”").format(value=asked.heading)
    )


def unanswered() -> str:
    """What happens without an answer."""
    return _("Without an answer these values are left out and listed as problems. The answer is remembered.")


def answers(asked: Question) -> tuple[tuple[Answer, str], ...]:
    """The answers there are, each with what it makes of the examples; ways that read nothing are left out."""
    tried: tuple[Answer, ...] = (",", ".") if asked.field is Field.AMOUNT else tuple(DateOrder)
    found: dict[tuple[str, ...], tuple[Answer, str]] = {}
    for answer in tried:
        readings = tuple(_reading(example, answer) for example in asked.examples)
        if any(readings):
            told = [
                _("{cell} is {meaning}").format(cell=example, meaning=reading or _("not readable"))
                for example, reading in zip(asked.examples, readings, strict=True)
            ]
            found.setdefault(readings, (answer, " · ".join(told)))
    return tuple(found.values())


def _reading(cell: str, answer: Answer) -> str:
    try:
        if isinstance(answer, DateOrder):
            return dates.long(parse_date(cell, order=answer))
        return numbers.kroner(parse_amount(cell, decimal=answer))
    except (AmountError, DateError):
        return ""


def respelt(example: Respelt) -> str:
    """A value before and after its letters are put right: "SÃ¸ren bliver til Søren"."""
    return _("{before} becomes {after}").format(before=example.before, after=example.after)


def read_as(report: SourceReport) -> str:
    """What was done to read a table besides reading it; "" when nothing was."""
    parts = []
    if report.as_last_time:
        parts.append(_("read as last time"))
    if report.repaired:
        parts.append(
            ngettext_(
                "letters put right in {n} cell", "letters put right in {n} cells", report.repaired
            ).format(n=numbers.whole(report.repaired))
        )
    return ", ".join(parts)


def value(change: FieldChange, *, after: bool) -> str:
    """One side of a change, as the user reads it; "" where nothing was told."""
    told = change.after if after else change.before
    if told is None or told == "":
        return ""
    if isinstance(told, bool):
        return _("Yes") if told else _("No")
    if isinstance(told, int):
        return numbers.kroner(told) if change.field is Field.AMOUNT else numbers.whole(told)
    return told.replace("\n", ", ")


def changed_field(change: FieldChange) -> str:
    """What it is that changes."""
    return labels.field(change.field)


def decisions_stay(suppliers: int) -> str:
    """That people's own decisions survive; "" when none is concerned."""
    if not suppliers:
        return ""
    return ngettext_(
        "You have decided something about {n} of the suppliers that change. Your decisions stay.",
        "You have decided something about {n} of the suppliers that change. Your decisions stay.",
        suppliers,
    ).format(n=numbers.whole(suppliers))


def decisions(count: int) -> str:
    """How many decisions about one supplier stay; "" for none."""
    if not count:
        return ""
    return ngettext_("{n} decision stays", "{n} decisions stay", count).format(n=numbers.whole(count))


def first_of(shown: int, total: int) -> str:
    """That not all are shown one by one; "" when they are."""
    if shown >= total:
        return ""
    return _("The first {shown} of {total} are shown here; all of them are counted.").format(
        shown=numbers.whole(shown), total=numbers.whole(total)
    )


def nothing_to_paste() -> str:
    """After Ctrl+V without a table on the clipboard."""
    return _("There is no table on the clipboard. Copy the rows with their headings, and paste again.")
