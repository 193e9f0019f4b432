"""What does the table of letters tell: who, which letter, why, what is missing, and whether it is written?"""

from __future__ import annotations

from desktop.domain.letters import LetterKind
from desktop.texts import dates, labels, problems, recipients
from desktop.texts.translate import _
from desktop.ui.pages.letters.answers import LetterRow
from desktop.ui.tables.columns import Column, Looks, identifier_column, pill_column, text_column
from desktop.ui.theme import Tone

_ORDER = tuple(LetterKind)


def why(row: LetterRow) -> str:
    """Why this letter, in the sentences of the reasons."""
    return " ".join(recipients.reason(reason) for reason in row.recipient.reasons)


def missing(row: LetterRow) -> str:
    """What stands in the way of delivering it."""
    return ", ".join(recipients.missing(kind) for kind in row.recipient.missing)


def written(row: LetterRow) -> str:
    """When it was written; with a word when it was another letter than the one it should get now."""
    if row.waits:
        return _("Waits for its data")
    if row.made is None:
        return ""
    day = dates.short(row.made.at.date())
    return day if row.is_written else _("{date}, another letter").format(date=day)


def _written_tip(row: LetterRow) -> str:
    if row.waits:
        return "\n".join(problems.sentence(problem) for problem in row.problems)
    if row.made is None:
        return _("Not written yet.")
    text = _("{letter}, written by {who} {when}: {file}").format(
        letter=labels.letter_kind(row.made.kind),
        who=row.made.by,
        when=dates.moment(row.made.at),
        file=row.made.file,
    )
    if row.is_outdated:
        text += "\n" + _("The choice or the supplier has changed since. Write the right letter.")
    return text


def letter_columns() -> list[Column[LetterRow]]:
    """One row per recipient."""
    return [
        text_column(
            "name",
            _("Supplier"),
            lambda row: row.recipient.assessment.supplier.name,
            tooltip=lambda row: row.recipient.assessment.supplier.name,
            widest=24,
        ),
        Column(
            "letter",
            _("Letter"),
            lambda row: labels.letter_kind(row.recipient.kind),
            lambda row: _ORDER.index(row.recipient.kind),
            tooltip=lambda row: labels.letter_kind(row.recipient.kind),
            widest=26,
        ),
        pill_column(
            "missing",
            _("Missing"),
            missing,
            lambda row: Tone.ATTENTION if row.recipient.missing else None,
            lambda row: -len(row.recipient.missing),
            tooltip=missing,
            widest=18,
        ),
        Column(
            "written",
            _("Written"),
            written,
            lambda row: row.made.at if row.made else None,
            looks=Looks.PILL,
            tone=_written_tone,
            icon=_written_icon,
            tooltip=_written_tip,
        ),
        text_column("why", _("Why this letter?"), why, tooltip=why, stretches=True, widest=44),
        identifier_column("old", _("Uses today"), lambda row: ", ".join(row.recipient.old_eans), widest=14),
        identifier_column(
            "number", _("No."), lambda row: row.recipient.assessment.supplier.number, widest=12
        ),
    ]


def _written_icon(row: LetterRow) -> str:
    if row.waits:
        return "error"
    return "check" if row.is_written else "warning" if row.is_outdated else ""


def _written_tone(row: LetterRow) -> Tone | None:
    if row.waits:
        return Tone.BAD
    if row.made is None:
        return None
    return Tone.GOOD if row.is_written else Tone.ATTENTION
