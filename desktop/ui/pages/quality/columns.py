"""What does the table tell of each problem?"""

from __future__ import annotations

from desktop.domain.imports import INSIDE
from desktop.domain.problems import Severity
from desktop.domain.quality import JudgedProblem
from desktop.texts import labels, numbers, problems, quality
from desktop.texts.translate import _
from desktop.ui.tables.columns import Column, identifier_column, number_column, pill_column, text_column
from desktop.ui.theme import Tone

_TONE = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.ATTENTION, Severity.NOTE: Tone.NEUTRAL}
_ICON = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def severity_tone(severity: Severity) -> Tone:
    """How much it matters, as a colour beside the word."""
    return _TONE[severity]


def severity_icon(severity: Severity) -> str:
    """How much it matters, as a picture beside the word."""
    return _ICON[severity]


def standing(one: JudgedProblem) -> str:
    """What it asks of people, or what became of it."""
    return labels.severity(one.problem.severity) if one.is_open else quality.state(one.state)


def standing_tone(one: JudgedProblem) -> Tone:
    return severity_tone(one.problem.severity) if one.is_open else Tone.GOOD


def standing_icon(one: JudgedProblem) -> str:
    return severity_icon(one.problem.severity) if one.is_open else "check"


def _rank(one: JudgedProblem) -> int:
    return list(Severity).index(one.problem.severity) if one.is_open else len(Severity)


def supplier_name(one: JudgedProblem) -> str:
    """Whom it is about: the name, or the number while the plan knows no such supplier."""
    return one.supplier.name if one.supplier else one.problem.supplier_number


def source(one: JudgedProblem) -> str:
    """File and sheet; of an archive what lies in it first, for that tells the rows apart."""
    archive, inside, inner = one.problem.file.rpartition(INSIDE)
    if inside:
        return f"{inner.rpartition('/')[2]} · {archive}"
    return f"{inner} · {one.problem.sheet}" if one.problem.sheet else inner


def _whole_source(one: JudgedProblem) -> str:
    return problems.where(one.problem)


def _row(one: JudgedProblem) -> float | None:
    return one.problem.row or None


def problem_columns() -> list[Column[JudgedProblem]]:
    """One row per problem."""
    return [
        pill_column(
            "standing",
            _("Status"),
            standing,
            standing_tone,
            _rank,
            icon=standing_icon,
            tooltip=quality.settled,
        ),
        text_column(
            "problem",
            _("Problem"),
            lambda one: problems.title(one.problem.kind),
            tooltip=lambda one: problems.sentence(one.problem),
            widest=30,
            stretches=True,
        ),
        identifier_column(
            "value",
            _("Value"),
            lambda one: one.problem.value,
            tooltip=lambda one: one.problem.value,
            widest=20,
        ),
        text_column("supplier", _("Supplier"), supplier_name, tooltip=supplier_name, widest=24),
        number_column("row", _("Row"), _row, lambda row: numbers.whole(int(row))),
        text_column("column", _("Column"), lambda one: one.problem.column, widest=16),
        text_column("file", _("File"), source, tooltip=_whole_source, widest=34),
    ]
