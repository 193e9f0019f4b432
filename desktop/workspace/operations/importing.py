"""What does an import do to the plan? Suppliers and invoices are recognised, added or brought up to date.

A person's decisions live in rows of their own and are never touched here, so they survive every import.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.imports import (
    INSIDE,
    InvoiceImport,
    Outcome,
    SourceKind,
    SourceReport,
    SupplierChange,
    SupplierImport,
    SupplierRow,
)
from desktop.domain.invoices import Invoice, InvoiceFacts, InvoiceId
from desktop.domain.plan import OperationName, RowChange, Source, StoredProblem
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.profiles import Profile
from desktop.domain.progress import Progress, silent, watched
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.workspace.aliases import counted_together
from desktop.workspace.matching import (
    InvoiceIndex,
    MatchedBy,
    SupplierIndex,
    merged_invoice,
    merged_supplier,
    with_zeros_kept,
)
from desktop.workspace.operations.comparing import changed_with_decisions, supplier_changes
from desktop.workspace.operations.correcting import CorrectionBook
from desktop.workspace.operations.operation import Moment, PlanView
from desktop.workspace.operations.remembering import profile_changes

Place = tuple[str, str, int]
"""File, sheet and row; of an e-invoice the file alone."""

Counts = defaultdict[str, Counter[Outcome]]
"""Per file: how many rows were new, changed, same; suppliers that a list no longer has are gone."""


def _no_counts() -> Counts:
    return defaultdict(Counter)


@dataclass
class ImportSuppliers:
    """Take supplier lists into the plan.

    Attributes:
        reading: what the readers gave.
        counts: filled while the changes are worked out.
        problems: those of the reading and, once the changes are worked out, of corrections that lapse.
        profiles: how the sources were read, to be remembered.
        compare: work out `told` and `decided` too; of `told` so many of each outcome, 0 for all.
        told: what happens to each supplier.
        decided: suppliers that change and that people have decided something about.
        progress: told how far it is; a stop leaves the plan as it was.
    """

    reading: SupplierImport
    profiles: tuple[Profile, ...] = ()
    compare: int | None = None
    told: tuple[SupplierChange, ...] = ()
    decided: int = 0
    counts: Counts = field(default_factory=_no_counts)
    problems: tuple[Problem, ...] = ()
    progress: Progress = silent
    name: ClassVar[OperationName] = OperationName.IMPORT_SUPPLIERS

    def changes(self, plan: PlanView, moment: Moment) -> Iterator[RowChange]:
        self.counts = _no_counts()
        corrections = CorrectionBook(plan.corrections(), self.reading.problems)
        book = _SupplierBook(plan, corrections, self.progress)
        rows = counted_together(self.reading.rows, plan.each_supplier, plan.aliases(), self.progress)
        given = watched(rows, self.progress, total=len(self.reading.rows))
        taken = [(row, book.take(row)) for row in given]
        self._count(book, taken)
        self.problems = (*self.reading.problems, *corrections.problems)
        yield from book.changes()
        yield from corrections.changes()
        places = (((row.file, row.sheet, row.row), key) for row, key in watched(taken, self.progress))
        owners = _owners(self.problems, places)
        account = _account(
            plan,
            SourceKind.SUPPLIERS,
            self.reading.reports,
            self.problems,
            owners,
            self.progress,
            moment=moment,
        )
        yield from account
        yield from profile_changes(plan, self.profiles, moment)
        if self.compare is not None:
            decided = Counter(decision.supplier_id for decision in plan.decisions())
            self.told = book.told(decided, limit=self.compare or None)
            self.decided = book.changed_among(decided)

    def facts(self) -> Mapping[str, str]:
        return _summary(self.reading.reports, self.counts)

    def _count(self, book: _SupplierBook, taken: Iterable[tuple[SupplierRow, SupplierId]]) -> None:
        """Count what became of each supplier once; a second row about the same one changes nothing more."""
        seen: set[SupplierId] = set()
        last = ""
        for row, supplier_id in watched(taken, self.progress):
            last = row.file
            self.counts[last][Outcome.SAME if supplier_id in seen else book.outcome(supplier_id)] += 1
            seen.add(supplier_id)
        if last and (gone := book.not_named_again()):
            self.counts[last][Outcome.GONE] += gone


@dataclass
class ImportInvoices:
    """Take invoices into the plan: e-invoices and extracts from the ERP.

    A document that is already there is brought up to date and not counted twice; suppliers that no list has
    named yet are added.

    Attributes:
        reading: what the readers gave.
        counts: filled while the changes are worked out.
        problems: those of the reading and, once the changes are worked out, of finding the senders.
        profiles: how the tables were read, to be remembered.
        progress: told how far it is; a stop leaves the plan as it was.
    """

    reading: InvoiceImport
    profiles: tuple[Profile, ...] = ()
    counts: Counts = field(default_factory=_no_counts)
    problems: tuple[Problem, ...] = ()
    progress: Progress = silent
    name: ClassVar[OperationName] = OperationName.IMPORT_INVOICES

    def changes(self, plan: PlanView, moment: Moment) -> Iterator[RowChange]:
        self.counts = _no_counts()
        suppliers = _SupplierBook(plan, CorrectionBook((), ()), self.progress)
        invoices = _InvoiceBook(plan, self.progress)
        problems = list(self.reading.problems)
        told = self._told_rows()
        owners: dict[Place, SupplierId] = {}
        for row in watched(self.reading.rows, self.progress, total=len(self.reading.rows)):
            supplier_id, by = suppliers.sender(row.supplier)
            if by is MatchedBy.CVR_GUESSED:
                problems.append(_ambiguous(row.facts, suppliers.number_of(supplier_id)))
            self.counts[file_of(row.facts)][invoices.take(supplier_id, row.facts)] += 1
            if (place := (row.facts.source, "", row.facts.row)) in told:
                owners[place] = supplier_id
        self.problems = tuple(problems)
        yield from suppliers.changes()
        yield from invoices.changes()
        account = _account(
            plan,
            SourceKind.INVOICES,
            self.reading.reports,
            self.problems,
            owners,
            self.progress,
            moment=moment,
        )
        yield from account
        yield from profile_changes(plan, self.profiles, moment)

    def facts(self) -> Mapping[str, str]:
        return _summary(self.reading.reports, self.counts)

    def _told_rows(self) -> set[Place]:
        """Rows that something is wrong with.

        An invoice does not tell its sheet, so its row is not enough where a file gave several.
        """
        sheets = Counter(report.file for report in self.reading.reports)
        return {
            (problem.file, "", problem.row) for problem in self.reading.problems if sheets[problem.file] < 2
        }


class _SupplierBook:
    """The plan's suppliers while an import goes through them."""

    def __init__(self, plan: PlanView, corrections: CorrectionBook, progress: Progress) -> None:
        self._corrections = corrections
        self._progress = progress
        self._before = {one.id: one for one in watched(plan.each_supplier(), progress)}
        self._after = dict(self._before)
        self._index = SupplierIndex(watched(self._before.values(), progress), plan.aliases())
        self._next_id = plan.next_id("supplier")
        self._named: defaultdict[str, set[SupplierId]] = defaultdict(set)

    def take(self, row: SupplierRow) -> SupplierId:
        """A row of a supplier list: the list's word replaces what was known, but for what was put right."""
        facts, named = row.facts, self._named[row.file]
        match = self._index.find(facts, spoken_for=named)
        if match is None or match.by is MatchedBy.CVR_GUESSED:
            named.add(added := self._add(facts))
            return added
        old = match.supplier
        named.add(old.id)
        if match.by is MatchedBy.ALIAS:  # the kept supplier's own row has the word
            self._update(old, merged_supplier(facts, old.facts))
        else:
            told = with_zeros_kept(old.facts, self._corrections.applied(old.id, row))
            self._update(old, merged_supplier(old.facts, told))
        return old.id

    def outcome(self, supplier_id: SupplierId) -> Outcome:
        """What the whole import does to a supplier."""
        before = self._before.get(supplier_id)
        if before is None:
            return Outcome.NEW
        after = self._after[supplier_id]
        return Outcome.SAME if before is after or before == after else Outcome.CHANGED

    def sender(self, facts: SupplierFacts) -> tuple[SupplierId, MatchedBy | None]:
        """The sender of an invoice: what the plan knows of it wins, the invoice only fills gaps."""
        match = self._index.find(facts)
        if match is None:
            return self._add(facts), None
        old = match.supplier
        self._update(old, merged_supplier(facts, old.facts))
        return old.id, match.by

    def number_of(self, supplier_id: SupplierId) -> str:
        return self._after[supplier_id].number

    def told(self, decided: Mapping[SupplierId, int], *, limit: int | None) -> tuple[SupplierChange, ...]:
        """What happens to each supplier, so many of each outcome."""
        named = set().union(*self._named.values())
        changes = supplier_changes(
            self._before,
            watched(self._after.items(), self._progress),
            named=named,
            decided=decided,
            limit=limit,
        )
        return tuple(changes)

    def changed_among(self, decided: Iterable[SupplierId]) -> int:
        """How many suppliers change that people have decided something about."""
        return changed_with_decisions(self._before, self._after, decided)

    def not_named_again(self) -> int:
        """Suppliers with a number, so once on a list, that this list does not have."""
        named = set().union(*self._named.values())
        before = watched(self._before.values(), self._progress)
        return sum(1 for one in before if one.number and one.id not in named)

    def changes(self) -> Iterator[RowChange]:
        for key, after in watched(self._after.items(), self._progress):
            before = self._before.get(key)
            if before is not after and before != after:
                yield RowChange(before, after)

    def _add(self, facts: SupplierFacts) -> SupplierId:
        supplier = Supplier(SupplierId(self._next_id), facts)
        self._next_id += 1
        self._after[supplier.id] = supplier
        self._index.put(supplier)
        return supplier.id

    def _update(self, old: Supplier, facts: SupplierFacts) -> None:
        if facts != old.facts:
            self._after[old.id] = new = Supplier(old.id, facts)
            self._index.put(new)


