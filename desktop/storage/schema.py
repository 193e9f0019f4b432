"""Which tables does a plan have? One definition for a file (SQLite) and, later, a server (PostgreSQL).

Format history
    1   0.1.0   The first: municipality, suppliers, decisions, invoices, sources, problems, choice,
                acceptances, corrections, decisions about pairs, aliases, letters, history.
    2   0.2.0   What `docs/file-format.md` lists under 2; a plan of format 1 is copied into these tables by
                `migrations`, which needs no line for a column or table that only comes.

Every table that a person's work lives in has an integer `id` as its key, handed out by the program, so that
undo and redo give a row back under the id it had. Columns are only ever added at the end of a table: a
history row keeps the values in column order.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text

FORMAT_VERSION = 2
"""Written to SQLite's `user_version`. A plan with a higher one was made by a newer program."""

APPLICATION_ID = 0x45414E50
"""Written to SQLite's `application_id`: the letters "EANP". Tells a plan from any other database."""

metadata = MetaData()

_ORE = BigInteger().with_variant(Integer(), "sqlite")  # STRICT tables know INTEGER, not BIGINT


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _of_supplier(name: str = "supplier_id") -> Column[int]:
    # Checked at commit: an undo may take a supplier and its invoices away in any order.
    key = ForeignKey("supplier.id", deferrable=True, initially="DEFERRED")
    return Column(name, Integer, key, nullable=False)


def _table(name: str, *columns: Column[object] | Column[str] | Column[int] | Index) -> Table:
    key = Column("id", Integer, primary_key=True, autoincrement=False)
    return Table(name, metadata, key, *columns, sqlite_strict=True)


setting = _table("setting", Column("key", Text, nullable=False, unique=True), _text("value"))

supplier = _table(
    "supplier",
    _text("number"),
    _text("name"),
    _text("cvr"),
    _text("address"),
    _text("postal_code"),
    _text("city"),
    _text("email"),
    _text("phone"),
    _text("contact"),
    _text("trade_code"),
    _text("account"),
    _text("ean"),
    Column("invoice_count", Integer),
    Column("amount_ore", _ORE),
    Column("declared_collective", Integer),
)

decision = _table(
    "decision",
    _of_supplier(),
    _text("subject"),
    _text("value"),
    _text("reason"),
    _text("who"),
    _text("at"),
    Index("decision_of_supplier", "supplier_id", "subject", unique=True),
)

invoice = _table(
    "invoice",
    _of_supplier(),
    _text("source"),
    _text("invoice_no"),
    _text("kind"),
    Column("issue_date", Text),
    _text("ean"),
    Column("amount_ore", _ORE),
    _text("currency"),
    Column("vat_ore", _ORE),
    _text("account"),
    _text("matches"),
    Column("fee", Integer),
    _count("says_collective"),
    _count("attachments"),
    _text("format"),
    Column("citizens", Integer),
    _count("possible"),
    _count("most_on_a_line"),
    _text("grade"),
    _text("places"),
    _count("row"),
    Index("invoice_of_supplier", "supplier_id"),
)

source = _table(
    "source",
    _text("kind"),
    _text("file"),
    _text("sheet"),
    _text("encoding"),
    _count("header_row"),
    _count("rows_in"),
    _count("rows_kept"),
    _count("rows_set_aside"),
    _text("documents"),
    _text("at"),
)

problem = _table(
    "problem",
    _count("source_id"),
    _text("kind"),
    _text("severity"),
    _text("file"),
    _text("sheet"),
    _count("row"),
    _text("column"),
    _text("value"),
    _text("suggestion"),
    _text("supplier_number"),
    # Version 2. No foreign key: a problem may outlive its supplier; 0 is nobody.
    _count("supplier_id"),
)

choice = _table(
    "choice", _text("option"), _text("ean"), _text("reason"), _text("who"), _text("at"), _text("fingerprint")
)

letter = _table(
    "letter",
    _of_supplier(),
    _text("kind"),
    _text("template_hash"),
    _text("option"),
    _text("new_ean"),
    _text("file"),
    _text("who"),
    _text("at"),
    # Version 2: what became of the letter, and what stood in it.
    _text("state"),
    _text("channel"),
    _text("sent_on"),
    _text("marked_by"),
    _text("marked_at"),
    _text("first_date"),
    _text("last_old_date"),
    _text("erp_ean"),
    _count("wave"),
)

acceptance = _table(
    "acceptance",
    Column("identity", Text, nullable=False, unique=True),
    _text("note"),
    _text("who"),
    _text("at"),
)

correction = _table(
    "correction",
    _of_supplier(),
    _text("field"),
    _text("value"),
    _text("listed"),
    _text("replaced"),
    _text("who"),
    _text("at"),
    Index("correction_of_supplier", "supplier_id", "field", unique=True),
)

profile = _table(
    "profile",
    _text("kind"),
    _text("pattern"),
    _text("sheet"),
    _text("fingerprint"),
    _text("columns"),
    _text("encoding"),
    _count("header_row"),
    _text("decimal_mark"),
    _text("date_order"),
    _text("file"),
    _text("at"),
    _count("repair"),  # version 2
    Index("profile_of_source", "pattern", "sheet", "fingerprint", unique=True),
)

pair_decision = _table(
    "pair_decision",
    _of_supplier("first_id"),
    _of_supplier("second_id"),
    _text("verdict"),
    _text("note"),
    _text("who"),
    _text("at"),
    Index("pair_decision_of_pair", "first_id", "second_id", unique=True),
)

supplier_alias = _table(
    "supplier_alias",
    _of_supplier(),
    _text("number"),
    _text("cvr"),
    _text("name"),
)

wave = _table(
    "wave",
    Column("number", Integer, nullable=False, unique=True),
    _text("kind"),
    _text("letter"),
    _text("reminder"),
    _text("cut_over"),
    _text("last_old_ean"),
    _count("by_hand"),
    _text("gate_note"),
    _text("gate_by"),
    _text("gate_at"),
)

placement = _table(
    "placement",
    _of_supplier(),
    _count("wave"),
    _count("locked"),
    _text("reasons"),
    Index("placement_of_supplier", "supplier_id", unique=True),
)

task = _table(
    "task",
    Column("key", Text, nullable=False, unique=True),
    _text("status"),
    _text("owner"),
    _text("start"),
    _text("end"),
    _text("steps_done"),
    _text("note"),
    _text("title"),
    _text("goal"),
    _text("who"),
    _text("at"),
)

scenario = _table(
    "scenario",
    Column("name", Text, nullable=False, unique=True),
    _text("changed"),
    _text("open_suppliers"),
    _text("what_if"),
    _text("who"),
    _text("at"),
)

history = _table(
    "history",
    _text("operation"),
    _text("facts"),
    _text("who"),
    _text("at"),
    _text("state"),
    _count("rows"),
)

history_row = _table(
    "history_row",
    Column("history_id", Integer, ForeignKey("history.id"), nullable=False),
    _text("tab"),
    _count("row_id"),
    Column("before", Text),
    Column("after", Text),
    Index("history_row_of_entry", "history_id"),
)

PLAN_TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        setting,
        supplier,
        decision,
        invoice,
        source,
        problem,
        choice,
        letter,
        pair_decision,
        supplier_alias,
        acceptance,
        correction,
        profile,
        wave,
        placement,
        task,
        scenario,
    )
}
"""The tables that operations change; `history` and `history_row` only remember."""
