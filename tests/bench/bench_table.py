"""How fast is our table with 100,000 rows, beside the textbook way in the same run?

Targets Q2 and Q3 of the project: a keystroke filters in at most 50 ms and at least 30 times faster than a
QSortFilterProxyModel over all columns, a sort takes at most 200 ms and is at least 25 times faster than one.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from desktop.ui.tables.columns import Column, identifier_column, number_column, text_column
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView

ROWS = 100_000
ROUNDS = 5
KEYSTROKES = ("s", "sø", "søre", "sørensen 5")
_FIRST = "Anders Birgit Søren Åse Ærlige Jens Kirsten Lars Mette Ole".split()
_LAST = "Sørensen Østergaard Aagaard Nielsen Kjær Holm Bæk Søndergård Ravn Lund".split()
_TRADES = "Tandlæge Fodterapeut Apotek Optiker Psykolog Fysioterapeut".split()
_TOWNS = "Aarhus Ølgod Ærøskøbing Sønderborg Aalborg Vejle Holbæk Rønne".split()


@dataclass(frozen=True, slots=True)
class BenchRow:
    """A supplier as wide as the supplier page shows one."""

    number: str
    name: str
    cvr: str
    trade: str
    kp: str
    state: str
    invoices: int
    ean: str
    amount: int
    postal_code: str
    town: str
    email: str


def bench_rows(count: int) -> list[BenchRow]:
    """The same made-up suppliers every time."""
    dice = random.Random(20_271)
    return [
        BenchRow(
            number=str(10_000 + at),
            name=f"{dice.choice(_FIRST)} {dice.choice(_LAST)} {dice.randrange(1000)} ApS",
            cvr=str(dice.randrange(10_000_000, 99_999_999)),
            trade=dice.choice(_TRADES),
            kp=dice.choice(("KP", "Uden for KP", "Ikke vurderet")),
            state=dice.choice(("Sikker", "Sandsynlig", "")),
            invoices=dice.randrange(200),
            ean=f"5798{dice.randrange(10**9):09}",
            amount=dice.randrange(10**8),
            postal_code=str(dice.randrange(1000, 9999)),
            town=dice.choice(_TOWNS),
            email=f"kontakt{at}@eksempel.dk",
        )
        for at in range(count)
    ]


def bench_columns() -> list[Column[BenchRow]]:
    """Twelve columns in the supplier page's order, all searched: both ways look through the same text."""
    return [
        identifier_column("number", "No.", lambda row: row.number),
        text_column("name", "Name", lambda row: row.name),
        text_column("trade", "Trade", lambda row: row.trade),
        text_column("kp", "KP", lambda row: row.kp),
        text_column("state", "Collective", lambda row: row.state),
        number_column("invoices", "Invoices", lambda row: row.invoices, _written, searched=True),
        identifier_column("ean", "EAN", lambda row: row.ean),
        identifier_column("cvr", "CVR", lambda row: row.cvr),
        number_column("amount", "Amount", lambda row: row.amount, _written, searched=True),
        identifier_column("postal_code", "Code", lambda row: row.postal_code),
        text_column("town", "Town", lambda row: row.town),
        text_column("email", "E-mail", lambda row: row.email),
    ]


def _written(figure: float) -> str:
    return str(int(figure))


_BY_NAME, _BY_FIGURE = 1, 8


def _milliseconds(work: Callable[[], object], app: QApplication) -> float:
    """How long the work and the repaint after it take."""
    started = time.perf_counter()
    work()
    app.processEvents()
    return (time.perf_counter() - started) * 1000


def _median(work: Callable[[], object], app: QApplication, rounds: int = ROUNDS) -> float:
    return statistics.median(_milliseconds(work, app) for _round in range(rounds))


def _own_table(rows: list[BenchRow]) -> tuple[RowModel[BenchRow], RowView[BenchRow]]:
    model: RowModel[BenchRow] = RowModel(bench_columns(), lambda row: row.number)
    model.set_rows(rows)
    view = RowView(model, "bench")
    view.resize(1400, 900)
    view.show()
    return model, view


def _proxy_table(rows: list[BenchRow]) -> tuple[QSortFilterProxyModel, QTableView]:
    source: RowModel[BenchRow] = RowModel(bench_columns(), lambda row: row.number)
    source.set_rows(rows)
    proxy = QSortFilterProxyModel()
    source.setParent(proxy)
    proxy.setSourceModel(source)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    proxy.setSortLocaleAware(True)
    view = QTableView()
    view.setModel(proxy)
    view.resize(1400, 900)
    view.show()
    return proxy, view


def _result(name: str, value: float, peer: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 1),
        "unit": "ms",
        "peer": round(peer, 1),
        "ratio": peer / value,
    }


def _filtering(
    model: RowModel[BenchRow], proxy: QSortFilterProxyModel, app: QApplication
) -> list[dict[str, Any]]:
    """A name typed on and on; each keystroke with the repaint that follows it."""
    own = [_typed(model.search, app) for _round in range(ROUNDS)]
    peer = _typed(proxy.setFilterFixedString, app)
    return [
        _result(f"filter 100,000 x 12, typed {typed!r}", statistics.median(one[at] for one in own), peer[at])
        for at, typed in enumerate(KEYSTROKES)
    ]


def _typed(search: Callable[[str], object], app: QApplication) -> list[float]:
    """Milliseconds for each keystroke; the box is empty before and after."""
    search("")
    app.processEvents()
    taken = [_milliseconds(partial(search, typed), app) for typed in KEYSTROKES]
    search("")
    return taken


def _sorting(
    model: RowModel[BenchRow], proxy: QSortFilterProxyModel, app: QApplication
) -> list[dict[str, Any]]:
    rows = list(model.rows)
    taken = []
    for _round in range(ROUNDS):
        model.set_rows(rows)  # forgets the keys, so that making them is counted
        app.processEvents()
        taken.append(_milliseconds(lambda: model.sort(_BY_NAME), app))
    by_name = statistics.median(taken)
    by_figure = _median(lambda: model.sort(_BY_FIGURE), app)
    peer_name = _median(lambda: proxy.sort(_BY_NAME), app, rounds=1)
    peer_figure = _median(lambda: proxy.sort(_BY_FIGURE), app, rounds=1)
    return [
        _result("sort 100,000 by name in Danish order, keys made", by_name, peer_name),
        _result("sort 100,000 by figure", by_figure, peer_figure),
    ]


def _showing(app: QApplication) -> list[dict[str, Any]]:
    """Showing 100,000 rows against showing 1,000."""

    def show(count: int) -> float:
        rows = bench_rows(count)

        def once() -> None:
            _own_table(rows)[1].close()

        return _median(once, app)

    few, many = show(1_000), show(ROWS)
    return [{"name": "show 100,000 rows", "value": many, "unit": "ms", "floor": few, "ratio": many / few}]


def main() -> list[dict[str, Any]]:
    """Measure everything; `peer` is QSortFilterProxyModel, `ratio` how many times slower it is."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    rows = bench_rows(ROWS)
    model, view = _own_table(rows)
    proxy, proxy_view = _proxy_table(rows)
    app.processEvents()
    first_keystroke = _milliseconds(lambda: model.adopt(model.renewed(rows)), app)
    found = [{"name": "renew the rows with all caches, once", "value": first_keystroke, "unit": "ms"}]
    found += _filtering(model, proxy, app)
    found += _sorting(model, proxy, app)
    view.close()
    proxy_view.close()
    return found + _showing(app)