class _InvoiceBook:
    """The plan's invoices while an import goes through them."""

    def __init__(self, plan: PlanView, progress: Progress) -> None:
        self._progress = progress
        self._before = {invoice.id: invoice for invoice in watched(plan.each_invoice(), progress)}
        self._after = dict(self._before)
        self._index = InvoiceIndex(watched(self._before.values(), progress))
        self._next_id = plan.next_id("invoice")

    def take(self, supplier_id: SupplierId, facts: InvoiceFacts) -> Outcome:
        known = self._index.find(supplier_id, facts)
        if known is None:
            invoice = Invoice(InvoiceId(self._next_id), supplier_id, facts)
            self._next_id += 1
            self._after[invoice.id] = invoice
            self._index.put(invoice)
            return Outcome.NEW
        old = self._after[known]
        facts = merged_invoice(old.facts, facts)
        if facts == old.facts:
            return Outcome.SAME
        self._after[known] = Invoice(known, supplier_id, facts)
        self._index.put(self._after[known])
        return Outcome.CHANGED

    def changes(self) -> Iterator[RowChange]:
        for key, after in watched(self._after.items(), self._progress):
            before = self._before.get(key)
            if before is not after and before != after:
                yield RowChange(before, after)


def file_of(facts: InvoiceFacts) -> str:
    """The file a document came in: the archive, not the entry inside it."""
    return facts.source.partition(INSIDE)[0]


