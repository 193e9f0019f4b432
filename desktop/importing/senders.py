"""Who sent this document? The same sender's details are worked out once per import, not once per document.

A municipality's twelve months of e-invoices come from a few hundred suppliers, and cleaning and scrubbing
their addresses costs as much as parsing the document.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.problems import Problem
from desktop.domain.suppliers import SupplierFacts
from desktop.importing.documents import Findings

if TYPE_CHECKING:
    from lxml import etree

_MOST = 20_000
"""Senders remembered; after that it begins anew."""

SenderReader = Callable[["etree._Element", Findings], SupplierFacts]  # noqa: SLF001 - lxml has no public name


class Senders:
    """The senders of one import. What they wrote is held as keyed hashes only; it may hold a CPR number."""

    def __init__(self) -> None:
        """Begin without any."""
        from lxml import etree

        self._bytes_of = etree.tostring
        self._key = secrets.token_bytes(32)
        self._known: dict[bytes, tuple[SupplierFacts, tuple[Problem, ...]]] = {}

    def facts(self, party: etree._Element, findings: Findings, read: SenderReader) -> SupplierFacts:
        """The facts of a sender.

        Args:
            party: the element that tells everything about the sender.
            findings: gets what is wrong with it, for every document anew.
            read: works the facts out.
        """
        digest = hashlib.blake2b(
            self._bytes_of(party, with_tail=False), digest_size=16, key=self._key
        ).digest()
        known = self._known.get(digest)
        if known is None:
            own = Findings(findings.source)
            known = read(party, own), tuple(own.problems)
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[digest] = known
        supplier, problems = known
        if problems:
            findings.problems += [replace(problem, file=findings.source) for problem in problems]
        return supplier
