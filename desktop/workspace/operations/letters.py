"""Which letters left the house? Recording what was written, so that it is never written twice unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from desktop.domain.letters import LetterKind
from desktop.domain.plan import LetterMade, OperationName, RowChange
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True, slots=True)
class WrittenTo:
    """One letter as it was written.

    Attributes:
        template_hash: SHA-256 of the template.
        file: file name, without folder.
    """

    supplier_id: SupplierId
    kind: LetterKind
    template_hash: str
    file: str


@dataclass(frozen=True)
class RecordLetters:
    """Remember letters: supplier, template and its hash, when, by whom, under which choice.

    A supplier that an undo has taken out of the plan while its letter was written is passed over.
    """

    letters: tuple[WrittenTo, ...]
    option: str
    new_ean: str
    name: ClassVar[OperationName] = OperationName.RECORD_LETTERS

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        first, known = plan.next_id("letter"), plan.supplier_ids()
        for place, letter in enumerate(one for one in self.letters if one.supplier_id in known):
            made = LetterMade(
                id=first + place,
                supplier_id=letter.supplier_id,
                kind=letter.kind,
                template_hash=letter.template_hash,
                option=self.option,
                new_ean=self.new_ean,
                file=letter.file,
                by=moment.by,
                at=moment.at,
            )
            yield RowChange(None, made)

    def facts(self) -> Mapping[str, str]:
        return {"letters": str(len(self.letters)), "option": self.option}
