"""Which supplier of the plan does a row mean, and which invoice is the same one again?

A supplier number is certain. A CVR number is, when only one supplier has it; chains share one, and there the
name decides, then the postal code. Nothing is merged on a name alone when a number speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache

from desktop.domain import cpr
from desktop.domain.duplicates import SupplierAlias
from desktop.domain.invoices import DocumentFormat, Invoice, InvoiceFacts, InvoiceId
from desktop.domain.suppliers import (
    Supplier,
    SupplierFacts,
    SupplierId,
    bare_number,
    folded_address,
    folded_name,
    names_a_firm,
    told_apart,
)
from desktop.workspace.aliases import AliasIndex


class MatchedBy(StrEnum):
    """What tied a row to a supplier."""

    NUMBER = "number"
    CVR = "cvr"
    CVR_AND_NAME = "cvr_and_name"
    CVR_GUESSED = "cvr_guessed"
    NAME = "name"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Match:
    """The supplier a row means, and how that was seen."""

    supplier: Supplier
    by: MatchedBy


class SupplierIndex:
    """Finds suppliers by number, CVR and name; grows while an import adds suppliers."""

    def __init__(self, suppliers: Iterable[Supplier], aliases: Iterable[SupplierAlias] = ()) -> None:
        self._aliases = AliasIndex(aliases)
        self._by_written: dict[str, SupplierId] = {}
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
            self._by_written.setdefault(supplier.number, supplier.id)
            self._by_number.setdefault(bare_number(supplier.number), supplier.id)
        if names_a_firm(supplier.cvr):
            self._by_cvr[supplier.cvr].append(supplier.id)
        if name := folded_name(supplier.name):
            self._by_name[name].append(supplier.id)

    def _forget(self, old: Supplier) -> None:
        for numbers, number in ((self._by_written, old.number), (self._by_number, bare_number(old.number))):
            if numbers.get(number) == old.id:
                del numbers[number]
        for index, key in ((self._by_cvr, old.cvr), (self._by_name, folded_name(old.name))):
            if old.id in index.get(key, ()):
                index[key].remove(old.id)

    def find(self, facts: SupplierFacts, *, spoken_for: Collection[SupplierId] = ()) -> Match | None:
        """The supplier these facts are about, or None when the plan has none like it.

        Args:
            spoken_for: suppliers that earlier rows of the same list were about. Two rows of one list that
                tell different names or places are two suppliers, whatever CVR number or name they share.
        """
        if (found := self._by_supplier_number(facts, spoken_for)) is not None:
            return Match(found, MatchedBy.NUMBER)
        if (kept := self._aliases.by_number(facts)) is not None:
            return self._merged(kept)
        match = self._by_cvr_number(facts, spoken_for)
        if match is None or match.by is MatchedBy.CVR_GUESSED:
            kept = self._aliases.by_cvr(facts, and_name=match is not None)
            match = match if kept is None else self._merged(kept)
        if match is None:
            match = self._by_plain_name(facts, spoken_for)
        if match is None and (kept := self._aliases.by_name(facts)) is not None:
            match = self._merged(kept)
        return match

    def _by_supplier_number(
        self, facts: SupplierFacts, spoken_for: Collection[SupplierId]
    ) -> Supplier | None:
        """Who has the number as it is written, or else but for leading zeros."""
        if not facts.number:
            return None
        if (written := self._by_written.get(facts.number)) is not None:
            return self._suppliers[written]
        if (found := self._by_number.get(bare_number(facts.number))) is None:
            return None
        supplier = self._suppliers[found]
        # A list that has both 113 and 000113, about different suppliers, means what it says.
        return None if found in spoken_for and told_apart(supplier.facts, facts) else supplier

    def _merged(self, kept: SupplierId) -> Match:
        """The supplier that a merged one lives on in."""
        return Match(self._suppliers[kept], MatchedBy.ALIAS)

    def _by_cvr_number(self, facts: SupplierFacts, spoken_for: Collection[SupplierId]) -> Match | None:
        sharing = self._candidates(self._by_cvr, facts.cvr, facts, spoken_for)
        if not sharing:
            return None
        if len(sharing) == 1:
            return Match(sharing[0], MatchedBy.CVR)
        closest = max(sharing, key=lambda one: _likeness(one.facts, facts))
        alike = any(_likeness(closest.facts, facts)[:2])
        return Match(closest, MatchedBy.CVR_AND_NAME if alike else MatchedBy.CVR_GUESSED)

    def _by_plain_name(self, facts: SupplierFacts, spoken_for: Collection[SupplierId]) -> Match | None:
        found = self._candidates(self._by_name, folded_name(facts.name), facts, spoken_for)
        alike = [one for one in found if not (names_a_firm(one.cvr) and names_a_firm(facts.cvr))]
        if len(alike) > 1:
            alike = [one for one in alike if one.facts.postal_code == facts.postal_code]
            alike.sort(key=lambda one: _likeness(one.facts, facts), reverse=True)
        return Match(alike[0], MatchedBy.NAME) if alike else None

    def _candidates(
        self,
        index: dict[str, list[SupplierId]],
        key: str,
        facts: SupplierFacts,
        spoken_for: Collection[SupplierId],
    ) -> list[Supplier]:
        if not key or not (found := index.get(key)):
            return []
        return [
            one
            for one in map(self._suppliers.__getitem__, found)
            if not _numbers_differ(one, facts)
            and (one.id not in spoken_for or not told_apart(one.facts, facts))
        ]


def _numbers_differ(one: Supplier, facts: SupplierFacts) -> bool:
    return bool(one.number and facts.number) and bare_number(one.number) != bare_number(facts.number)


def _likeness(one: SupplierFacts, other: SupplierFacts) -> tuple[bool, bool, bool]:
    """What the two have in common besides their CVR number, the most telling first."""
    return (
        folded_name(one.name) == folded_name(other.name),
        bool(one.postal_code) and one.postal_code == other.postal_code,
        bool(one.address) and folded_address(one.address) == folded_address(other.address),
    )


_FACTS = tuple(field.name for field in fields(SupplierFacts))


def merged_supplier(old: SupplierFacts, new: SupplierFacts) -> SupplierFacts:
    """The newer facts, with the older ones where the newer list is silent.

    A blank cell is not news: many extracts have fewer columns than the list before them.
    """
    if new == old:
        return old
    told = {}
    for name in _FACTS:
        value = getattr(new, name)
        if value not in ("", None):
            told[name] = value
    return replace(old, **told)


def with_zeros_kept(old: SupplierFacts, new: SupplierFacts) -> SupplierFacts:
    """The newer facts, with the zeros of the supplier number that a spreadsheet has taken off.

    Digits that are gone are no news; a list that brings them back is.
    """
    lost = len(new.number) < len(old.number) and bare_number(new.number) == bare_number(old.number)
    return replace(new, number=old.number) if lost else new


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


class InvoiceIndex:
    """Finds invoices that are already there; grows while an import adds invoices.

    Two rows are the same document when supplier, kind, number and year agree. The year, because many small
    suppliers begin at 1 again every January. Two e-invoices must also agree on date, amount and receiver. A
    number shaped like a CPR number is masked by whoever reads it,
    each in its own way: there date and amount stand in for it. A clinic sends several invoices of one amount
    on one day, so each number of an import speaks for one document of the plan.
    """

    def __init__(self, invoices: Iterable[Invoice]) -> None:
        self._by_key: defaultdict[_Key, list[tuple[InvoiceId, InvoiceFacts]]] = defaultdict(list)
        self._spoken_for: dict[_Key, dict[str, InvoiceId]] = {}
        for invoice in invoices:
            self._by_key[_key(invoice.supplier_id, invoice.facts)].append((invoice.id, invoice.facts))

    def find(self, supplier_id: SupplierId, facts: InvoiceFacts) -> InvoiceId | None:
        """The invoice that these facts are about, or None when the plan has none like it."""
        key = _key(supplier_id, facts)
        there = self._by_key.get(key, [])
        if not _is_masked(facts):
            return next((one for one, known in there if _is_one_document(known, facts)), None)
        told = self._spoken_for.setdefault(key, {})
        if facts.invoice_no not in told:
            free = [one for one in there if one[0] not in told.values() and _may_be_one(one[1], facts)]
            if not free:
                return None
            same_number = (one for one in free if one[1].invoice_no == facts.invoice_no)
            told[facts.invoice_no] = next(same_number, free[0])[0]
        return told[facts.invoice_no]

    def put(self, invoice: Invoice) -> None:
        """Add an invoice that `find` did not find, or replace it by its newer self."""
        key = _key(invoice.supplier_id, invoice.facts)
        others = [one for one in self._by_key[key] if one[0] != invoice.id]
        self._by_key[key] = [*others, (invoice.id, invoice.facts)]
        if _is_masked(invoice.facts):
            self._spoken_for.setdefault(key, {})[invoice.facts.invoice_no] = invoice.id


_Key = tuple[SupplierId, str, str, int]


def _key(supplier_id: SupplierId, facts: InvoiceFacts) -> _Key:
    if _is_masked(facts):
        number = f"{facts.issue_date} {facts.amount_ore}"
    else:
        number = facts.invoice_no.strip().casefold()
        number = number.lstrip("0") or number
    return supplier_id, facts.kind, number, facts.issue_date.year if facts.issue_date else 0


def _is_masked(facts: InvoiceFacts) -> bool:
    """Whether the number is masked, or would be by another reader."""
    return _has_mask(facts.invoice_no)


# An invoice is looked for and put in its place, and both times its number is asked about twice.
@lru_cache(maxsize=4)
def _has_mask(invoice_no: str) -> bool:
    return cpr.MASK in invoice_no or cpr.contains_cpr(invoice_no)


def _is_one_document(there: InvoiceFacts, new: InvoiceFacts) -> bool:
    """False for two e-invoices of one number that tell different dates, amounts or receivers.

    An extract is not asked that much: the ERP may know another date (posting) and another amount (without
        VAT).
    """
    if DocumentFormat.EXTRACT in (there.format, new.format):
        return True
    told = (
        (there.issue_date, new.issue_date),
        (there.amount_ore, new.amount_ore),
        (there.ean or None, new.ean or None),
    )
    return all(first == second or first is None or second is None for first, second in told)


def _may_be_one(there: InvoiceFacts, new: InvoiceFacts) -> bool:
    """False when two numbers that can be compared differ: both unmasked, or both masked by e-invoices."""
    if there.invoice_no == new.invoice_no:
        return True
    masked = [cpr.MASK in one.invoice_no for one in (there, new)]
    extract = DocumentFormat.EXTRACT in (there.format, new.format)
    return any(masked) and (not all(masked) or extract)