def _ambiguous(facts: InvoiceFacts, number: str) -> Problem:
    return Problem(
        kind=ProblemKind.AMBIGUOUS_SUPPLIER,
        severity=Severity.WARNING,
        file=facts.source,
        row=facts.row,
        value=cpr.scrub(facts.invoice_no),
        supplier_number=number,
    )


def _owners(
    problems: Iterable[Problem], taken: Iterable[tuple[Place, SupplierId]]
) -> dict[Place, SupplierId]:
    """Whom the rows that something is wrong with became."""
    wanted = {_place(problem) for problem in problems}
    return {place: supplier_id for place, supplier_id in taken if place in wanted}


def _place(problem: Problem) -> Place:
    return problem.file, problem.sheet, problem.row


def _account(
    plan: PlanView,
    kind: SourceKind,
    reports: Iterable[SourceReport],
    problems: Iterable[Problem],
    owners: Mapping[Place, SupplierId],
    progress: Progress,
    *,
    moment: Moment,
) -> Iterator[RowChange]:
    """Replace what an earlier import of the same sources left behind: their account and their problems."""
    reports = tuple(reports)
    earlier = {(one.kind, one.file, one.sheet): one for one in plan.sources()}
    replaced = {one.id for report in reports if (one := earlier.get((kind, report.file, report.sheet)))}
    # Read to the end before the first is given out, for then rows are written.
    over = [one for one in watched(plan.each_problem(), progress) if one.source_id in replaced]
    for stored in watched(over, progress):
        yield RowChange(stored, None)
    next_source, next_problem = plan.next_id("source"), plan.next_id("problem")
    source_ids: dict[tuple[str, str], int] = {}
    for report in reports:
        before = earlier.get((kind, report.file, report.sheet))
        source = _source(before.id if before else next_source, kind, report, moment)
        next_source += before is None
        source_ids.setdefault((report.file, ""), source.id)
        source_ids.setdefault((report.file, report.sheet), source.id)
        yield RowChange(before, source)
    first = next(iter(source_ids.values()), 0)
    for place, problem in enumerate(watched(problems, progress)):
        file = problem.file.partition(INSIDE)[0]
        # What is wrong with a sheet that was not read belongs to the file's first one.
        source_id = source_ids.get((file, problem.sheet)) or source_ids.get((file, ""), first)
        about = owners.get(_place(problem)) or owners.get((problem.file, "", problem.row))
        yield RowChange(None, StoredProblem(next_problem + place, source_id, problem, about))


def _source(key: int, kind: SourceKind, report: SourceReport, moment: Moment) -> Source:
    return Source(
        id=key,
        kind=kind,
        file=report.file,
        sheet=report.sheet,
        encoding=report.encoding,
        header_row=report.header_row,
        rows_in=report.rows_in,
        rows_kept=report.rows_kept,
        rows_set_aside=report.rows_set_aside,
        documents=report.documents,
        at=moment.at,
    )


def _summary(reports: Iterable[SourceReport], counts: Mapping[str, Mapping[Outcome, int]]) -> dict[str, str]:
    reports = tuple(reports)
    added: Counter[Outcome] = Counter()
    for found in counts.values():
        added.update(found)
    return {
        "files": ", ".join(dict.fromkeys(report.file for report in reports)),
        "rows_in": str(sum(report.rows_in for report in reports)),
        "rows_kept": str(sum(report.rows_kept for report in reports)),
        "rows_set_aside": str(sum(report.rows_set_aside for report in reports)),
        **{outcome.value: str(added[outcome]) for outcome in Outcome},
    }
