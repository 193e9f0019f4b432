"""Does a table come back as the user left it, and does a damaged file do no harm?"""

from __future__ import annotations

import json

import pytest
from pytestqt.qtbot import QtBot

from desktop.paths import user_data_dir
from desktop.ui.tables.columns import Column, text_column
from desktop.ui.tables.memory import TableMemory
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView


def _view(qtbot: QtBot) -> RowView[str]:
    columns: list[Column[str]] = [
        text_column("word", "Word", lambda row: row),
        text_column("length", "Length", lambda row: str(len(row))),
    ]
    model: RowModel[str] = RowModel(columns, lambda row: row)
    model.set_rows(["b", "ccc", "aa"])
    view = RowView(model, "Words")
    qtbot.addWidget(view)
    return view


def test_widths_and_order_come_back(qtbot: QtBot) -> None:
    view = _view(qtbot)
    memory = TableMemory(view, "words")
    view.horizontalHeader().resizeSection(0, 123)
    view.sort_by("word", descending=True)
    memory.store()
    again = _view(qtbot)
    TableMemory(again, "words")
    assert again.columnWidth(0) == 123
    assert again.rows.shown_rows() == ["aa", "ccc", "b"]


def test_what_was_set_is_written_when_the_hand_rests(qtbot: QtBot) -> None:
    view = _view(qtbot)
    TableMemory(view, "words")
    view.sort_by("word")
    path = user_data_dir() / "tables" / "words.json"
    qtbot.waitUntil(path.exists)
    assert json.loads(path.read_text(encoding="utf-8"))["sorted_by"] == "word"


@pytest.mark.parametrize(
    "written",
    ["", "[]", '{"widths": {"word": -4, "length": true}, "sorted_by": 3}', '{"widths": {"word": 999999}}'],
)
def test_a_file_that_is_not_ours_gives_the_table_as_it_was(qtbot: QtBot, written: str) -> None:
    path = user_data_dir() / "tables" / "words.json"
    path.parent.mkdir(parents=True)
    path.write_text(written, encoding="utf-8")
    view = _view(qtbot)
    TableMemory(view, "words")
    assert view.rows.shown_rows() == ["b", "ccc", "aa"]
    assert 40 <= view.columnWidth(0) < 2000
