"""What is true of the sample, for the tests that ask whether the program sees it? No CPR number is told."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict

from sample import municipality
from sample.documents import EInvoice
from sample.extract import PostingText
from sample.invoices import Invoice, Kind
from sample.package import Packed
from sample.supplier_list import HEADER_ROW, FaultRecord
from sample.suppliers import Supplier

_ABOUT = (
    "Written by packaging/sample/generate.py. Amounts are whole øre as the document states them, so a credit "
    "note's is positive. Rows of the supplier list are counted in records from 1, titles included; rows_in "
    "are those with content below the header, the footer among them."
)


def as_json(
    found: list[Supplier],
    sent: list[Invoice],
    packed: list[Packed],
    faults: list[FaultRecord],
    texts: list[PostingText],
) -> str:
    """The truth file."""
    uses = _eans_in_use(sent)
    truth = {
        "about": _ABOUT,
        "supplier_list": _supplier_list(found, faults),
        "extract": _extract(sent, texts),
        "einvoices": _einvoice_counts(packed),
        "main_ean": _main_ean(found, uses),
        "suppliers": {supplier.number: _supplier(supplier, uses[supplier.number]) for supplier in found},
        "documents": {item.path: _document(item.document) for item in packed},
    }
    return json.dumps(truth, ensure_ascii=False, indent=1) + "\n"


def _supplier_list(found: list[Supplier], faults: list[FaultRecord]) -> dict[str, object]:
    aside = sum(fault.outcome == "set_aside" for fault in faults)
    return {
        "file": municipality.SUPPLIER_LIST,
        "header_row": HEADER_ROW,
        "rows_in": len(found) + aside,
        "rows_kept": len(found),
        "rows_set_aside": aside,
        "faults": [asdict(fault) for fault in faults],
    }


def _extract(sent: list[Invoice], texts: list[PostingText]) -> dict[str, object]:
    return {
        "file": municipality.EXTRACT,
        "rows": len(sent),
        "kinds": Counter(invoice.kind for invoice in sent),
        "naming_a_citizen": [asdict(text) for text in texts],
    }


def _einvoice_counts(packed: list[Packed]) -> dict[str, object]:
    documents = [item.document for item in packed]
    return {
        "file": municipality.EINVOICES,
        "documents": Counter(document.invoice.kind for document in documents) | {"other": 2},
        "dialects": Counter(document.supplier.dialect for document in documents),
        "grades": Counter(document.grade for document in documents),
        "collective": sum((document.citizens or 0) > 1 for document in documents),
    }


def _eans_in_use(sent: list[Invoice]) -> dict[str, dict[str, int]]:
    """Per supplier: invoices per EAN number in the twelve months, credit notes and reminders left out."""
    uses: dict[str, Counter[str]] = {}
    for invoice in sent:
        if invoice.kind is Kind.INVOICE:
            uses.setdefault(invoice.supplier.number, Counter())[invoice.ean] += 1
    return _WithDefault({number: dict(sorted(counts.items())) for number, counts in uses.items()})


class _WithDefault(dict[str, dict[str, int]]):
    """Dormant suppliers use no EAN number."""

    def __missing__(self, key: str) -> dict[str, int]:
        return {}


def _main_ean(found: list[Supplier], uses: dict[str, dict[str, int]]) -> dict[str, object]:
    """The classes of the EAN choice, for reusing the EAN number that most KP suppliers send to."""
    main = municipality.BENEFITS.number
    on = [supplier for supplier in found if main in uses[supplier.number]]
    away = [supplier for supplier in found if uses[supplier.number] and supplier not in on]

    def count(group: list[Supplier], relevance: str, *collective: str) -> int:
        return sum(
            supplier.relevance == relevance and (not collective or supplier.collective in collective)
            for supplier in group
        )

    return {
        "ean": main,
        "K": count(on, "kp", "none"),
        "C": count(on, "kp", "can_split"),
        "U": count(on, "kp", "cannot_split"),
        "N": count(on, "outside"),
        "M": count(away, "kp", "none", "can_split"),
        "unknown_on": count(on, "unknown"),
        "unknown_elsewhere": count(away, "unknown"),
        "stay_elsewhere": count(away, "kp", "cannot_split"),
        "dormant": sum(not uses[supplier.number] for supplier in found),
    }


def _supplier(supplier: Supplier, uses: dict[str, int]) -> dict[str, object]:
    return {
        "name": supplier.name,
        "cvr": supplier.cvr,
        "trade": supplier.trade.key if supplier.trade else None,
        "relevance": supplier.relevance,
        "collective": supplier.collective,
        "eans": uses,
    }


def _document(document: EInvoice) -> dict[str, object]:
    invoice = document.invoice
    return {
        "kind": invoice.kind,
        "invoice_no": invoice.number,
        "supplier_no": document.supplier.number,
        "supplier_cvr": document.supplier.cvr,
        "ean": invoice.ean,
        "issue_date": invoice.issued.isoformat(),
        "amount_ore": invoice.payable_ore,
        "vat_ore": 0 if document.is_reminder else invoice.vat_ore,
        "dialect": document.supplier.dialect,
        "citizens": document.citizens,
        "grade": document.grade,
        "where": document.habit,
        "most_on_a_line": document.most_on_a_line,
        "attachments": int(document.pdf is not None),
        "refers_to": invoice.refers_to,
        "fee_ore": invoice.fee_ore,
    }
