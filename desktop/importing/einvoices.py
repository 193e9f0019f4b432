"""What does one e-invoice say? Invoices, credit notes and reminders in all dialects, judged as a whole.

A document is set aside when it is none of these, cannot be read, has no number, no sender, or an amount
that cannot be trusted. Everything else is kept, with what is wrong told: official samples themselves have
EAN and CVR numbers that fail their check digits.
"""

from __future__ import annotations

from datetime import date

from desktop.domain.collective import PersonHasherLike
from desktop.domain.imports import InvoiceRow
from desktop.domain.invoices import Grade, InvoiceFacts, InvoiceKind
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.importing import oioxml, ubl
from desktop.importing.archives import Found
from desktop.importing.document_numbers import DocumentNumbers
from desktop.importing.documents import (
    DocumentFacts,
    DocumentResult,
    Findings,
    Outcome,
    ValueRefused,
    ore_of,
)
from desktop.importing.senders import Senders
from desktop.importing.xml_parsing import XmlFault, XmlReader, XmlTrouble, local_name

_XML_PROBLEMS = {
    XmlFault.NOT_XML: ProblemKind.NOT_READABLE,
    XmlFault.DOCTYPE: ProblemKind.FORBIDDEN_DTD,
    XmlFault.TOO_DEEP: ProblemKind.TOO_DEEP,
    XmlFault.TOO_LARGE: ProblemKind.TOO_LARGE,
}
_OUTCOMES = {
    InvoiceKind.INVOICE: Outcome.INVOICE,
    InvoiceKind.CREDIT_NOTE: Outcome.CREDIT_NOTE,
    InvoiceKind.REMINDER: Outcome.REMINDER,
}


