"""What came of it, in one line? Rows in, kept and set aside; what is new; how many problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from desktop.domain.imports import ImportSummary, Outcome, SourceReport
from desktop.domain.plan import Source
from desktop.domain.problems import Problem, Severity
from desktop.texts import labels, numbers
from desktop.texts.phrases import listed
from desktop.texts.translate import _, ngettext_

OUTCOMES = (Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.GONE)


def rows(*, rows_in: int, kept: int, set_aside: int) -> str:
    """The account of an import: "340 rækker ind: 337 taget med, 3 lagt til side"."""
    return ngettext_(
        "{rows_in} row in: {kept} kept, {set_aside} set aside",
        "{rows_in} rows in: {kept} kept, {set_aside} set aside",
        rows_in,
    ).format(rows_in=numbers.whole(rows_in), kept=numbers.whole(kept), set_aside=numbers.whole(set_aside))


def source(report: SourceReport | Source) -> str:
    """The account of one file or sheet; for e-invoices with what the documents were."""
    account = rows(rows_in=report.rows_in, kept=report.rows_kept, set_aside=report.rows_set_aside)
    if not report.documents:
        return account
    documents = ngettext_(
        "{rows_in} document in: {kept} kept, {set_aside} set aside",
        "{rows_in} documents in: {kept} kept, {set_aside} set aside",
        report.rows_in,
    ).format(
        rows_in=numbers.whole(report.rows_in),
        kept=numbers.whole(report.rows_kept),
        set_aside=numbers.whole(report.rows_set_aside),
    )
    kinds = [labels.document_count(kind, count) for kind, count in report.documents if count]
    return f"{documents} ({', '.join(kinds)})" if kinds else documents


def source_name(report: SourceReport | Source) -> str:
    """A source by name: the file, with its sheet where it has one."""
    if not report.sheet:
        return report.file
    return _("{file}, sheet {sheet}").format(file=report.file, sheet=report.sheet)


def outcomes(counts: Mapping[Outcome, int]) -> str:
    """What rows do to the plan: "12 nye, 3 ændrede og 325 uændrede"."""
    words = {
        Outcome.NEW: ngettext_("{n} new", "{n} new", counts.get(Outcome.NEW, 0)),
        Outcome.CHANGED: ngettext_("{n} changed", "{n} changed", counts.get(Outcome.CHANGED, 0)),
        Outcome.SAME: ngettext_("{n} unchanged", "{n} unchanged", counts.get(Outcome.SAME, 0)),
        Outcome.GONE: ngettext_(
            "{n} no longer in the list", "{n} no longer in the list", counts.get(Outcome.GONE, 0)
        ),
    }
    told = [
        words[outcome].format(n=numbers.whole(counts[outcome])) for outcome in OUTCOMES if counts.get(outcome)
    ]
    return listed(told) or _("nothing new")


def imported(result: ImportSummary) -> str:
    """A whole import in two sentences: the account of the rows, and what they do to the plan."""
    account = rows(
        rows_in=sum(report.rows_in for report in result.reports),
        kept=sum(report.rows_kept for report in result.reports),
        set_aside=sum(report.rows_set_aside for report in result.reports),
    )
    added: Counter[Outcome] = Counter()
    for found in result.counts.values():
        added.update(found)
    return _("{account}. In the plan: {counts}.").format(account=account, counts=outcomes(added))


def problems(found: Iterable[Problem]) -> str:
    """How many problems of each weight: "3 skal rettes og 5 bør tjekkes"."""
    counts = Counter(problem.severity for problem in found)
    words = (
        (Severity.ERROR, ngettext_("{n} must be corrected", "{n} must be corrected", counts[Severity.ERROR])),
        (
            Severity.WARNING,
            ngettext_("{n} should be checked", "{n} should be checked", counts[Severity.WARNING]),
        ),
        (
            Severity.NOTE,
            ngettext_("{n} for your information", "{n} for your information", counts[Severity.NOTE]),
        ),
    )
    told = [message.format(n=numbers.whole(counts[weight])) for weight, message in words if counts[weight]]
    return listed(told) or _("no problems")
