"""What does an import give back? Rows, the account of every row, and the problems.

These types are the language between the rooms `importing`, `workspace` and the window: rows leave the readers
as these and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop.domain.amounts import DecimalMark
from desktop.domain.dates import DateOrder
from desktop.domain.invoices import InvoiceFacts
from desktop.domain.problems import Problem
from desktop.domain.suppliers import SupplierFacts

INSIDE = " › "
"""Stands between an archive and the file inside it in the name of a source: `archive.zip › inner.xml`."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A table from the clipboard, held in memory only: what was copied may name citizens.

    Attributes:
        name: what it is called where a file has its name.
        text: tab-separated lines.
        html: the same as HTML, when the program it was copied from gave it; "" else.
    """

    name: str
    text: str = field(repr=False)
    html: str = field(default="", repr=False)


TableSource = Path | Pasted
"""Where tables are read from."""


class SourceKind(StrEnum):
    """What was imported."""

    SUPPLIERS = "suppliers"
    INVOICES = "invoices"


class Field(StrEnum):
    """What a column can be. The values are the names of `--map FIELD=COLUMN`."""

    SUPPLIER_NO = "supplier_no"
    NAME = "name"
    NAME_2 = "name2"
    CVR = "cvr"
    EAN = "ean"
    ADDRESS = "address"
    ADDRESS_2 = "address2"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    EMAIL = "email"
    PHONE = "phone"
    CONTACT = "contact"
    TRADE_CODE = "trade_code"
    ACCOUNT = "account"
    INVOICE_COUNT = "invoice_count"
    AMOUNT = "amount"
    INVOICE_NO = "invoice_id"
    ISSUE_DATE = "issue_date"
    KIND = "kind"
    CPR = "cpr"
    TEXT = "text"
    TEXT_2 = "text2"
    TEXT_3 = "text3"
    CITIZENS = "citizens"
    COLLECTIVE = "collective"
    MATCHES = "matches"


TEXT_FIELDS = (Field.TEXT, Field.TEXT_2, Field.TEXT_3)
"""Free texts in which citizens are looked for: ledgers have one of the invoice and one of the line."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column as it was understood.

    Attributes:
        index: position in the table, from 0.
        heading: the heading as it stands.
        field: what it was taken for; None: not used.
        confidence: 0 to 1.
        by_heading, by_content: which of the two pointed at the field.
        examples: up to three values as displayed, scrubbed.
    """

    index: int
    heading: str
    field: Field | None
    confidence: float
    by_heading: bool = False
    by_content: bool = False
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A column whose cells can be read in two ways. It is asked about once and never guessed.

    Attributes:
        field: AMOUNT: comma or point before the øre; ISSUE_DATE: day or month first.
        heading: of the column.
        examples: up to two cells as displayed that can be read either way.
    """

    field: Field
    heading: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Respelt:
    """A value with spoilt letters, and what it says when they are put right."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TablePreview:
    """What a person sees before a table is imported.

    Attributes:
        file, sheet: where it stands; sheet is "" for text files.
        hidden: the sheet is hidden in the workbook.
        encoding: of a text file, "" for workbooks.
        delimiter: of a text file, "" for workbooks.
        header_row: row of the headings as a spreadsheet counts, from 1.
        columns: how each column was understood.
        rows: the first rows below the header as displayed, scrubbed.
        row_count: rows below the header that are not empty.
        looks_like_invoices: True when the table has one row per invoice or line rather than per supplier.
        questions: columns that can be read in two ways, whether a person has answered or not.
        spoilt: up to three values whose letters are spoilt and how they are put right; scrubbed.
    """

    file: str
    sheet: str
    hidden: bool
    encoding: str
    delimiter: str
    header_row: int
    columns: tuple[ColumnMatch, ...]
    rows: tuple[tuple[str, ...], ...]
    row_count: int
    looks_like_invoices: bool
    questions: tuple[Question, ...] = ()
    spoilt: tuple[Respelt, ...] = ()


ALL_SHEETS = "*"
"""Stands in place of a sheet's name for every sheet that serves. No sheet can have it for its name."""


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What a person decided about one table; empty values leave the decision to the program.

    Attributes:
        sheet: the sheet to read; "" for the first that holds a table, `ALL_SHEETS` for all that serve.
        encoding: a codec's name; "" to find it.
        header_row: from 1; 0 to find it.
        mapping: field to the column's heading or its position as "#3" (from 1); "" leaves the field out.
        repair: put letters right that an earlier program spoilt ("SÃ¸ren"); see `domain.mojibake`.
        decimal_mark: before the øre, where the cells of the amounts leave it open.
        date_order: of day and month, where the cells of the dates leave it open.
    """

    sheet: str = ""
    encoding: str = ""
    header_row: int = 0
    mapping: tuple[tuple[Field, str], ...] = ()
    decimal_mark: DecimalMark | None = None
    date_order: DateOrder | None = None
    repair: bool = False

    def answers(self, question: Question) -> bool:
        """Whether a person has said how the column is to be read."""
        told = self.decimal_mark if question.field is Field.AMOUNT else self.date_order
        return told is not None


_NOTHING_TOLD = TableChoices()


@dataclass(frozen=True, slots=True)
class SourceReport:
    """The account of one file or sheet: rows_in = rows_kept + rows_set_aside, always.

    Attributes:
        rows_in: rows with any content below the header (tables), or documents looked at (e-invoices).
        rows_kept: rows that became suppliers or invoices; several rows may become one invoice.
        rows_set_aside: rows not taken; each has a `Problem` that says why.
        documents: e-invoices by kind: invoice, credit_note, reminder, other, unreadable.
        columns: all columns of a table as they were understood, to know the table again by.
        repaired: cells whose spoilt letters were put right.
        as_last_time: the table was read the way a person decided at an earlier import.
        told: what a person decided about the table, now or then.
    """

    file: str
    sheet: str = ""
    encoding: str = ""
    header_row: int = 0
    mapping: tuple[tuple[Field, str], ...] = ()
    rows_in: int = 0
    rows_kept: int = 0
    rows_set_aside: int = 0
    documents: tuple[tuple[str, int], ...] = ()
    columns: tuple[ColumnMatch, ...] = field(default=(), repr=False, compare=False)
    repaired: int = 0
    as_last_time: bool = False
    told: TableChoices = field(default=_NOTHING_TOLD, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier as one row of a list gives it."""

    facts: SupplierFacts
    file: str
    row: int
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """A document with what it says of its sender, before the sender is found in the plan."""

    supplier: SupplierFacts
    facts: InvoiceFacts


