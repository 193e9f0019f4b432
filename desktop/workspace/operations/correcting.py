"""What does a person put right in the plan, and does it hold when the list is imported again?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.corrections import checked_value, field_of, value_of, with_value
from desktop.domain.imports import Field, SourceKind, SupplierRow
from desktop.domain.plan import Correction, OperationName, RowChange
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.quality import comparable_number, supplier_field
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True)
class CorrectValue:
    """Use another value of a supplier than the list says, or take that back.

    A supplier that an undo has taken out of the plan meanwhile is passed over.

    Attributes:
        field: one of `corrections.CORRECTABLE`.
        value: as typed; "" takes the correction back.

    Raises:
        IdentifierError, ValueTrouble: from `changes`: the value is no better than the list's.
        KeyError: from `changes`: the field cannot be corrected.
    """

    supplier_id: SupplierId
    field: Field
    value: str
    name: ClassVar[OperationName] = OperationName.CORRECT_VALUE

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        supplier = plan.supplier(self.supplier_id)
        if supplier is None:
            return
        before = next((one for one in plan.corrections() if self._is_about(one)), None)
        if not self.value.strip():
            yield from _taken_back(supplier, before)
            return
        value = checked_value(self.field, self.value)
        old = value_of(supplier.facts, self.field)
        yield RowChange(supplier, Supplier(supplier.id, with_value(supplier.facts, self.field, value)))
        after = Correction(
            id=before.id if before else plan.next_id("correction"),
            supplier_id=supplier.id,
            field=self.field,
            value=value,
            listed=before.listed if before else cpr.scrub(self._listed(plan, supplier, old)),
            replaced=before.replaced if before else old,
            by=moment.by,
            at=moment.at,
        )
        yield RowChange(before, after)

    def facts(self) -> Mapping[str, str]:
        return {"field": self.field.value, "corrected": "yes" if self.value.strip() else ""}

    def _is_about(self, correction: Correction) -> bool:
        return correction.supplier_id == self.supplier_id and correction.field is self.field

    def _listed(self, plan: PlanView, supplier: Supplier, old: str) -> str:
        """What the list says, as displayed: a value that could not be read stands only in its problem."""
        number = comparable_number(supplier.number)
        lists = {source.id for source in plan.sources() if source.kind is SourceKind.SUPPLIERS}
        told: dict[bool, str] = {}
        for stored in plan.problems():
            problem, in_list = stored.problem, stored.source_id in lists
            about = supplier_field(problem.kind, in_list=in_list) is self.field
            named = bool(number) and comparable_number(problem.supplier_number) == number
            if about and (named or stored.supplier_id == supplier.id):
                told[in_list] = problem.value
        return told.get(True, told.get(False, old))


def _taken_back(supplier: Supplier, correction: Correction | None) -> Iterator[RowChange]:
    """The value the plan used before, unless something else has come in its place since."""
    if correction is None:
        return
    if value_of(supplier.facts, correction.field) == correction.value:
        facts = with_value(supplier.facts, correction.field, correction.replaced)
        yield RowChange(supplier, Supplier(supplier.id, facts))
    yield RowChange(correction, None)


class CorrectionBook:
    """The plan's corrections while an import goes through the suppliers.

    A correction stands while the list says the same as when it was made, or nothing. When the list says what
    was put right, it has done its work and goes. When the list says something else, it lapses, and that is
    told.

    Attributes:
        problems: one note for each correction that has lapsed.
    """

    def __init__(self, corrections: Iterable[Correction], problems: Iterable[Problem]) -> None:
        """Make the book.

        Args:
            problems: of the reading; a cell that could not be read stands only there.
        """
        self._there: defaultdict[SupplierId, dict[Field, Correction]] = defaultdict(dict)
        for one in corrections:
            self._there[one.supplier_id][one.field] = one
        self._told: dict[tuple[str, str, int, Field], str] = {}
        if self._there:
            for problem in problems:
                field = field_of(problem.kind)
                if field is not None:
                    self._told[problem.file, problem.sheet, problem.row, field] = problem.value
        self._over: list[Correction] = []
        self.problems: list[Problem] = []

    def applied(self, supplier_id: SupplierId, row: SupplierRow) -> SupplierFacts:
        """What a row says of a supplier, with the corrections that still stand."""
        facts = row.facts
        for correction in tuple(self._there.get(supplier_id, {}).values()):
            field = correction.field
            taken = value_of(row.facts, field)
            says = self._told.get((row.file, row.sheet, row.row, field), taken)
            if says == correction.listed or not says:
                facts = with_value(facts, field, correction.value)
            else:
                self._end(correction, row, told=says != correction.value)
        return facts

    def changes(self) -> Iterator[RowChange]:
        """The corrections that are over."""
        for correction in self._over:
            yield RowChange(correction, None)

    def _end(self, correction: Correction, row: SupplierRow, *, told: bool) -> None:
        del self._there[correction.supplier_id][correction.field]
        self._over.append(correction)
        if not told:
            return
        self.problems.append(
            Problem(
                kind=ProblemKind.CORRECTION_LAPSED,
                severity=Severity.NOTE,
                file=row.file,
                sheet=row.sheet,
                row=row.row,
                value=correction.value,
                supplier_number=row.facts.number,
            )
        )