class DocumentReader:
    """Reads the documents of one import, one after the other."""

    def __init__(
        self, hasher: PersonHasherLike, *, today: date, numbers: DocumentNumbers | None = None
    ) -> None:
        """Begin an import.

        Args:
            hasher: the same for the whole run, so that a citizen is the same in all documents.
            today: nobody is born after it.
            numbers: those of the import, when this is one of several processes that read for it.
        """
        self._hasher = hasher
        self._today = today
        self._xml = XmlReader()
        self._senders = Senders()
        self._clean: dict[str, str] = {}
        self.numbers = numbers or DocumentNumbers()

    def read_found(self, found: Found) -> DocumentResult:
        """Read what was come across, or say why it is left alone."""
        if found.data is not None:
            result = self.read(found.data, found.source)
        else:
            outcome = Outcome.UNREADABLE if found.severity is Severity.ERROR else Outcome.OTHER
            kind = found.problem or ProblemKind.NOT_READABLE
            result = DocumentResult(outcome, problems=(Problem(kind, found.severity, file=found.source),))
        if not found.odd_name:
            return result
        odd = Problem(ProblemKind.ENTRY_NAME, Severity.WARNING, file=found.source)
        return DocumentResult(result.outcome, result.row, (*result.problems, odd))

    def read(self, data: bytes, source: str) -> DocumentResult:
        """Read one document.

        Args:
            data: the file's bytes.
            source: what the file is called, scrubbed.

        Returns:
            What is kept and what is wrong. References to documents whose numbers look like CPR numbers are
            still open: put the rows through `numbers.resolve` at the end.
        """
        findings = Findings(source, clean=self._clean)
        try:
            document = self._xml.root_of(data)
        except XmlTrouble as trouble:
            findings.tell(_XML_PROBLEMS[trouble.fault], Severity.ERROR)
            return DocumentResult(Outcome.UNREADABLE, problems=tuple(findings.problems))
        for dialect in (ubl, oioxml):
            kind = dialect.kind_of(document)
            if kind is not None:
                facts = dialect.read(
                    document,
                    kind,
                    findings,
                    senders=self._senders,
                    hasher=self._hasher,
                    today=self._today,
                )
                return self._judged(facts, findings)
        findings.tell(ProblemKind.NOT_AN_INVOICE, Severity.NOTE, value=local_name(document))
        return DocumentResult(Outcome.OTHER, problems=tuple(findings.problems))

    def _judged(self, facts: DocumentFacts, findings: Findings) -> DocumentResult:
        """Set the document aside, or make the row that is kept."""
        try:
            amount = findings.total(facts.totals)
        except ValueRefused:
            return DocumentResult(Outcome.UNREADABLE, problems=tuple(findings.problems))
        if not facts.invoice_no:
            findings.tell(ProblemKind.NO_INVOICE_NUMBER, Severity.ERROR, element="ID")
        if not facts.supplier.name and not facts.supplier.cvr:
            findings.tell(ProblemKind.NO_SUPPLIER, Severity.ERROR, element="AccountingSupplierParty")
        if not facts.invoice_no or not (facts.supplier.name or facts.supplier.cvr):
            return DocumentResult(Outcome.UNREADABLE, problems=tuple(findings.problems))
        kind = facts.kind
        if kind is InvoiceKind.INVOICE and amount is not None and amount < 0:
            # Danish CIUS, DK-BR-001: a negative invoice is a credit note.
            kind = InvoiceKind.CREDIT_NOTE
        row = self._row(facts, findings, kind, amount)
        _tell_about_citizens(row.facts, facts, findings)
        return DocumentResult(_OUTCOMES[kind], row, tuple(findings.problems))

    def _row(
        self, facts: DocumentFacts, findings: Findings, kind: InvoiceKind, amount: int | None
    ) -> InvoiceRow:
        if not facts.supplier.cvr:
            findings.tell(ProblemKind.NO_SUPPLIER_CVR, Severity.WARNING, value=facts.supplier.name)
        sender = facts.supplier.cvr or facts.supplier.name
        fingerprint = facts.uuid or "|".join((sender, kind, facts.issue_date, str(amount)))
        vat = ore_of(facts.vat)
        if facts.vat and vat is None:
            findings.tell(
                ProblemKind.AMOUNT_UNREADABLE, Severity.WARNING, element="TaxAmount", value=facts.vat
            )
        kept = InvoiceFacts(
            source=findings.source,
            invoice_no=self.numbers.own(facts.invoice_no, sender=sender, fingerprint=lambda: fingerprint),
            kind=kind,
            issue_date=findings.day(facts.issue_date),
            ean=findings.receiver(facts.receiver_eans),
            amount_ore=amount,
            currency=findings.text(facts.currency, "currencyID"),
            vat_ore=vat,
            account=findings.text(facts.account, "AccountingCost"),
            matches=tuple(self.numbers.referred(number, sender=sender) for number in facts.matches),
            fee=facts.fee,
            says_collective=facts.says_collective,
            attachments=facts.attachments,
            format=facts.format,
            evidence=facts.evidence,
        )
        return InvoiceRow(facts.supplier, kept)


def _tell_about_citizens(kept: InvoiceFacts, facts: DocumentFacts, findings: Findings) -> None:
    if facts.in_person_reference:
        findings.tell(ProblemKind.CPR_IN_PERSON_REFERENCE, Severity.NOTE, element="Contact/ID")
    if kept.evidence.most_on_a_line > 1:
        findings.tell(ProblemKind.SEVERAL_CITIZENS_ON_LINE, Severity.WARNING)
    if kept.evidence.grade is Grade.UNKNOWN and kept.attachments:
        findings.tell(ProblemKind.ATTACHMENT_NOT_READ, Severity.NOTE)


def read_document(data: bytes, source: str, hasher: PersonHasherLike, today: date) -> DocumentResult:
    """Read a single document that belongs to no import.

    Args:
        data: the file's bytes.
        source: what the file is called, scrubbed.
        hasher: turns CPR numbers into keys.
        today: nobody is born after it.
    """
    reader = DocumentReader(hasher, today=today)
    result = reader.read(data, source)
    if result.row is None:
        return result
    return DocumentResult(result.outcome, reader.numbers.resolve([result.row])[0], result.problems)
