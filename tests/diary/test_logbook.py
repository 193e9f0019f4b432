"""Can anything of anybody's come into the log? Not by a fact, not by Qt's words, not by a report."""

from __future__ import annotations

from enum import Enum
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.diary import logbook
from desktop.diary.logbook import Event, note, note_qt
from desktop.diary.report import new_report


class Fault(Enum):
    """A fault as the rooms below have them."""

    PLANTED = "Tandlæge Prøvesen"


class Level(Enum):
    """As Qt's levels."""

    WARNING = 1


def written() -> str:
    """The whole log."""
    return logbook.log_file().read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def log(home: Path) -> None:
    """An open log in this test's own home."""
    assert logbook.open_log() is not None


def test_counts_and_durations_are_written() -> None:
    note(Event.PLAN_OPENED, suppliers=100_000, ms=812)
    assert written().rstrip().endswith("INFO plan-opened suppliers=100000 ms=812")


@pytest.mark.parametrize("fact", ["Tandlæge Prøvesen", b"x", 1.5, None, ("a",), Path("plan.eanplan")])
def test_a_text_is_no_fact(fact: object) -> None:
    with pytest.raises(TypeError):
        note(Event.TOLD, what=fact)  # type: ignore[arg-type]  # the mistake under test
    assert "Prøvesen" not in written()


@pytest.mark.parametrize("number", [12_345_678, 5_790_000_000_012, 101_605_003, -12_345_678])
def test_a_number_long_enough_for_an_identifier_is_many(number: int) -> None:
    note(Event.PLAN_CHANGED, rows=number)
    assert "rows=many" in written()
    assert str(abs(number)) not in written()


def test_a_member_is_called_by_its_name_in_the_program_and_never_by_its_value() -> None:
    note(Event.TOLD, kind=ValueError, fault=Fault.PLANTED)
    assert "told kind=ValueError fault=planted" in written()
    assert "Prøvesen" not in written()


def test_work_is_called_by_the_function_it_stands_in_and_not_by_what_it_holds() -> None:
    name = "Tandlæge Prøvesen"
    note(Event.WORK, what=lambda: name, again=partial(print, name))
    assert "what=tests.diary.test_logbook.test_work_is_called" in written()
    assert "again=builtins.print" in written()
    assert "Prøvesen" not in written()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("QWindowsWindow::setGeometry: Unable to set geometry", "by=QWindowsWindow::setGeometry"),
        ("QFile::open: C:/Planer/Prøveby.eanplan is in use", "by=QFile::open"),
        ("Tandlæge Prøvesen", "by=-"),
        ("QHansen has no such signal", "by=-"),
        ("", "by=-"),
    ],
)
def test_of_qts_words_only_the_part_that_said_them_is_kept(said: str, kept: str) -> None:
    note_qt(Level.WARNING, "qt.widgets", said)
    line = written().splitlines()[-1]
    assert line.endswith(f"qt level=warning category=qt.widgets {kept}")


@given(st.text(), st.one_of(st.none(), st.text()))
def test_no_other_word_of_qts_comes_into_the_log(said: str, category: str | None) -> None:
    logbook.open_log()
    note_qt(Level.WARNING, category, f"Prøvesen {said} 5790000000012")
    line = written().splitlines()[-1]
    assert "Prøvesen" not in line
    assert "5790000000012" not in line
    assert line.endswith("by=-")


def test_the_log_is_three_files_at_most_and_none_of_them_large() -> None:
    for _ in range(20_000):
        note(Event.WORK, what=note, ms=1234, state=Fault.PLANTED)
    files = sorted(logbook.log_file().parent.iterdir())
    assert len(files) == 3
    assert all(file.stat().st_size <= 200_000 for file in files)


@pytest.mark.logs("ERROR desktop.crash")
def test_the_log_is_read_newest_last_and_goes_on_after_it_was_closed() -> None:
    note(Event.PLAN_SAVED, ms=1)
    logbook.close_log()
    logbook.open_log()
    logbook.note_bug(new_report("ValueError", ("desktop.ui.rail:12",)))
    first, last = logbook.lines()
    assert "plan-saved" in first
    assert "ValueError | desktop.ui.rail:12" in last
    assert logbook.lines(1) == (last,)


def test_a_log_that_cannot_be_written_stops_nobody(home: Path) -> None:
    logbook.close_log()
    folder = logbook.log_file().parent
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("in the way", encoding="utf-8")
    assert logbook.open_log() is None
    note(Event.PLAN_SAVED, ms=1)
    assert logbook.lines() == ()
