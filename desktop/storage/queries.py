"""What can be asked of a plan's tables?

Rows as domain dataclasses, and sums that SQL adds up faster than Python.

Facts are never loaded just to be counted: a municipality may have a million invoice lines behind its plan.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from desktop.domain.assessment import EanUse, Subject
from desktop.domain.calendar import Window
from desktop.domain.collective import CollectiveCounts
from desktop.domain.duplicates import PairDecision, SupplierAlias
from desktop.domain.invoices import Invoice
from desktop.domain.plan import (
    Acceptance,
    Correction,
    Decision,
    EanChoice,
    EntryState,
    HistoryEntry,
    LetterMade,
    OperationName,
    Setting,
    Source,
    StoredProblem,
)
from desktop.domain.profiles import Profile
from desktop.domain.rollout_plan import StoredPlacement, StoredTask, StoredWave
from desktop.domain.scenarios import Scenario
from desktop.domain.suppliers import Supplier, SupplierId
from desktop.storage.fact_rows import invoice_of, problem_of, profile_of, setting_of, source_of, supplier_of
from desktop.storage.judgement_rows import (
    acceptance_of,
    choice_of,
    correction_of,
    decision_of,
    letter_of,
    pair_decision_of,
    scenario_of,
    supplier_alias_of,
)
from desktop.storage.kp_queries import DocumentReader
from desktop.storage.past_queries import PastReader
from desktop.storage.rollout_rows import placement_of, task_of, wave_of
from desktop.storage.row_values import Value
from desktop.storage.schema import PLAN_TABLES
from desktop.storage.whole_plan import WholePlan

_DOCUMENT_COUNTS = """
SELECT supplier_id, count(*),
       sum(citizens IS NOT NULL),
       sum(citizens > 1 AND grade = 'certain'),
       sum(citizens > 1 AND grade = 'probable'),
       sum(citizens > 1 AND grade = 'weak'),
       coalesce(max(citizens), 0),
       max(CASE WHEN citizens > 1 THEN issue_date END),
       count(DISTINCT CASE WHEN citizens > 1 THEN substr(issue_date, 1, 7) END),
       sum(says_collective),
       coalesce(sum(citizens = 0), 0),
       coalesce(sum(most_on_a_line > 1), 0),
       sum(instr(places, 'person_reference') > 0)
  FROM invoice GROUP BY supplier_id
"""
_MONTHS = """
SELECT supplier_id, sum(sent = 1), count(*) FROM (
    SELECT supplier_id, substr(issue_date, 1, 7) AS month, count(*) AS sent
      FROM invoice WHERE kind = 'invoice' AND issue_date IS NOT NULL GROUP BY supplier_id, month
) GROUP BY supplier_id
"""
_USES = """
SELECT supplier_id, ean, count(*), coalesce(sum(amount_ore), 0), max(issue_date)
  FROM invoice
 WHERE kind = 'invoice' AND (issue_date BETWEEN ? AND ? OR issue_date IS NULL)
 GROUP BY supplier_id, ean
"""
_SENT_PER_MONTH = """
SELECT substr(issue_date, 1, 7) AS month, count(*) FROM invoice
 WHERE supplier_id = ? AND kind = 'invoice' AND issue_date IS NOT NULL GROUP BY month
"""
_SENT_SINCE = """
SELECT supplier_id, ean, count(*), sum(coalesce(citizens, 1) <> 1) FROM invoice
 WHERE kind = 'invoice' AND issue_date >= ? GROUP BY supplier_id, ean
"""
_FIRST_SEEN = """
SELECT supplier_id, ean, min(issue_date) FROM invoice
 WHERE kind = 'invoice' AND ean <> '' AND issue_date IS NOT NULL GROUP BY supplier_id, ean
"""
_HISTOGRAM = """
SELECT citizens, count(*) FROM invoice
 WHERE supplier_id = ? AND citizens IS NOT NULL GROUP BY citizens ORDER BY citizens
"""
_EANS = "SELECT ean FROM invoice UNION SELECT ean FROM supplier"
_FACTS = (
    """SELECT supplier_id, ean, kind, grade, count(*), sum(amount_ore), sum(citizens > 1),
              sum(says_collective), min(issue_date), max(issue_date)
         FROM invoice GROUP BY supplier_id, ean, kind, grade ORDER BY supplier_id, ean, kind, grade""",
    """SELECT supplier_id, account, count(*)
         FROM invoice GROUP BY supplier_id, account ORDER BY supplier_id, account""",
    "SELECT id, name, trade_code, account, ean, invoice_count, declared_collective FROM supplier ORDER BY id",
    """SELECT supplier_id, subject, value FROM decision WHERE subject NOT IN ('note', 'letter')
        ORDER BY supplier_id, subject""",
)
_ACCOUNTS = """
SELECT supplier_id, account, count(*)
  FROM invoice
 WHERE account <> '' AND (issue_date BETWEEN ? AND ? OR issue_date IS NULL)
 GROUP BY supplier_id, account
