"""How does a robot in a municipality read an e-invoice? The textbook way, written by us as a peer to measure.

The whole document becomes nested dictionaries (xmltodict), every field is looked up by its name wherever it
stands, all text of a line is flattened and searched by a regular expression for ten digits, and `strptime`
says whether they begin with a date. It does less than our reader: no check digits, no scrubbing, no context
of a number, nothing about attachments, other dialects or damaged files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict

DAMAGED = ExpatError
"""What the robot stops with when a file is not whole."""
_TEN_DIGITS = re.compile(r"\b(\d{6})-?(\d{4})\b")
_CVR = re.compile(r"\b(?:DK)?(\d{8})\b")
_CENTURIES = ("19", "20", "18")
_LINES = ("InvoiceLine", "CreditNoteLine", "ReminderLine")


@dataclass
class Read:
    """What the robot knows of a document."""

    kind: str
    number: str
    issued: str
    supplier: str
    cvr: str
    ean: str
    payable: str
    notes: list[str]
    lines: list[list[str]]


def read(data: bytes) -> Read:
    """Read one document."""
    parsed = xmltodict.parse(data, process_namespaces=False)
    kind, document = next(iter(parsed.items()))
    sender = first(document, "AccountingSupplierParty")
    receiver = first(document, "AccountingCustomerParty")
    cvr = _CVR.search(text(first(first(sender, "PartyLegalEntity"), "CompanyID")))
    return Read(
        kind=kind.split(":")[-1],
        number=text(first(document, "ID")),
        issued=datetime.strptime(text(first(document, "IssueDate"))[:10], "%Y-%m-%d").date().isoformat(),  # noqa: DTZ007 - a day has no zone
        supplier=text(first(sender, "Name")),
        cvr=cvr[1] if cvr else "",
        ean=text(first(receiver, "EndpointID")),
        payable=text(first(document, "PayableAmount")),
        notes=[number for note in every(document, "Note") for number in citizens(text(note))],
        lines=[citizens(" ".join(flattened(line))) for name in _LINES for line in every(document, name)],
    )


def every(node: Any, name: str) -> Iterator[Any]:
    """Everything of that name, wherever it stands."""
    if isinstance(node, list):
        for one in node:
            yield from every(one, name)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key.split(":")[-1] == name:
                yield from value if isinstance(value, list) else [value]
            else:
                yield from every(value, name)


def first(node: Any, name: str) -> Any:
    """The first of that name."""
    return next(every(node, name), None)


def text(node: Any) -> str:
    """The text of an element, with or without attributes."""
    if isinstance(node, dict):
        node = node.get("#text")
    return node if isinstance(node, str) else ""


def flattened(node: Any) -> Iterator[str]:
    """All texts below an element."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not key.startswith("@"):
                yield from flattened(value)
    elif isinstance(node, list):
        for one in node:
            yield from flattened(one)
    elif node is not None:
        yield str(node)


def citizens(line: str) -> list[str]:
    """The different ten digits of a text that begin with a date."""
    found = {born + serial for born, serial in _TEN_DIGITS.findall(line) if is_date(born)}
    return sorted(found)


def is_date(born: str) -> bool:
    """Whether six digits are a day in one of the centuries."""
    for century in _CENTURIES:
        try:
            datetime.strptime(born[:4] + century + born[4:], "%d%m%Y")  # noqa: DTZ007 - a day of birth has no zone
        except ValueError:
            continue
        return True
    return False