@dataclass(frozen=True, slots=True)
class SupplierImport:
    """Everything a reading of supplier lists gave."""

    rows: tuple[SupplierRow, ...] = ()
    reports: tuple[SourceReport, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoiceImport:
    """Everything a reading of invoices gave."""

    rows: tuple[InvoiceRow, ...] = ()
    reports: tuple[SourceReport, ...] = ()
    problems: tuple[Problem, ...] = ()


class Outcome(StrEnum):
    """What an imported row does to the plan."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One fact of a supplier before and after an import; "" and None are not told. Money is øre."""

    field: Field
    before: str | int | bool | None
    after: str | int | bool | None


@dataclass(frozen=True, slots=True)
class SupplierChange:
    """What an import does to one supplier.

    Attributes:
        number, name: afterwards.
        fields: what changes; of a new supplier all it tells, of one that is gone or the same nothing.
        decisions: how many decisions people have made about it; an import leaves them as they are.
    """

    number: str
    name: str
    outcome: Outcome
    fields: tuple[FieldChange, ...] = ()
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did, or would do, to the plan.

    Attributes:
        changes: supplier by supplier, at most so many of each outcome as were asked for.
        decided: suppliers that change and that people have decided something about.
    """

    reports: tuple[SourceReport, ...]
    problems: tuple[Problem, ...]
    counts: dict[str, dict[Outcome, int]] = field(default_factory=dict)
    """Per file name: how many suppliers or invoices are new, changed, same, gone."""
    changes: tuple[SupplierChange, ...] = ()
    decided: int = 0
