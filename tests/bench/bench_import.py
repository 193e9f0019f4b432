"""Import: reading, understanding, checking and storing whole files, beside bare reading and writing"""

from __future__ import annotations

import gc
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 20)
CHUNK = 50_000
LINES = 1_000_000
SUPPLIERS = 20_000
"""Suppliers that the lines are of."""

SUPPLIER_HEADINGS = (
    "Kreditornr", "Navn", "CVR-nr", "EAN-nr", "Adresse", "Postnr", "By", "E-mail", "Telefon", "Branchekode",
    "Konto", "Kontaktperson", "Seneste dato", "Beløb", "Antal fakturaer",
)  # fmt: skip
LINE_HEADINGS = (
    "Kreditornr", "Kreditornavn", "CVR-nr", "Fakturanr", "Fakturadato", "Linjenr", "EAN-nr", "Kontostreng",
    "Posteringstekst", "Linjebeløb", "Valuta", "Bilagstype", "Afdeling", "Godkender", "Momsbeløb",
)  # fmt: skip
LINE_COLUMNS = [0, 1, 2, 3, 4, 6, 7, 8, 9, 11]
"""The columns that mean something to us."""
_CPR = r"[0-3](?<!\d[0-3])\d(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)"


def cvr(number: int) -> str:
    """A number with a good check digit, different for every number."""
    seven = 1_000_000 + 3 * number
    while True:
        rest = sum(int(d) * w for d, w in zip(str(seven), (2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        if rest != 1:
            return f"{seven}{-rest % 11}"
        seven += 1


def supplier(number: int) -> list[str]:
    return [
        f"{number:010}", f"Klinikken på Søndergade {number} ApS", cvr(number), "5790000000012",
        f"Søndergade {number % 300}", f"{1000 + number % 8999}", "Prøveby", f"post{number}@klinik.example",
        f"{20_000_000 + number}", "869020", f"{4_000_000 + number % 900}", f"Åse Ørsted {number % 700}",
        f"{1 + number % 28:02}-{1 + number % 12:02}-2025", f"{number % 9000},{number % 100:02}",
        f"{1 + number % 40}",
    ]  # fmt: skip


def lines() -> Iterator[list[str]]:
    """Rows of an extract: one to seven per invoice, six of ten with the number of a citizen."""
    chance = random.Random(1)
    left = invoice = place = seller = 0
    day = ""
    for _ in range(LINES):
        if not left:
            invoice, left, place = invoice + 1, chance.randint(1, 7), 0
            seller = chance.randint(1, SUPPLIERS)
            day = f"{chance.randint(1, 28):02}-{chance.randint(1, 12):02}-2025"
        left, place = left - 1, place + 1
        born = f"{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(60, 67)}"
        citizen = f"{born}-{chance.randint(5, 8)}{chance.randint(0, 999):03}"
        text = chance.choice((
            f"Behandling af {citizen} uge {place}", f"Behandling af {citizen}", f"Ydelse {citizen} i alt",
            f"Ydelse {citizen.replace('-', '')} efter aftale nr {chance.randint(10**7, 10**8)}",
            f"Borger {citizen.replace('-', '')}", '"Levering; uden nummer"', "Levering af varer til afdeling",
            f"Levering på ordre {chance.randint(10**9, 10**10)}", "Gebyr", "Kørsel",
        ))  # fmt: skip
        yield [
            f"{seller:010}", f"Leverandør {seller} ApS", cvr(seller), f"F{invoice:09}", day, str(place),
            "5790000000012", f"{4_000_000 + seller % 900}", text,
            f"{chance.randint(10, 9000)},{chance.randint(0, 99):02}", "DKK", "Faktura", f"{seller % 90:04}",
            f"AB{seller % 50}", f"{place},00",
        ]  # fmt: skip


def write_csv(path: Path, headings: tuple[str, ...], rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="cp1252", newline="") as stream:
        stream.write(";".join(headings) + "\r\n")
        stream.writelines(";".join(row) + "\r\n" for row in rows)


def write_xlsx(path: Path, count: int) -> None:
    """The supplier list with numbers as numbers and their formats, as Excel keeps it."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Kreditorer")
    padded = book.add_format({"num_format": "0000000000"})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.write_row(0, 0, SUPPLIER_HEADINGS)
    for number in range(1, count + 1):
        row = supplier(number)
        sheet.write_row(number, 0, row)
        sheet.write_number(number, 0, number, padded)
        for column in (2, 3, 5, 8, 14):
            sheet.write_number(number, column, int(row[column]))
        sheet.write_datetime(number, 12, datetime.strptime(row[12], "%d-%m-%Y"), day)  # noqa: DTZ007
        sheet.write_number(number, 13, float(row[13].replace(",", ".")), money)
    book.close()


def peak_mb() -> float:
    """The most memory this process has held; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    status = Path("/proc/self/status")
    if status.exists():
        # getrusage counts what the parent held when it made this process.
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


Figures = dict[str, float]


def whole_suppliers(path: Path) -> Figures:
    from desktop.domain.imports import TableChoices
    from desktop.workspace.importing import read_suppliers
    from desktop.workspace.operations import ImportSuppliers

    return whole(lambda: ImportSuppliers(read_suppliers([path], TableChoices())))


def whole_lines(path: Path) -> Figures:
    import pandas as pd  # loaded before the clock starts, as it is for the bare readers

    assert pd.__version__
    from desktop.domain.imports import TableChoices
    from desktop.workspace.importing import read_invoices
    from desktop.workspace.operations import ImportInvoices

    return whole(lambda: ImportInvoices(read_invoices([path], TableChoices(), today=TODAY)))


def whole(read: Callable[[], object]) -> Figures:
    """Read and store: seconds of both, and the peak after reading and in the end."""
    from desktop.domain.plan import Municipality
    from desktop.workspace.session import Session

    session = Session.create(Municipality(name="Stor Kommune"))
    wall, started = time.perf_counter(), time.process_time()
    operation = read()
    middle, wall_middle, peak = time.process_time(), time.perf_counter(), peak_mb()
    session.run(operation)  # type: ignore[arg-type]
    figures = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - started}
    session.close()
    return {**figures, "read seconds": wall_middle - wall, "read cpu": middle - started, "read MB": peak}


def stored_lines(path: Path) -> Figures:
    """Write what an import of lines changes, and then the same rows of all tables by plain sqlite3.

    The floor keeps our tables, indexes and settings; the rows are at hand in both cases.
    """
    from desktop.domain.imports import TableChoices
    from desktop.storage.database import Database
    from desktop.workspace.importing import read_invoices
    from desktop.workspace.operations import ImportInvoices
    from desktop.workspace.operations.operation import Moment

    at = datetime(2026, 11, 20, 12)  # noqa: DTZ001
    with tempfile.TemporaryDirectory() as name:
        ours, plain = Path(name) / "ours.sqlite", Path(name) / "plain.sqlite"
        operation = ImportInvoices(read_invoices([path], TableChoices(), today=TODAY))
        database = Database.create(ours)
        with database.reading() as reader:
            changes = list(operation.changes(reader, Moment(by="x", at=at)))
        gc.collect()
        gc.freeze()  # what was read is none of the writing's business

        def write() -> None:
            with database.transaction() as transaction:
                transaction.record(operation.name, changes, facts=operation.facts, by="x", at=at)

        figures = timed(write)
        database.close()
        tables, rows = contents(ours)
        bare = timed(lambda: write_plainly(plain, tables, rows))
    count = sum(map(len, rows.values()))
    return {**figures, "bare seconds": bare["seconds"], "bare cpu": bare["cpu"], "rows": count}


def contents(path: Path) -> tuple[list[str], dict[str, list[tuple[object, ...]]]]:
    """How the tables and indexes of a database are made, and the rows of every table."""
    with closing(sqlite3.connect(path)) as database:
        made = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        names = database.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        rows = {name: database.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}  # noqa: S608
    return [sql for (sql,) in made], rows


def write_plainly(path: Path, tables: list[str], rows: dict[str, list[tuple[object, ...]]]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            database.execute(f"PRAGMA {pragma}")
        for sql in tables:
            database.execute(sql)
        database.execute("BEGIN")
        for name, found in rows.items():
            if found:
                marks = ",".join("?" * len(found[0]))
                database.executemany(f"INSERT INTO {name} VALUES ({marks})", found)  # noqa: S608
        database.execute("COMMIT")


def timed(work: Callable[[], object]) -> Figures:
    wall, started = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - started}


def bare_csv(path: Path) -> Figures:
    import pandas as pd

    return timed(lambda: pd.read_csv(path, sep=";", encoding="cp1252", dtype=str, keep_default_na=False))


def bare_chunks(path: Path) -> Figures:
    import pandas as pd

    def work() -> int:
        chunks = pd.read_csv(
            path, sep=";", encoding="cp1252", dtype=str, keep_default_na=False, na_filter=False,
            usecols=LINE_COLUMNS, chunksize=CHUNK,
        )  # fmt: skip
        return sum(len(chunk) for chunk in chunks)

    return timed(work)


def textbook(path: Path) -> Figures:
    """What one writes first: read it all, find every number, count them per invoice."""
    import pandas as pd

    def work() -> int:
        frame = pd.read_csv(path, sep=";", encoding="cp1252", dtype=str, keep_default_na=False)
        frame["cpr"] = frame["Posteringstekst"].str.findall(_CPR)
        return len(frame.explode("cpr").groupby(["Kreditornr", "Fakturanr"])["cpr"].nunique())

    return timed(work)


def bare_xlsx(path: Path) -> Figures:
    import pandas as pd

    return timed(lambda: pd.read_excel(path, dtype=str, keep_default_na=False, engine="openpyxl"))


def our_cells(path: Path) -> Figures:
    """Every cell as displayed, before anything is understood."""
    from desktop.importing.tables import read_tables

    return timed(lambda: read_tables(path))


def bare_calamine(path: Path) -> Figures:
    import python_calamine

    def work() -> int:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return sum(1 for _ in book.get_sheet_by_index(0).iter_rows())

    return timed(work)


WORK: dict[str, Callable[[Path], Figures]] = {
    each.__name__: each
    for each in (
        whole_suppliers, whole_lines, stored_lines, our_cells, bare_csv, bare_chunks, textbook, bare_xlsx,
        bare_calamine,
    )
}  # fmt: skip


def in_own_process(work: str, path: Path, folder: Path) -> Figures:
    """The figures of one piece of work, done by a process that did nothing else before."""
    environment = {**os.environ, "EAN_PLANNER_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, __file__, work, str(path)],
        capture_output=True, text=True, check=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> list[Mapping[str, object]]:
    """Seconds and memory of every import beside those of bare reading, each in a process of its own."""
    rows: list[Mapping[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (20_000, 100_000):
            table, book = folder / f"{count}.csv", folder / f"{count}.xlsx"
            write_csv(table, SUPPLIER_HEADINGS, (supplier(number) for number in range(1, count + 1)))
            write_xlsx(book, count)
            rows += compared(f"{count:,} suppliers, CSV", table, "whole_suppliers", ("bare_csv",), folder)
            against = ("bare_xlsx", "bare_calamine", "our_cells")
            rows += compared(f"{count:,} suppliers, XLSX", book, "whole_suppliers", against, folder)
        extract = folder / "linjer.csv"
        write_csv(extract, LINE_HEADINGS, lines())
        bare = ("bare_chunks", "textbook")
        rows += compared(f"{LINES:,} invoice lines, CSV", extract, "whole_lines", bare, folder)
        rows += stored(f"{LINES:,} invoice lines", in_own_process("stored_lines", extract, folder))
    return rows


SHOWN = {
    "bare_csv": "pandas read_csv",
    "bare_chunks": "pandas read_csv in chunks, our columns",
    "textbook": "pandas textbook: read, find, count",
    "bare_xlsx": "pandas read_excel by openpyxl",
    "our_cells": "our cells as displayed",
    "bare_calamine": "python-calamine iter_rows",
}


def compared(
    title: str, path: Path, work: str, against: tuple[str, ...], folder: Path
) -> Iterator[Mapping[str, object]]:
    """One row for reading, one for reading and storing, one for each bare reader."""
    ours = in_own_process(work, path, folder)
    bare = {name: in_own_process(name, path, folder) for name in against}
    floor = bare[against[0]]["cpu"]
    yield row(f"{title}: read and check", ours["read seconds"], ours["read cpu"], floor, ours["read MB"])
    yield row(f"{title}: whole import", ours["seconds"], ours["cpu"], floor, ours["peak"])
    for name, figures in bare.items():
        yield row(f"{title}: {SHOWN[name]}", figures["seconds"], figures["cpu"], floor, figures["peak"])


def stored(title: str, figures: Figures) -> Iterator[Mapping[str, object]]:
    """One row for our writing, history included, and one for plain sqlite3 with the same rows."""
    floor = figures["bare cpu"]
    title = f"{title}, the {round(figures['rows']):,} rows they change"
    yield row(f"{title}: write", figures["seconds"], figures["cpu"], floor, figures["peak"])
    yield row(f"{title}: sqlite3 executemany", figures["bare seconds"], floor, floor, figures["peak"])


def row(what: str, seconds: float, cpu: float, floor: float, peak: float) -> Mapping[str, object]:
    """Ratios are those of processor time, which neighbours on the machine disturb least."""
    return {
        "what": what,
        "seconds": round(seconds, 2),
        "cpu": round(cpu, 2),
        "x floor (cpu)": round(cpu / floor, 2),
        "peak MB": round(peak),
    }


if __name__ == "__main__":
    found = WORK[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps({**found, "peak": peak_mb()}) + "\n")
