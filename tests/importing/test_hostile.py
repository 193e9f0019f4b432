"""Does every hostile table give the rows and the warnings its index expects, quickly and without a leak?

The corpus lies beside the repository; where it is not, these tests are skipped. Where we differ from the
index, the reason stands here as data.
"""

from __future__ import annotations

import csv
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.domain.errors import PlannerError
from desktop.domain.imports import SupplierImport, TableChoices
from desktop.domain.problems import ProblemKind, Severity
from desktop.importing.suppliers import read_suppliers
from tests.importing.making import leaks

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "hostile"

TOLD_AS = {
    "W-ENC": {ProblemKind.ENCODING_GUESSED},
    "W-CTRL": {ProblemKind.CONTROL_CHARACTERS},
    "W-BIDI": {ProblemKind.CONTROL_CHARACTERS},
    "W-FOOTER": {ProblemKind.FOOTER},
    "W-REPEATHEAD": {ProblemKind.FOOTER},
    "W-RAGGED": {ProblemKind.BROKEN_ROW},
    "W-LONG": {ProblemKind.BROKEN_ROW},
    "W-NUM": {ProblemKind.AMOUNT_UNREADABLE, ProblemKind.AMOUNT_AMBIGUOUS},
    "W-ERRCELL": {ProblemKind.AMOUNT_UNREADABLE},
    "W-CVR": {ProblemKind.CVR_UNREADABLE, ProblemKind.CVR_CHECK_DIGIT},
    "W-EAN": {ProblemKind.EAN_UNREADABLE},
    "W-DUP": {ProblemKind.REPEATED_ROW},
    "W-NOCACHE": {ProblemKind.NOT_COMPUTED},
    "W-CPR": {ProblemKind.CPR_REMOVED},
    "W-NAME": {ProblemKind.NO_NAME},
    "W-LEADZERO": {ProblemKind.LOST_LEADING_ZERO},
    "W-MULTISHEET": {ProblemKind.SHEET_NOT_READ},
}
"""The index's warnings and the problems that say the same."""

TOLD_OTHERWISE = {
    "W-FMT": "content decides what a file is; a wrong ending costs nothing and leaves nothing to do",
    "W-PREAMBLE": "the report names the row of headings",
    "W-HEAD2": "the report names the row of headings and the joined headings",
    "W-DUPCOL": "the report names the column that was read; both hold the same",
    "W-QUOTE": "the cell is read as Excel reads it and nothing is lost",
    "W-DELIM": "see the file",
    "W-EMPTY": "the report says: 0 rows in",
    "W-HIDDEN": "a hidden sheet is told where it could have been read; hidden rows are read like others",
    "W-MERGED": "a merged cell's value stands in its first cell, and the report shows it",
    "W-DATE": "a supplier list has no use for the date, and the column is not read",
}
"""Warnings that are no problem of ours, and where the person sees it instead."""

DIFFERENT_ROWS = {
    "sheets/x_two_data_sheets.xlsx": (
        6, "the first sheet is read and the other told, for only a person knows if both belong to the plan",
    ),
}  # fmt: skip
"""Files with another number of rows than the index has."""

DIFFERENT_PROBLEMS = {
    "text/del_changes_midfile.csv": "told row by row as broken, for each can be looked at",
    "text/cpr_free_text.csv": "the free text is no field of a supplier and is not read at all",
    "text/cpr_fullwidth_digits.csv": "the column is no field of a supplier and is not read at all",
    "text/cpr_as_float.csv": "the column is no field of a supplier and is not read at all",
    "text/cpr_split_columns.csv": "the columns are no fields of a supplier and are not read at all",
    "text/cpr_in_header.csv": "the heading is shown scrubbed",
    "text/cpr_bad_row_error.csv": "the amount and EAN number are refused, so there is nothing to remove",
    "sheets/x_cpr_numeric_cells.xlsx": "the column is no field of a supplier and is not read at all",
    "sheets/x_cover_sheet_first.xlsx": "the cover sheet has no table, so no second one was passed over",
    "sheets/b_hidden_first.xls": "the hidden sheet has no table, so no second one was passed over",
    "sheets/x_hidden_sheet.xlsx": "the hidden sheet could have been read, which is told",
    "sheets/b_formula_errors.xls": "an XLS does not tell that a formula was not computed; it shows nothing",
    "sheets/x_far_cell.xlsx": "the stray cell stands below no heading and in an empty row; nothing is lost",
    "sheets/h_html_20k_rows.xls": "its CVR numbers have wrong check digits, which the index passes over",
}  # fmt: skip
"""Files with other problems than the index has."""


@dataclass(frozen=True)
class Hostile:
    """One file of the corpus and what the index expects of it."""

    name: str
    rows: int | None
    codes: frozenset[str]
    seconds: float

    @property
    def path(self) -> Path:
        return CORPUS / self.name


def hostile() -> list[Hostile]:
    if not CORPUS.is_dir():
        return []
    found = []
    with (CORPUS / "INDEX.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["file"].startswith(("text/", "sheets/")):
                rows = re.match(r"imports (\d+) rows", row["expected"])
                codes = frozenset(re.findall(r"W-[\w-]+", row["codes"]))
                expected = int(rows[1]) if rows else None
                found.append(Hostile(row["file"], expected, codes, float(row["max_seconds"])))
    return found


FILES = hostile()
each_file = pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])


def read(file: Hostile) -> SupplierImport | None:
    try:
        return read_suppliers([file.path], TableChoices())
    except PlannerError:
        return None


@pytest.fixture(scope="module")
def canaries() -> list[str]:
    text = (CORPUS / "CANARIES.txt").read_text(encoding="utf-8").replace("-", "")
    return re.findall(r"^\d{10}", text, re.MULTILINE)


@each_file
def test_the_rows_are_those_of_the_index_and_all_are_accounted_for(
    shared: Path, file: Hostile, canaries: list[str]
) -> None:
    started = time.monotonic()
    found = read(file)
    assert time.monotonic() - started < file.seconds, "a hang"
    expected = DIFFERENT_ROWS.get(file.name, (file.rows,))[0]
    if found is None:
        assert expected is None
        return
    assert len(canaries) == 40
    assert leaks(found, *canaries) == []
    for report in found.reports:
        assert report.rows_in == report.rows_kept + report.rows_set_aside
    kept = sum(report.rows_kept for report in found.reports)
    assert kept == len(found.rows)
    # What the index wants refused may be read as long as not a single row is kept of it.
    assert kept == (expected or 0)
    if expected is None:
        assert {problem.severity for problem in found.problems} == {Severity.ERROR}


@each_file
def test_the_warnings_are_those_of_the_index_or_argued(shared: Path, file: Hostile) -> None:
    found = read(file)
    if found is None:
        return
    told = {problem.kind for problem in found.problems}
    wanted = [TOLD_AS[code] for code in file.codes if code not in TOLD_OTHERWISE]
    as_expected = all(kinds & told for kinds in wanted) and told <= set().union(*wanted)
    assert as_expected is not (file.name in DIFFERENT_PROBLEMS), (told, file.codes)


def test_a_file_gives_the_same_whenever_it_is_read(shared: Path) -> None:
    once = {file.name: read(file) for file in FILES}
    again = {file.name: read(file) for file in reversed(FILES)}
    assert once == again
