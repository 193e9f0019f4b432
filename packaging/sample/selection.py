"""Which three hundred of the documents did the municipality get out as XML?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sample.dice import Dice
from sample.invoices import Invoice, Kind
from sample.municipality import FIRST_EINVOICE_DAY
from sample.roles import Fault, Role

EINVOICES = 300
# So many invoices of each supplier at most, of so many suppliers; those with one citizen fill the rest.
_SHARES = {
    Role.COLLECTIVE: (6, 9),
    Role.PHARMACY: (3, 4),
    Role.PHARMACY_ELSEWHERE: (3, 2),
    Role.ELSEWHERE: (3, 6),
    Role.UNDECIDED: (2, 3),
    Role.UNDECIDED_ELSEWHERE: (1, 7),
    Role.SHARING: (2, 13),
    Role.OUTSIDE: (1, 24),
}
_SINGLE_SUPPLIERS = 47


def einvoices(sent: list[Invoice]) -> list[Invoice]:
    """The documents of the last three months that come as XML, by date."""
    recent = [invoice for invoice in sent if invoice.issued >= FIRST_EINVOICE_DAY and _can_come(invoice)]
    chosen = [invoice for invoice in recent if invoice.in_zip]
    chosen += _answered(chosen, recent)
    waiting = _by_role([invoice for invoice in recent if invoice.kind is Kind.INVOICE])
    for role, (each, suppliers) in _SHARES.items():
        _add(chosen, (invoice for found in waiting[role][:suppliers] for invoice in found[:each]))
    singles = waiting[Role.SINGLE][:_SINGLE_SUPPLIERS]
    for turn in range(max(map(len, singles))):
        _add(chosen, (found[turn] for found in singles if len(found) > turn))
    chosen = chosen[:EINVOICES]
    return sorted(chosen, key=lambda invoice: (invoice.issued, invoice.supplier.number, invoice.number))


def _can_come(invoice: Invoice) -> bool:
    """Not those of suppliers listed twice or without a CVR number: whose invoice it is would be unsure."""
    supplier = invoice.supplier
    doubled = supplier.name.startswith("Vindelbo Kontorforsyning")
    return bool(supplier.cvr) and not doubled and supplier.fault is not Fault.TRAILING_MINUS


def _answered(chosen: list[Invoice], recent: list[Invoice]) -> list[Invoice]:
    """The invoices that the chosen credit notes are about, where they came as XML too."""
    about = {
        (invoice.supplier.number, invoice.refers_to) for invoice in chosen if invoice.kind is Kind.CREDIT_NOTE
    }
    return [invoice for invoice in recent if (invoice.supplier.number, invoice.number) in about]


def _by_role(recent: list[Invoice]) -> dict[Role, list[list[Invoice]]]:
    """Per role the suppliers in a mixed order, each with its invoices by date."""
    found: defaultdict[str, list[Invoice]] = defaultdict(list)
    for invoice in recent:
        found[invoice.supplier.number].append(invoice)
    mixed: defaultdict[Role, list[list[Invoice]]] = defaultdict(list)
    for number in Dice("selection").shuffled(sorted(found)):
        mixed[found[number][0].supplier.role].append(found[number])
    return mixed


def _add(chosen: list[Invoice], more: Iterable[Invoice]) -> None:
    taken = {id(invoice) for invoice in chosen}
    chosen.extend(invoice for invoice in more if id(invoice) not in taken)
