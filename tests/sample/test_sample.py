"""Is the sample municipality what it says: always the same, invented throughout, and true to its truth file?

The files are read with the plainest means and not with the program, so that the program's own tests may lean
on `truth.json`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stdnum import ean as stdnum_ean
from stdnum.dk import cvr as stdnum_cvr

from tests.sample.reading import (
    EINVOICES,
    EXTRACT,
    GENERATOR,
    LIST,
    MUNICIPALITY,
    SAMPLE,
    TRUTH,
    Row,
    all_text,
    cannot_be_issued,
    is_never_issued,
    like_cpr,
)


def test_every_number_that_reads_as_a_cpr_number_belongs_to_nobody(members: dict[str, bytes]) -> None:
    seen: Counter[str] = Counter()
    for path, text in all_text(members):
        for digits in like_cpr(text):
            assert is_never_issued(digits) or cannot_be_issued(digits), (
                f"{path} has a number that may be real"
            )
            seen["citizen" if is_never_issued(digits) else "lookalike"] += 1
    assert seen["citizen"] > 700
    assert seen["lookalike"] > 200


def test_truth_names_no_citizen() -> None:
    assert not [digits for digits in like_cpr(TRUTH.read_text(encoding="utf-8")) if is_never_issued(digits)]


def test_only_a_handful_of_rows_of_the_extract_name_a_citizen(rows: list[Row], truth: dict[str, Any]) -> None:
    naming = {
        (row.supplier_no, row.invoice_no) for row in rows if any(map(is_never_issued, like_cpr(row.text)))
    }
    told = {(row["supplier_no"], row["invoice_no"]) for row in truth["extract"]["naming_a_citizen"]}
    assert naming == told
    assert len(naming) == 6
    for row in rows:
        columns = (row.invoice_no, row.name, row.account, str(row.cvr))
        assert not any(is_never_issued(digits) for column in columns for digits in like_cpr(column))


def _generated(folder: Path, *, seed: str) -> dict[str, bytes]:
    """What the generator writes when strings hash by this seed and it is started from elsewhere."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "error", str(GENERATOR), "--out", str(folder)]
    subprocess.run(command, check=True, env=environment, cwd=folder.parent, capture_output=True)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("seed", ["1", "2"])
def test_generator_writes_the_same_bytes_as_the_repository_has(tmp_path: Path, seed: str) -> None:
    made = _generated(tmp_path / "made", seed=seed)
    kept = {path.name: path.read_bytes() for path in [*SAMPLE.iterdir(), TRUTH]}
    assert made.keys() == kept.keys()
    assert [name for name in made if made[name] != kept[name]] == []


def test_list_is_windows_1252_with_semicolons_and_crlf() -> None:
    data = (SAMPLE / LIST).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert "Tandlægehuset" in data.decode("cp1252")


def test_rows_of_the_list_are_kept_or_set_aside(
    records: list[list[str]], suppliers: dict[str, dict[str, str]], truth: dict[str, Any]
) -> None:
    told = truth["supplier_list"]
    assert records[0] == ["Kreditorliste"]
    assert records[told["header_row"] - 1][0] == "Kreditornr."
    assert records[-1][0] == "Antal kreditorer i alt: 340"
    below = [record for record in records[told["header_row"] :] if any(record)]
    assert len(below) == told["rows_in"] == told["rows_kept"] + told["rows_set_aside"] == 342
    assert len(suppliers) == told["rows_kept"] == 340
    assert suppliers.keys() == truth["suppliers"].keys()
    assert all(re.fullmatch(r"0000\d{6}", number) for number in suppliers)


def test_every_fault_stands_where_the_truth_says(records: list[list[str]], truth: dict[str, Any]) -> None:
    header = records[truth["supplier_list"]["header_row"] - 1]
    written: defaultdict[str, list[str]] = defaultdict(list)
    for fault in truth["supplier_list"]["faults"]:
        record = records[fault["row"] - 1]
        assert record[0] == fault["supplier_no"]
        assert fault["outcome"] == ("kept" if record[0] in truth["suppliers"] else "set_aside")
        assert (len(record) < len(header)) is (fault["kind"] == "too_few_fields")
        place = header.index(fault["column"]) if fault["column"] else 0
        written[fault["kind"]].append(record[place])
    assert written.keys() == _FAULT_SHAPES.keys()
    for kind, values in written.items():
        for value in values:
            assert re.search(_FAULT_SHAPES[kind], value), (kind, value)


_FAULT_SHAPES = {
    "cvr_checksum": r"^9\d{7}$",
    "cvr_with_country": r"^DK( \d\d){4}$",
    "cvr_spaced": r"^\d\d( \d\d){3}$",
    "phone_as_cvr": r"^\+45 ",
    "postal_code_missing": r"^$",
    "email_bad": r"^[^@]+$",
    "duplicate": r" A/S$",
    "ampersand": r" & ",
    "angle_brackets": r"<.*>",
    "apostrophe": r"^O'",
    "quotes": r'".*"',
    "two_line_address": r"\r\n",
    "no_break_space": "  .*\u00a0",
    "called_na": r"^NA$",
    "called_null": r"^Null ApS$",
    "trailing_minus": r"^\d+,\d\d-$",
    "mojibake": "Ã\u00b8",
    "too_few_fields": r"^\d{10}$",
    "footer": r"^Antal kreditorer i alt: 340$",
}


