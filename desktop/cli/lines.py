"""How does an answer read for a person at a terminal?

The sentences are made in `texts`; here they are put in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import CollectiveState
from desktop.domain.ean_choice import Comparison
from desktop.domain.imports import ImportSummary
from desktop.domain.invoices import Invoice
from desktop.domain.letters import BatchResult
from desktop.domain.plan import EanChoice, HistoryEntry
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.quality import Quality
from desktop.domain.recipients import Recipient, Waiting
from desktop.domain.recommendation import Recommendation
from desktop.domain.suppliers import Supplier, SupplierId
from desktop.texts import (
    commands,
    dates,
    history,
    importing,
    labels,
    letters,
    problems,
    quality,
    recipients,
    recommendation,
    summary,
)

_SAYS_MORE = {
    ProblemKind.AMOUNT_AMBIGUOUS: "--decimal-mark comma",
    ProblemKind.DATE_AMBIGUOUS: "--date-order dmy",
    ProblemKind.ENCODING_GUESSED: "--encoding",
    ProblemKind.MOJIBAKE: "--repair",
    ProblemKind.SHEET_NOT_READ: "--sheet all",
}
"""What a person can say on the command line about a whole column or file."""
MOST_PROBLEMS = 12
"""Problems printed for a person; robots get all of them with --json."""


def imported(told: ImportSummary, *, dry_run: bool) -> list[str]:
    """The account of every source, the loudest problems, and whether anything changed."""
    lines = []
    counted = set()
    for report in told.reports:
        counts = {} if report.file in counted else told.counts.get(report.file, {})
        counted.add(report.file)
        account, effect = summary.source(report), summary.outcomes(counts)
        read_as = importing.read_as(report)
        account = f"{account} ({read_as})" if read_as else account
        lines.append(commands.imported(summary.source_name(report), account, effect))
    lines += _loudest(told.problems)
    return [*lines, commands.dry_run()] if dry_run else lines


def _loudest(found: Iterable[Problem]) -> list[str]:
    """Errors first, then warnings; of those that repeat in a column the first, and how many more."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for one in found:
        # That a sheet was not read is only a note, but nobody would know otherwise.
        if one.severity is not Severity.NOTE or one.kind is ProblemKind.SHEET_NOT_READ:
            groups.setdefault((one.file, one.sheet, one.column, one.kind, one.severity), []).append(one)
    serious = sorted(groups.values(), key=lambda some: some[0].severity is not Severity.ERROR)
    lines = [_group(some) for some in serious[:MOST_PROBLEMS]]
    rest = sum(map(len, serious[MOST_PROBLEMS:]))
    return [*lines, f"  {commands.more_problems(rest)}"] if rest else lines


def _group(alike: Sequence[Problem]) -> str:
    """The first of problems that are alike."""
    first = alike[0]
    told = f"  {problems.where(first)}: {problems.sentence(first)}"
    option = _SAYS_MORE.get(first.kind)
    parts = [told, commands.settled_by(option) if option else ""]
    parts.append(commands.more_alike(len(alike) - 1) if len(alike) > 1 else "")
    return " ".join(filter(None, parts))


def invoices(found: Sequence[Invoice], senders: dict[SupplierId, Supplier]) -> list[str]:
    return [_invoice(one, senders[one.supplier_id]) for one in found] or [commands.nothing_found()]


def _invoice(invoice: Invoice, sender: Supplier) -> str:
    facts = invoice.facts
    return commands.invoice(
        supplier=sender.name,
        number=facts.invoice_no,
        kind=facts.kind,
        issued=facts.issue_date,
        ean=facts.ean,
        amount_ore=facts.amount_ore,
        citizens=facts.evidence.citizens,
        grade=facts.evidence.grade,
    )


def collective(found: Sequence[SupplierAssessment]) -> list[str]:
    """Only those that do, or may, send collective invoices."""
    shown = [one for one in found if one.collective.state is not CollectiveState.NO]
    lines = [
        commands.collective(
            supplier=one.supplier.name,
            collective=one.collective.counts.collective,
            checked=one.collective.counts.checked,
            most=one.collective.counts.max_citizens,
            state=labels.collective_state(one.collective.state),
        )
        for one in shown
    ]
    return lines or [commands.nothing_found()]


def comparison(found: Comparison, recommended: Recommendation | None) -> list[str]:
    """The EAN numbers, the options, and what the figures speak for."""
    lines = [commands.ean_picture(one) for one in found.eans]
    lines += [commands.option(one) for one in found.options]
    lines.append(recommendation.headline(recommended, found))
    if recommended is not None:
        for favours, sentence in recommendation.reasons(recommended):
            lines.append(f"  {'+' if favours else '-'} {sentence}")
        lines.append(recommendation.robustness(recommended))
    return lines


def chosen(choice: EanChoice | None) -> list[str]:
    return [commands.chosen(labels.option(choice.option), choice.ean)] if choice else []


def recipient(one: Recipient) -> str:
    return commands.recipient(
        supplier=one.assessment.supplier.name,
        letter=one.kind,
        reasons=[recipients.reason(reason) for reason in one.reasons],
    )


def waiting(found: Iterable[Waiting]) -> list[str]:
    """The suppliers whose letters wait, and for what."""
    return [
        commands.letter_waits(one.recipient.assessment.supplier.name, quality.waiting(one)) for one in found
    ]


def open_problems(found: Quality) -> list[str]:
    """The first of the problems that somebody should look at."""
    return _loudest(one.problem for one in found.problems if one.is_open)


def written(result: BatchResult, folder: Path) -> list[str]:
    """How many letters lie where, and each that does not."""
    failed = [commands.letter_failed(one.supplier_name, letters.failed(one)) for one in result.failed]
    return [commands.letters_written(len(result.written), len(result.failed), str(folder)), *failed]


def entry(one: HistoryEntry) -> str:
    return commands.history_line(
        number=one.number,
        at=dates.moment(one.at),
        by=one.by,
        what=history.entry(one),
        state=labels.entry_state(one.state),
    )
