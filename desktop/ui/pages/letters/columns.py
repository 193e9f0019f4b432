"""What does the table of letters tell: who, which letter, why, what is missing, and what became of it?"""

from __future__ import annotations

from desktop.domain.letter_record import LetterState
from desktop.domain.letters import LetterKind
from desktop.texts import dates, labels, letter_record, problems, recipients
from desktop.texts.translate import _
from desktop.ui.pages.letters.answers import LetterRow
from desktop.ui.tables.columns import Column, Looks, identifier_column, pill_column, text_column
from desktop.ui.theme import Tone

_ORDER = tuple(LetterKind)


def why(row: LetterRow) -> str:
    """Why this letter, in the sentences of the reasons; before them what a person decided, and why."""
    decided = row.decision
    if decided is not None:
        said = _("{who} decided: {reason}") if decided.reason else _("{who} decided it.")
        return said.format(who=decided.by, reason=decided.reason)
    return " ".join(recipients.reason(reason) for reason in row.recipient.reasons)


def missing(row: LetterRow) -> str:
    """What stands in the way of writing or delivering it; first what keeps it from being written."""
    errors = dict.fromkeys(problems.title(problem.kind) for problem in row.problems)
    return ", ".join((*errors, *(recipients.missing(kind) for kind in row.recipient.missing)))


def _missing_tone(row: LetterRow) -> Tone | None:
    if row.problems:
        return Tone.BAD
    return Tone.ATTENTION if row.recipient.missing else None


def state(row: LetterRow) -> str:
    """What became of the letter, or what keeps it from being written."""
    if row.left_out:
        return _("Left out by hand")
    if row.waits and row.latest is None:
        return _("Waits for its data")
    if row.due is not None:
        return _("Remind")
    if row.latest is None:
        return ""
    return _("No longer right") if row.is_outdated else letter_record.told(row.latest)


def _state_tip(row: LetterRow) -> str:
    lines = [problems.sentence(problem) for problem in row.problems]
    made = row.latest
    if made is None:
        return "\n".join(lines) or _("Not written yet.")
    lines.append(
        _("{letter}, written by {who} {when}: {file}").format(
            letter=labels.letter_kind(made.kind),
            who=made.by,
            when=dates.moment(made.at),
            file=made.file,
        )
    )
    if made.channel is not None:
        lines.append(_("Sent by {channel}.").format(channel=letter_record.channel(made.channel)))
    if row.seen is not None:
        lines.append(_("First invoice on the new EAN number: {date}.").format(date=dates.short(row.seen)))
    if row.due is not None:
        lines.append(letter_record.due(row.due))
    if row.made is not None:
        lines.append(letter_record.outdated(row.made, row.differences))
    return "\n".join(line for line in lines if line)


def letter_columns() -> list[Column[LetterRow]]:
    """One row per recipient."""
    return [
        text_column(
            "name",
            _("Supplier"),
            lambda row: row.recipient.assessment.supplier.name,
            tooltip=lambda row: row.recipient.assessment.supplier.name,
            widest=22,
        ),
        Column(
            "letter",
            _("Letter"),
            lambda row: labels.letter_kind(row.recipient.kind),
            lambda row: _ORDER.index(row.recipient.kind),
            tooltip=lambda row: labels.letter_kind(row.recipient.kind),
            widest=22,
        ),
        pill_column(
            "missing",
            _("Missing"),
            missing,
            _missing_tone,
            lambda row: -10 * len(row.problems) - len(row.recipient.missing),
            tooltip=missing,
            widest=18,
        ),
        Column(
            "written",
            _("State"),
            state,
            lambda row: row.latest.at if row.latest else None,
            looks=Looks.PILL,
            tone=_state_tone,
            icon=_state_icon,
            tooltip=_state_tip,
            widest=26,
        ),
        Column(
            "wave",
            _("Wave"),
            lambda row: "" if row.recipient.wave is None else str(row.recipient.wave),
            lambda row: row.recipient.wave or 0,
        ),
        text_column("why", _("Why this letter?"), why, tooltip=why, stretches=True, widest=44),
        identifier_column("old", _("Uses today"), lambda row: ", ".join(row.recipient.old_eans), widest=14),
        identifier_column(
            "number", _("No."), lambda row: row.recipient.assessment.supplier.number, widest=12
        ),
    ]


def _state_icon(row: LetterRow) -> str:
    if row.waits:
        return "error"
    if row.is_outdated or row.due is not None or _came_back(row):
        return "warning"
    return "check" if row.is_written and not row.left_out else ""


def _state_tone(row: LetterRow) -> Tone | None:
    if row.waits or _came_back(row):
        return Tone.BAD
    if row.is_outdated or row.due is not None:
        return Tone.ATTENTION
    return Tone.GOOD if row.is_written and not row.left_out else None


def _came_back(row: LetterRow) -> bool:
    return row.latest is not None and row.latest.state is LetterState.RETURNED
