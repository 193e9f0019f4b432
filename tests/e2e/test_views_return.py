"""Does a clerk who comes back the next day find everything as it was left: page, rows, columns, filters?

The real window on a real plan, with work on real threads, closed and opened again as a new program.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.paths import user_data_dir
from desktop.ui.pages.suppliers.page import SuppliersPage
from desktop.ui.pages.table_page import TablePage
from tests.e2e.test_window_journey import Clerk, clerk
from tests.ui.conftest import sample_plan

__all__ = ["clerk", "sample_plan"]

CPR = "010160-5003"


def shown(page: TablePage) -> list[str]:
    return [column.key for column in page.current_table().arrangement.shown]


def open_suppliers(one: Clerk) -> SuppliersPage:
    one.press(Qt.Key.Key_2)
    page = one.page(SuppliersPage)
    one.until(lambda: page.model.total >= 340)
    return page


def test_everything_is_as_it_was_left(clerk: Callable[[], Clerk], sample_plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "Eksempelby.eanplan"
    path.write_bytes(sample_plan.read_bytes())
    first = clerk()
    first.window.plan.open(path)
    first.until(lambda: first.window.plan.session is not None)
    page = open_suppliers(first)
    leave_traces(page)
    narrowed = [row.supplier.number for row in page.model.shown_rows()]
    assert 0 < len(narrowed) < page.model.total
    page.search.setText(CPR)
    first.leave()

    second = clerk()
    second.window.plan.open(path)
    # Nobody goes anywhere: the plan opens on the page it was left on.
    second.until(lambda: isinstance(second.window.host.current_page(), SuppliersPage))
    again = second.page(SuppliersPage)
    second.until(lambda: again.model.total >= 340)
    assert again is not page
    assert not again.search.text()
    assert [row.supplier.number for row in again.model.shown_rows()] == narrowed
    assert again.filter_bar is not None
    assert again.filter_bar.isVisible()
    assert again.filter_bar.words.text() == "Filter: Belongs in KP, Missing: E-mail"
    assert shown(again)[0] == "eans"
    assert "amount" not in shown(again)
    assert again.view.columnWidth(again.view.arrangement.as_made.index("name")) == 277
    again.view.selectRow(0)
    assert again.drawer.isHidden()
    take_by_name(second, again, len(narrowed))
    second.leave()
    assert second.messages.errors == []
    everything = b"".join(one.read_bytes() for one in user_data_dir().rglob("*.json"))
    assert b"5003" not in everything
    assert b"5798099" not in everything


def leave_traces(page: SuppliersPage) -> None:
    """Tick, name, hide, move, pull, sort and close, as one does in a morning."""
    page.filters.choose({"relevance": frozenset({"kp"}), "missing": frozenset({"email"})})
    page.saved_filters.ask_name = lambda _proposal: "Uden e-mail"
    page.saved_filters.save()
    page.view.arrangement.show_column("amount", there=False)
    while shown(page)[0] != "eans":
        page.view.arrangement.step("eans", -1)
    page.view.horizontalHeader().resizeSection(page.view.arrangement.as_made.index("name"), 277)
    page.view.sort_by("name", descending=True)
    page.view.selectRow(0)
    page.drawer.close_button.click()


def take_by_name(one: Clerk, page: SuppliersPage, count: int) -> None:
    """Clear the filter, and come back to it by its name."""
    assert page.filter_bar is not None
    page.filter_bar.clear_button.click()
    one.until(lambda: page.model.shown == page.model.total)
    page.saved_filters.fill()
    entry = next(entry for entry in page.saved_filters.list.actions() if entry.text() == "Uden e-mail")
    entry.trigger()
    one.until(lambda: page.model.shown == count)