def test_cvr_numbers_are_good_but_for_the_fault(
    suppliers: dict[str, dict[str, str]], truth: dict[str, Any]
) -> None:
    faults = {fault["supplier_no"]: fault["kind"] for fault in truth["supplier_list"]["faults"]}
    for number, told in truth["suppliers"].items():
        if faults.get(number) == "phone_as_cvr":
            assert told["cvr"] == ""
            continue
        assert stdnum_cvr.is_valid(told["cvr"]) is (faults.get(number) != "cvr_checksum")
        assert told["cvr"].startswith("9000"), "a series that is not given out"
        assert stdnum_cvr.compact(suppliers[number]["CVR-nr."]).removeprefix("DK") == told["cvr"]
    shared = [
        cvr
        for cvr, count in Counter(told["cvr"] for told in truth["suppliers"].values()).items()
        if count > 1
    ]
    doubled = next(number for number, kind in faults.items() if kind == "duplicate")
    assert shared == [truth["suppliers"][doubled]["cvr"]]


def test_mail_addresses_are_of_the_reserved_domain(suppliers: dict[str, dict[str, str]]) -> None:
    for supplier in suppliers.values():
        assert supplier["E-mail"] == "" or supplier["E-mail"].endswith("example")


def test_sums_of_the_list_are_those_of_the_extract(
    suppliers: dict[str, dict[str, str]], rows: list[Row]
) -> None:
    counts: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for row in rows:
        counts[row.supplier_no] += row.kind == "invoice"
        sums[row.supplier_no] += row.amount_ore if row.kind != "reminder" else 0
    reminded = {row.supplier_no for row in rows if row.kind == "reminder"}
    for number, supplier in suppliers.items():
        assert int(supplier["Antal fakturaer"]) == counts[number]
        fees = _ore(supplier["Beløb i alt"]) - sums[number]
        assert fees in ((0, 100_00) if number in reminded else (0,)), supplier["Navn"]


def _ore(danish: str) -> int:
    sign = -1 if danish.endswith("-") else 1
    return sign * int(re.sub(r"\D", "", danish))


def test_ean_numbers_have_good_check_digits(rows: list[Row], members: dict[str, bytes]) -> None:
    found = {row.ean for row in rows}
    assert len(found) == 6
    for _, text in all_text(members):
        found.update(re.findall(r"(?<!\d)\d{13}(?!\d)", text))
    assert len(found) > 6
    for number in found:
        assert stdnum_ean.is_valid(number), number
        assert number.startswith("57980999"), "a series of our own"


def test_classes_of_the_main_ean(rows: list[Row], truth: dict[str, Any]) -> None:
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.kind == "invoice":
            uses[row.supplier_no][row.ean] += 1
    main = truth["main_ean"]["ean"]
    classes: Counter[str] = Counter()
    for number, told in truth["suppliers"].items():
        assert told["eans"] == uses[number]
        classes[_class_of(told, on_main=main in uses[number], active=bool(uses[number]))] += 1
    assert classes == {key: count for key, count in truth["main_ean"].items() if key != "ean"} | {
        "N_elsewhere": classes["N_elsewhere"]
    }
    assert (classes["K"], classes["C"], classes["U"], classes["N"], classes["M"]) == (61, 9, 4, 13, 6)
    assert (classes["unknown_on"], classes["unknown_elsewhere"], classes["dormant"]) == (3, 10, 16)
    assert sum(len(used) == 2 for used in uses.values()) >= 5


def _class_of(told: dict[str, Any], *, on_main: bool, active: bool) -> str:
    if not active:
        return "dormant"
    if told["relevance"] == "unknown":
        return "unknown_on" if on_main else "unknown_elsewhere"
    if told["relevance"] == "outside":
        return "N" if on_main else "N_elsewhere"
    if on_main:
        return {"none": "K", "can_split": "C", "cannot_split": "U"}[told["collective"]]
    return "stay_elsewhere" if told["collective"] == "cannot_split" else "M"


def test_extract_covers_twelve_months_below_a_title(
    sheet_values: list[tuple[Any, ...]], rows: list[Row], truth: dict[str, Any]
) -> None:
    assert str(sheet_values[0][0]).startswith("Fakturaudtræk")
    assert sheet_values[2][0] == "Fakturanr."
    assert 5_500 < len(rows) == truth["extract"]["rows"] < 6_500
    assert Counter(row.kind for row in rows) == truth["extract"]["kinds"]
    assert {row.issued.isoformat()[:7] for row in rows} == {
        f"{year}-{month:02d}"
        for year, month in [(2025, 11), (2025, 12), *((2026, month) for month in range(1, 11))]
    }
    assert len({(row.supplier_no, row.invoice_no) for row in rows}) == len(rows)
    pharmacies = {
        number for number, told in truth["suppliers"].items() if told["collective"] == "cannot_split"
    }
    assert {row.supplier_no for row in rows if "Samleregning" in row.text} == pharmacies


def test_municipality_file_names_what_is_there(rows: list[Row]) -> None:
    told = tomllib.loads((SAMPLE / MUNICIPALITY).read_text(encoding="utf-8"))
    assert told["name"] == "Eksempelby Kommune"
    assert told["erp"] == "prisme"
    assert told["go_live"] == date(2027, 3, 1)
    assert set(told["files"].values()) == {LIST, EXTRACT, EINVOICES}
    eans = {unit["ean"] for unit in told["eans"]}
    assert eans == {row.ean for row in rows}
    assert {told["main_ean"], told["erp_ean"]} < eans
    assert told["new_ean"] not in eans
    assert all(stdnum_ean.is_valid(number) for number in (told["new_ean"], told["erp_ean"]))
    assert stdnum_cvr.is_valid(told["cvr"])
