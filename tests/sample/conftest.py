"""What do the tests of the sample municipality start from?"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import openpyxl
import pytest
from lxml import etree

from tests.sample.reading import EINVOICES, EXTRACT, LIST, SAMPLE, TRUTH, Row, row_of, unpacked, unwrapped


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(TRUTH.read_text(encoding="utf-8"))
    return told


@pytest.fixture(scope="session")
def records() -> list[list[str]]:
    """The supplier list as CSV records, titles and footer included."""
    text = (SAMPLE / LIST).read_bytes().decode("cp1252")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture(scope="session")
def suppliers(records: list[list[str]], truth: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The whole rows of the supplier list by supplier number."""
    header = records[truth["supplier_list"]["header_row"] - 1]
    below = records[truth["supplier_list"]["header_row"] :]
    aside = {fault["row"] for fault in truth["supplier_list"]["faults"] if fault["outcome"] == "set_aside"}
    first = truth["supplier_list"]["header_row"] + 1
    return {
        record[0]: dict(zip(header, record, strict=True))
        for place, record in enumerate(below, start=first)
        if place not in aside
    }


@pytest.fixture(scope="session")
def sheet_values() -> list[tuple[Any, ...]]:
    """The cells of the extract, title and header included."""
    with (SAMPLE / EXTRACT).open("rb") as file:
        sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
        return list(sheet.iter_rows(values_only=True))


@pytest.fixture(scope="session")
def rows(sheet_values: list[tuple[Any, ...]]) -> list[Row]:
    """The rows of the extract below its header."""
    return [row_of(values) for values in sheet_values[3:]]


@pytest.fixture(scope="session")
def members() -> dict[str, bytes]:
    """Every file in the ZIP of e-invoices, those in the ZIP within included, by path."""
    return dict(unpacked((SAMPLE / EINVOICES).read_bytes()))


@pytest.fixture(scope="session")
def documents(members: dict[str, bytes], truth: dict[str, Any]) -> dict[str, etree._Element]:
    """The root elements of the invoices, credit notes and reminders by path, out of their envelopes."""
    return {path: unwrapped(etree.fromstring(members[path])) for path in truth["documents"]}
