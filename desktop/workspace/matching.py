"""Which supplier of the plan does a row mean, and which invoice is the same one again?

A supplier number is certain. A CVR number is, when only one supplier has it; chains share one, and there the
name decides, then the postal code. Nothing is merged on a name alone when a number speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from desktop.domain import cpr
from desktop.domain.invoices import DocumentFormat, InvoiceFacts
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId, folded_name


class MatchedBy(StrEnum):
    """What tied a row to a supplier."""

    NUMBER = "number"
    CVR = "cvr"
    CVR_AND_NAME = "cvr_and_name"
    CVR_GUESSED = "cvr_guessed"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Match:
    """The supplier a row means, and how that was seen."""

    supplier: Supplier
    by: MatchedBy


class SupplierIndex:
    """Finds suppliers by number, CVR and name; grows while an import adds suppliers."""

    def __init__(self, suppliers: Iterable[Supplier]) -> None:
        self._by_number: dict[str, SupplierId] = {}
        self._by_cvr: defaultdict[str, list[SupplierId]] = defaultdict(list)
        self._by_name: defaultdict[str, list[SupplierId]] = defaultdict(list)
        self._suppliers: dict[SupplierId, Supplier] = {}
        for supplier in suppliers:
            self.put(supplier)

    def put(self, supplier: Supplier) -> None:
        """Add a supplier, or replace it by its newer self."""
        if (old := self._suppliers.get(supplier.id)) is not None:
            self._forget(old)
        self._suppliers[supplier.id] = supplier
        if supplier.number:
            self._by_number.setdefault(_bare(supplier.number), supplier.id)
        if supplier.cvr:
            self._by_cvr[supplier.cvr].append(supplier.id)
        if name := folded_name(supplier.name):
            self._by_name[name].append(supplier.id)

    def _forget(self, old: Supplier) -> None:
        if self._by_number.get(_bare(old.number)) == old.id:
            del self._by_number[_bare(old.number)]
        for index, key in ((self._by_cvr, old.cvr), (self._by_name, folded_name(old.name))):
            if old.id in index.get(key, ()):
                index[key].remove(old.id)

    def find(self, facts: SupplierFacts) -> Match | None:
        """The supplier these facts are about, or None when the plan has none like it."""
        if facts.number:
            found = self._by_number.get(_bare(facts.number))
            if found is not None:
                return Match(self._suppliers[found], MatchedBy.NUMBER)
        return self._by_cvr_number(facts) or self._by_plain_name(facts)

    def _by_cvr_number(self, facts: SupplierFacts) -> Match | None:
        sharing = [one for one in self._all(self._by_cvr, facts.cvr) if not _numbers_differ(one, facts)]
        if not sharing:
            return None
        if len(sharing) == 1:
            return Match(sharing[0], MatchedBy.CVR)
        name = folded_name(facts.name)
        for alike in (
            [one for one in sharing if folded_name(one.name) == name],
            [one for one in sharing if facts.postal_code and one.facts.postal_code == facts.postal_code],
        ):
            if alike:
                return Match(alike[0], MatchedBy.CVR_AND_NAME)
        return Match(sharing[0], MatchedBy.CVR_GUESSED)

    def _by_plain_name(self, facts: SupplierFacts) -> Match | None:
        alike = [
            one
            for one in self._all(self._by_name, folded_name(facts.name))
            if not _numbers_differ(one, facts) and not (one.cvr and facts.cvr)
        ]
        return Match(alike[0], MatchedBy.NAME) if len(alike) == 1 else None

    def _all(self, index: dict[str, list[SupplierId]], key: str) -> list[Supplier]:
        return [self._suppliers[one] for one in index.get(key, ())] if key else []


def _bare(number: str) -> str:
    """A supplier number as it is compared: one list pads with zeros, the other does not."""
    return number.lstrip("0").casefold() or number


def _numbers_differ(one: Supplier, facts: SupplierFacts) -> bool:
    return bool(one.number and facts.number) and _bare(one.number) != _bare(facts.number)


def merged_supplier(old: SupplierFacts, new: SupplierFacts) -> SupplierFacts:
    """The newer facts, with the older ones where the newer list is silent.

    A blank cell is not news: many extracts have fewer columns than the list before them.
    """
    told = {}
    for field in fields(SupplierFacts):
        value = getattr(new, field.name)
        if value not in ("", None):
            told[field.name] = value
    return replace(old, **told)


def merged_invoice(old: InvoiceFacts, new: InvoiceFacts) -> InvoiceFacts:
    """One document seen twice: the e-invoice tells most, and an extract adds what only the ERP knows.

    Evidence about citizens comes from whoever could look; the newer look wins when both could.
    """
    base, other = (new, old) if _tells_more(new, old) else (old, new)
    looked = [one.evidence for one in (new, old) if one.evidence.citizens is not None]
    from_document = [one for one in (new, old) if one.format is not DocumentFormat.EXTRACT]
    evidence = from_document[0].evidence if from_document else (looked[0] if looked else base.evidence)
    if evidence.citizens is None and looked:
        evidence = looked[0]
    return replace(
        base,
        issue_date=base.issue_date or other.issue_date,
        ean=base.ean or other.ean,
        amount_ore=base.amount_ore if base.amount_ore is not None else other.amount_ore,
        vat_ore=base.vat_ore if base.vat_ore is not None else other.vat_ore,
        account=base.account or other.account,
        matches=base.matches or other.matches,
        fee=base.fee if base.fee is not None else other.fee,
        says_collective=base.says_collective or other.says_collective,
        evidence=evidence,
    )


def _tells_more(new: InvoiceFacts, old: InvoiceFacts) -> bool:
    if (new.format is DocumentFormat.EXTRACT) != (old.format is DocumentFormat.EXTRACT):
        return new.format is not DocumentFormat.EXTRACT
    return True


def invoice_key(supplier_id: SupplierId, facts: InvoiceFacts) -> tuple[SupplierId, str, str, int]:
    """What makes two rows the same document: supplier, kind, number and year.

    The year, because many small suppliers begin at 1 again every January. A number shaped like a CPR number
    is masked by whoever reads it, each in its own way: there the date and the amount stand in for it.
    """
    number = facts.invoice_no.strip().casefold().lstrip("0")
    if cpr.MASK in facts.invoice_no or cpr.contains_cpr(facts.invoice_no):
        number = f"{facts.issue_date} {facts.amount_ore}"
    return supplier_id, facts.kind.value, number, facts.issue_date.year if facts.issue_date else 0