"""


_BY_INDEX = 1_000
"""So many suppliers are looked up one by one; for more, the whole table is read."""


class Reader:
    """Answers from one state of the plan."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # ------------------------------------------------------------------ rows

    def settings(self) -> tuple[Setting, ...]:
        return tuple(setting_of(row) for row in self._rows("setting"))

    def suppliers(self) -> tuple[Supplier, ...]:
        return tuple(self.each_supplier())

    def each_supplier(self) -> Iterator[Supplier]:
        """The same one by one, as they are read; nothing may be written meanwhile."""
        return map(supplier_of, self._rows("supplier"))

    def supplier(self, supplier_id: SupplierId) -> Supplier | None:
        return next((supplier_of(row) for row in self._rows("supplier", "id=?", (supplier_id,))), None)

    def supplier_ids(self) -> frozenset[SupplierId]:
        return frozenset(SupplierId(_int(key)) for (key,) in self._all("SELECT id FROM supplier"))

    def invoices(self, supplier_id: SupplierId | None = None) -> tuple[Invoice, ...]:
        """All invoices, or one supplier's, the oldest import first."""
        if supplier_id is None:
            return tuple(self.each_invoice())
        return tuple(invoice_of(row) for row in self._rows("invoice", "supplier_id=?", (supplier_id,)))

    def each_invoice(self) -> Iterator[Invoice]:
        """All invoices one by one, as they are read; nothing may be written meanwhile."""
        return map(invoice_of, self._rows("invoice"))

    def decisions(self, supplier_ids: Sequence[SupplierId] | None = None) -> tuple[Decision, ...]:
        """All decisions, or those about some suppliers, the oldest first."""
        if supplier_ids is None:
            return tuple(decision_of(row) for row in self._rows("decision"))
        wanted = set(supplier_ids)
        if len(wanted) > _BY_INDEX:
            return tuple(one for one in self.decisions() if one.supplier_id in wanted)
        rows = [row for one in wanted for row in self._rows("decision", "supplier_id=?", (one,))]
        return tuple(sorted(map(decision_of, rows), key=lambda one: one.id))

    def waves(self) -> tuple[StoredWave, ...]:
        """The waves, the first one first."""
        return tuple(sorted((wave_of(row) for row in self._rows("wave")), key=lambda one: one.number))

    def placements(self) -> tuple[StoredPlacement, ...]:
        return tuple(placement_of(row) for row in self._rows("placement"))

    def tasks(self) -> tuple[StoredTask, ...]:
        return tuple(task_of(row) for row in self._rows("task"))

    def scenarios(self) -> tuple[Scenario, ...]:
        """The saved scenarios, in the order they came."""
        return tuple(scenario_of(row) for row in self._rows("scenario"))

    def sources(self) -> tuple[Source, ...]:
        return tuple(source_of(row) for row in self._rows("source"))

    def problems(self) -> tuple[StoredProblem, ...]:
        return tuple(self.each_problem())

    def each_problem(self) -> Iterator[StoredProblem]:
        """The same one by one, as they are read; nothing may be written meanwhile."""
        return map(problem_of, self._rows("problem"))

    def acceptances(self) -> tuple[Acceptance, ...]:
        return tuple(acceptance_of(row) for row in self._rows("acceptance"))

    def corrections(self) -> tuple[Correction, ...]:
        return tuple(correction_of(row) for row in self._rows("correction"))

    def choice(self) -> EanChoice | None:
        return next((choice_of(row) for row in self._rows("choice")), None)

    def letters(self) -> tuple[LetterMade, ...]:
        return tuple(letter_of(row) for row in self._rows("letter"))

    def profiles(self) -> tuple[Profile, ...]:
        """How earlier sources were read."""
        return tuple(profile_of(row) for row in self._rows("profile"))

    def pair_decisions(self) -> tuple[PairDecision, ...]:
        return tuple(pair_decision_of(row) for row in self._rows("pair_decision"))

    def aliases(self) -> tuple[SupplierAlias, ...]:
        return tuple(supplier_alias_of(row) for row in self._rows("supplier_alias"))

    def documents(self, days: Sequence[date]) -> DocumentReader:
        """Questions about single documents; `days`: on which something changes in the rules of KP."""
        return DocumentReader(self._connection, days)

    def next_id(self, table: str) -> int:
        """The first id that no row has; ids of rows that an undo took away are not handed out while it can be
        redone, because a new operation drops the redo first."""
        if table not in PLAN_TABLES:
            raise KeyError(table)
        return self._next_id(table)

    # ------------------------------------------------------------------ sums

    def issue_dates(self) -> tuple[date, ...]:
        """The different issue dates there are."""
        rows = self._all("SELECT DISTINCT issue_date FROM invoice WHERE issue_date IS NOT NULL")
        return tuple(date.fromisoformat(str(day)) for (day,) in rows)

    def invoice_count(self) -> int:
        return int(str(self._all("SELECT count(*) FROM invoice")[0][0]))

    def uses(self, window: Window) -> dict[SupplierId, tuple[tuple[EanUse, ...], date | None]]:
        """Per supplier what was sent to each EAN number in the window, and the newest invoice's date.

        Invoices without a date count: they were in the file, so they were sent.
        """
        found: defaultdict[SupplierId, list[EanUse]] = defaultdict(list)
        newest: dict[SupplierId, date | None] = {}
        for supplier, ean, count, amount, last in self._all(_USES, _ends(window)):
            key, number = SupplierId(_int(supplier)), _int(count)
            found[key].append(EanUse(str(ean), number, _int(amount), number / window.months))
            day = date.fromisoformat(str(last)) if last else None
            newest[key] = max(filter(None, (day, newest.get(key))), default=None)
        return {key: (tuple(uses), newest[key]) for key, uses in found.items()}

    def accounts(self, window: Window) -> dict[SupplierId, dict[str, int]]:
        """Per supplier how many documents were posted on each account string in the window."""
        found: defaultdict[SupplierId, dict[str, int]] = defaultdict(dict)
        for supplier, account, count in self._all(_ACCOUNTS, _ends(window)):
            found[SupplierId(_int(supplier))][str(account)] = _int(count)
        return dict(found)

    def collective_counts(self) -> dict[SupplierId, CollectiveCounts]:
        """Per supplier the counts that the judgement of collective invoices is made of."""
        months = {_int(row[0]): (_int(row[1]), _int(row[2])) for row in self._all(_MONTHS)}
        found = {}
        for row in self._all(_DOCUMENT_COUNTS):
            key = _int(row[0])
            single, active = months.get(key, (0, 0))
            found[SupplierId(key)] = CollectiveCounts(
                documents=_int(row[1]),
                checked=_int(row[2]),
                certain=_int(row[3]),
                probable=_int(row[4]),
                weak=_int(row[5]),
                max_citizens=_int(row[6]),
                last_seen=date.fromisoformat(str(row[7])) if row[7] else None,
                months_seen=_int(row[8]),
                saying_collective=_int(row[9]),
                months_with_one_invoice=single,
                months_active=active,
                no_citizen=_int(row[10]),
                several_on_a_line=_int(row[11]),
                in_person_reference=_int(row[12]),
            )
        return found

    def decisions_by_supplier(self) -> dict[SupplierId, dict[Subject, str]]:
        found: defaultdict[SupplierId, dict[Subject, str]] = defaultdict(dict)
        for decision in self.decisions():
            found[decision.supplier_id][decision.subject] = decision.value
        return dict(found)

    def invoices_per_month(self, supplier_id: SupplierId) -> tuple[tuple[str, int], ...]:
        """One supplier's invoices by month ("2026-10"), oldest first, empty months between them included."""
        found = {str(month): _int(count) for month, count in self._all(_SENT_PER_MONTH, (supplier_id,))}
        return (
            tuple((month, found.get(month, 0)) for month in _months_between(min(found), max(found)))
            if found
            else ()
        )

    def sent_since(self, day: date) -> tuple[tuple[SupplierId, str, int, int], ...]:
        """Who sent how many invoices to which EAN number from that day on, and how many KP cannot take.

        KP cannot take an invoice with several citizens or with none. Credit notes and reminders do not count.
        """
        return tuple(
            (SupplierId(_int(key)), str(ean), _int(count), _int(refused))
            for key, ean, count, refused in self._all(_SENT_SINCE, (day.isoformat(),))
        )

    def first_seen(self) -> dict[tuple[SupplierId, str], date]:
        """Per supplier and EAN number the date of the first invoice. One without a date shows no change."""
        return {
            (SupplierId(_int(key)), str(ean)): date.fromisoformat(str(day))
            for key, ean, day in self._all(_FIRST_SEEN)
        }

    def citizens_histogram(self, supplier_id: SupplierId) -> tuple[tuple[int, int], ...]:
        """How many of one supplier's documents named how many citizens."""
        return tuple(
            (_int(citizens), _int(count)) for citizens, count in self._all(_HISTOGRAM, (supplier_id,))
        )

    def eans_in_use(self) -> frozenset[str]:
        """Every EAN number that an invoice was sent to or a supplier list names."""
        return frozenset(str(ean) for (ean,) in self._all(_EANS) if ean)

    def fingerprint(self) -> str:
        """SHA-256 of what the EAN choice rests on: what was sent where, and what people decided.

        Notes, addresses and the like move nothing.
        """
        digest = hashlib.sha256()
        for query in _FACTS:
            for row in self._stream(query):
                digest.update(repr(row).encode())
        return digest.hexdigest()

    # --------------------------------------------------------------- history

    def entry(self, number: int) -> HistoryEntry:
        (row,) = self._all(f"{_HISTORY} WHERE id=?", (number,))
        return _entry(row)

    def history(self) -> tuple[HistoryEntry, ...]:
        """Every operation ever run, the newest first."""
        return tuple(_entry(row) for row in self._all(f"{_HISTORY} ORDER BY id DESC"))

    def past(self) -> PastReader:
        """Questions about the rows that entries changed."""
        return PastReader(self._connection)

    def whole(self) -> WholePlan:
        """Every row there is, for merging two copies."""
        return WholePlan(self._connection)

    def applied(self) -> tuple[int, ...]:
        """Numbers of the entries that are in force, the oldest first."""
        rows = self._all("SELECT id FROM history WHERE state=? ORDER BY id", (EntryState.APPLIED.value,))
        return tuple(_int(number) for (number,) in rows)

    def next_undo(self) -> HistoryEntry | None:
        """The last operation that is in force."""
        rows = self._all(f"{_HISTORY} WHERE state='{EntryState.APPLIED.value}' ORDER BY id DESC LIMIT 1")
        return _entry(rows[0]) if rows else None

    def next_redo(self) -> HistoryEntry | None:
        """The operation that was undone last."""
        rows = self._all(f"{_HISTORY} WHERE state='{EntryState.UNDONE.value}' ORDER BY id LIMIT 1")
        return _entry(rows[0]) if rows else None

    # --------------------------------------------------------------- plumbing

    def _rows(
        self, table: str, where: str = "", values: tuple[Value, ...] = ()
    ) -> Iterator[tuple[Value, ...]]:
        columns = ", ".join(f'"{column.name}"' for column in PLAN_TABLES[table].columns)
        condition = f" WHERE {where}" if where else ""
        sql = f"SELECT {columns} FROM {table}{condition} ORDER BY id"  # noqa: S608 - our own names
        return self._stream(sql, values)

    def _stream(self, sql: str, values: tuple[Value, ...] = ()) -> Iterator[tuple[Value, ...]]:
        # The driver's own rows: SQLAlchemy's cost as much again as reading them.
        cursor = self._connection.connection.cursor()
        cursor.execute(sql, values)
        return iter(cursor.fetchone, None)

    def _all(self, sql: str, values: tuple[Value, ...] = ()) -> list[tuple[Value, ...]]:
        return list(self._stream(sql, values))

    def _execute(self, sql: str, values: tuple[Value, ...]) -> None:
        self._connection.exec_driver_sql(sql, values)

    def _execute_many(self, sql: str, rows: Sequence[tuple[Value, ...]]) -> None:
        # A plain executemany is within a tenth of bare sqlite3; Core's insert takes more than twice as long.
        self._connection.exec_driver_sql(sql, list(rows))

    def _next_id(self, table: str) -> int:
        return _int(self._all(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")[0][0])  # noqa: S608


_HISTORY = "SELECT id, operation, facts, who, at, state, rows FROM history"


def _entry(row: tuple[Value, ...]) -> HistoryEntry:
    number, operation, facts, by, at, state, rows = row
    return HistoryEntry(
        number=_int(number),
        operation=OperationName(str(operation)),
        facts=json.loads(str(facts)),
        by=str(by),
        at=datetime.fromisoformat(str(at)),
        state=EntryState(str(state)),
        rows=_int(rows),
    )


def _ends(window: Window) -> tuple[str, str]:
    return window.first.isoformat(), window.last.isoformat()


def _int(value: Value) -> int:
    return 0 if value is None else int(value)


def _months_between(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:7])
    while (text := f"{year:04}-{month:02}") <= last:
        yield text
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
