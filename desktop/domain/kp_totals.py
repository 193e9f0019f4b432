"""What share of the documents could KP handle, reject or not place; by supplier, trade and EAN number?

Storage and workspace hand over cells: documents of one supplier, one EAN number, one kind and one verdict,
already counted and added up. Here they are only put together, so that every way of grouping gives the same
sums.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from desktop.domain.invoices import InvoiceKind
from desktop.domain.kp_rules import Judgement, Verdict
from desktop.domain.suppliers import SupplierId

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class KpCell:
    """Documents that have supplier, EAN number, kind and verdict in common.

    Attributes:
        documents: how many.
        amount_ore: their payable amounts added up as written, whole øre.
        without_amount: those of them that tell no amount.
    """

    supplier_id: SupplierId
    ean: str
    kind: InvoiceKind
    verdict: Verdict
    documents: int
    amount_ore: int
    without_amount: int = 0


@dataclass(slots=True)
class KpTotal:
    """Documents by what KP would do with them.

    Attributes:
        documents: how many, by judgement.
        amount_ore: whole øre, by judgement.
        without_amount: documents that tell no amount.
    """

    documents: dict[Judgement, int] = field(default_factory=lambda: dict.fromkeys(Judgement, 0))
    amount_ore: dict[Judgement, int] = field(default_factory=lambda: dict.fromkeys(Judgement, 0))
    without_amount: int = 0

    def add(self, cell: KpCell) -> None:
        judgement = cell.verdict.judgement
        self.documents[judgement] += cell.documents
        self.amount_ore[judgement] += cell.amount_ore
        self.without_amount += cell.without_amount

    @property
    def all_documents(self) -> int:
        return sum(self.documents.values())

    @property
    def all_ore(self) -> int:
        return sum(self.amount_ore.values())

    @property
    def judged(self) -> int:
        """The documents that no fact is missing for."""
        return self.all_documents - self.documents[Judgement.UNKNOWN]

    @property
    def acceptable_of_judged(self) -> float | None:
        """Of the documents that could be judged, 0 to 1; None when there are none."""
        return self.documents[Judgement.ACCEPTABLE] / self.judged if self.judged else None

    def share(self, judgement: Judgement) -> float | None:
        """Of the documents, 0 to 1; None when there are none."""
        everything = self.all_documents
        return self.documents[judgement] / everything if everything else None

    def share_of_amount(self, judgement: Judgement) -> float | None:
        """Of the amount, 0 to 1; None when it is not positive, as where credit notes outweigh invoices."""
        everything = self.all_ore
        return self.amount_ore[judgement] / everything if everything > 0 else None


def total(cells: Iterable[KpCell]) -> KpTotal:
    """All of them together."""
    found = KpTotal()
    for cell in cells:
        found.add(cell)
    return found


def grouped(cells: Iterable[KpCell], group_of: Callable[[KpCell], Group]) -> Mapping[Group, KpTotal]:
    """One total for each group, the one with most documents first."""
    found: dict[Group, KpTotal] = {}
    for cell in cells:
        found.setdefault(group_of(cell), KpTotal()).add(cell)
    return dict(sorted(found.items(), key=lambda item: -item[1].all_documents))
