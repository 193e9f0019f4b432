"""Does a citizen's number ever leave the memory of the program? Every byte of the whole job is looked at.

Twice: the files that are left, opened and unpacked, and, where `strace` is there, every byte that was
handed to the kernel, deleted temporary files and journals included. Two jobs: the sample municipality from
end to end, and ten thousand citizens in every place of made-up e-invoices and extracts, in names of files and
suppliers too. The scanner is tried on planted leaks first.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.diary.logbook import log_file
from desktop.diary.report import report_of
from desktop.ui.crash import CrashHook
from desktop.ui.tables.clipboard import rows_as_mime
from desktop.ui.tables.columns import Column, text_column
from tests.citizens import inventing
from tests.citizens.extracts import Rows, Telling, extract
from tests.citizens.truths import documents
from tests.e2e.leak_scanner import Scanner, files_below, unpacked, written_calls

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLE = REPOSITORY / "resources" / "sample"
_NEVER_ISSUED = re.compile(rb"(?<!\d)((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])6[0-7])[- ]?([5-8]\d{3})(?!\d)")
_CALLS = (
    "trace=write,pwrite64,writev,pwritev,sendto,sendmsg,"
    "rename,renameat,renameat2,openat,mkdir,unlink,link,symlink"
)
needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="only strace sees deleted files' bytes"
)

Numbers = frozenset[str]


def _sample_numbers() -> Numbers:
    """Every CPR-shaped number of the never-issued years in the sample's own files."""
    found = set()
    for path in SAMPLE.iterdir():
        for _, data in unpacked(path.name, path.read_bytes()):
            text = data.replace(b"\x00", b"")
            found |= {(match[1] + match[2]).decode() for match in _NEVER_ISSUED.finditer(text)}
    return frozenset(found)


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    found = _sample_numbers()
    assert len(found) > 100
    return found


@pytest.fixture(scope="module")
def scanner(numbers: Numbers) -> Scanner:
    return Scanner(numbers)


NUMBER = "0101605003"
DASHED = "010160-5003"


def _zip(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return packed.getvalue()


def _database(value: object) -> bytes:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE t (a)")
        database.execute("INSERT INTO t VALUES (?)", (value,))
        database.commit()
        return database.serialize()


def _hash(algorithm: str, text: str, form: str) -> bytes:
    digest = hashlib.new(algorithm, text.encode(), usedforsecurity=False)
    if form == "raw":
        return b"xyz" + digest.digest()
    return (digest.hexdigest() if form == "hex" else digest.hexdigest().upper()).encode()


PLANTED = {
    "text": f"x{NUMBER} y".encode(),
    "hyphen": f"Vedr. {DASHED}".encode("cp1252"),
    "en dash": "010160\u20135003".encode(),
    "no-break space": "010160\u00a05003".encode(),
    "groups": b"01.01.60-5003",
    "pairs": b"01 01 60 50 03",
    "lost zero": b";101605003;",
    "UTF-16": b"x" * 5001 + NUMBER.encode("utf-16-le"),
    "UTF-16 hyphen": DASHED.encode("utf-16-be"),
    "in a document": _zip(f"<w:t>{DASHED}</w:t>"),
    "in a database": _database(f"Hansen {NUMBER}"),
    "in a database, whole number": _database(int(NUMBER)),
    "whole number": b"abc" + struct.pack("<q", int(NUMBER)),
    "whole number, big-endian": b"abcde" + struct.pack(">q", int(NUMBER)) + b"z",
    "floating point": b"a" + struct.pack("<d", float(NUMBER)) + b"bc",
    **{
        f"{algorithm} of {text}, {form}": _hash(algorithm, text, form)
        for algorithm in ("md5", "sha1", "sha256")
        for text in (NUMBER, DASHED)
        for form in ("hex", "HEX", "raw")
    },
}


@pytest.mark.parametrize("planted", PLANTED)
def test_the_scanner_sees_a_planted_leak(planted: str, tmp_path: Path) -> None:
    (tmp_path / "rest.txt").write_text("5798099900015 20-11-2026 1.234,50 0202616013", encoding="utf-8")
    before = b"" if planted.startswith("in a") else b"\x00begin "
    (tmp_path / "log.bin").write_bytes(before + PLANTED[planted])
    scanner = Scanner([NUMBER, "0303627022"])
    found = scanner.leaks(files_below(tmp_path))
    assert found
    assert all(Path(name.split(" ")[0].split(".bin")[0]).name == "log" for name in found)


def test_the_scanner_sees_a_planted_name(tmp_path: Path) -> None:
    (tmp_path / f"{DASHED}.txt").touch()
    assert Scanner([NUMBER]).leaks(files_below(tmp_path)) == [f"{tmp_path / DASHED}.txt (name)"]
    assert Scanner(["0202616013"]).leaks(files_below(tmp_path)) == []


# ------------------------------------------------------------------------------ the sample municipality


def run(*command: str | Path, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own."""
    line = [*before, sys.executable, "-m", "desktop.cli", *map(str, command)]
    done = subprocess.run(line, cwd=REPOSITORY, env=os.environ.copy(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done


def watched(trace: Path) -> tuple[str, ...]:
    return ("strace", "-f", "--seccomp-bpf", "-qq", "-xx", "-s", "100000000", "-e", _CALLS, "-o", str(trace))


def test_no_number_is_in_anything_that_is_left(scanner: Scanner, tmp_path: Path, home: Path) -> None:
    done = run("demo", "--out", tmp_path / "ud", "--json")
    left = list(files_below(tmp_path, home))
    assert any(name.endswith(".eanplan") for name, _ in left)
    assert sum(name.endswith(".docx") for name, _ in left) > 20
    left += [("standard output", done.stdout), ("standard error", done.stderr)]
    assert scanner.leaks(left) == []


@needs_strace
def test_no_number_is_in_any_byte_handed_to_the_kernel(scanner: Scanner, tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    run("demo", "--out", tmp_path / "ud", "--json", before=watched(trace))
    assert scanner.leaks(written_calls(trace)) == []


# -------------------------------------------------------------------------------- ten thousand citizens

AT_LEAST = 10_000
_DOCUMENTS = 2_100


def _made(folder: Path) -> Numbers:
    """E-invoices in a ZIP, extracts of every shape, and a supplier list with numbers where none belong."""
    dice = random.Random(5)
    people: set[str] = set()
    with zipfile.ZipFile(folder / "fakturaer.zip", "w") as archive:
        for number, document in enumerate(documents(_DOCUMENTS, seed=17)):
            named = inventing.citizen(dice)
            people |= {*document.citizens, named}
            if document.draft.sender.own_cpr:
                people.add(document.draft.sender.own_cpr)
            document.draft.comment = f"Borger {inventing.hyphen(named)}"
            archive.writestr(f"{inventing.hyphen(named)}/{number} {named}.xml", document.data)
    for telling in Telling:
        for rows in Rows:
            made = extract(telling, rows, seed=17)
            people |= {person for invoice in made.invoices for person in invoice.people}
            (folder / f"{telling.name} {rows.name}.csv").write_bytes(made.data)
    people |= set(_supplier_list(folder / "leverandører.csv", dice))
    return frozenset(people)


def _supplier_list(path: Path, dice: random.Random) -> list[str]:
    people = [inventing.citizen(dice) for _ in range(1_500)]
    lines = ["Kreditornr;Navn;CVR-nr;Adresse;Telefon;E-mail;Kontakt"]
    for number, person in enumerate(people):
        cells = [
            "",
            f"Prøveklinik {number}",
            f"99{number:06}",
            "Prøvevej 1",
            "99887766",
            "post@klinik.example",
            "Anna",
        ]
        cells[0] = f"000{number}"
        at = 1 + number % 6
        cells[at] = (inventing.hyphen(person), person, f"{cells[at]} {inventing.hyphen(person)}")[number % 3]
        lines.append(";".join(cells))
    path.write_text("\r\n".join(lines), encoding="utf-8-sig", newline="")
    return people


@pytest.fixture(scope="module")
def people_and_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Numbers, Path]:
    folder = tmp_path_factory.mktemp("ind")
    people = _made(folder)
    assert len(people) >= AT_LEAST
    return people, folder


def _job(plan: Path, out: Path, folder: Path, *, before: tuple[str, ...]) -> list[bytes]:
    """Import everything, and let every command say and write what it can.

    Args:
        before: what the import of the invoices is watched by.
    """
    extracts = [path for path in sorted(folder.glob("*.csv")) if path.stem != "leverandører"]
    done = [
        run("new", plan, "--municipality", "Prøveby Kommune"),
        run("import-suppliers", plan, folder / "leverandører.csv", "--json"),
        run("import-invoices", plan, folder / "fakturaer.zip", *extracts, "--json", before=before),
        run("invoices", plan, "--json"),
        run("collective", plan),
        run("problems", plan, "--out", out / "problemer.csv"),
        run("problems", plan, "--out", out / "problemer.xlsx"),
    ]
    return [stream for one in done for stream in (one.stdout, one.stderr)]


def test_ten_thousand_citizens_leave_no_trace(
    people_and_folder: tuple[Numbers, Path], tmp_path: Path, home: Path
) -> None:
    people, folder = people_and_folder
    out, trace = tmp_path / "ud", tmp_path / "trace.txt"
    out.mkdir()
    before = watched(trace) if shutil.which("strace") else ()
    said = _job(out / "p.eanplan", out, folder, before=before)
    scanner = Scanner(people)
    assert scanner.leaks([("said", b"\n".join(said)), *files_below(out, home)]) == []
    if before:
        assert scanner.leaks(written_calls(trace)) == []


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_the_clipboard_and_a_crash_report_name_nobody(
    people_and_folder: tuple[Numbers, Path], home: Path
) -> None:
    people = sorted(people_and_folder[0])
    columns: list[Column[str]] = [text_column("name", "Navn", lambda row: row)]
    said = [*people, *map(inventing.hyphen, people)]
    copied = rows_as_mime(columns, [f"Klinik {each}" for each in said])
    assert copied.text().count("Klinik") == copied.html().count("Klinik") == len(said)
    try:
        raise ValueError(f"kan ikke læse {said}")
    except ValueError as error:
        report = report_of(error).as_text()
        CrashHook(lambda _report: None).report(error)
    assert "ValueError" in log_file().read_text(encoding="utf-8")
    chunks = [("text", copied.text().encode()), ("HTML", copied.html().encode()), ("report", report.encode())]
    assert Scanner(people).leaks([*chunks, *files_below(home)]) == []


def test_the_kit_finds_nothing_either(
    people_and_folder: tuple[Numbers, Path], tmp_path: Path, shared: Path
) -> None:
    """Another scanner, with more forms and few numbers, on the plan after the same import."""
    people, folder = people_and_folder
    plan = tmp_path / "ud" / "p.eanplan"
    plan.parent.mkdir()
    run("new", plan, "--municipality", "Prøveby Kommune")
    run("import-suppliers", plan, folder / "leverandører.csv")
    some = sorted(people)[:: len(people) // 4]
    (tmp_path / "numbers.txt").write_text("\n".join(some), encoding="utf-8")
    planted = tmp_path / "plantet"
    planted.mkdir()
    (planted / "log.txt").write_text(f"Vedr. {inventing.hyphen(some[1])}", encoding="utf-8")
    kit = [sys.executable, str(shared / "faultkit" / "leakscan.py"), "scan"]
    environment = {**os.environ, "CANARIES": str(tmp_path / "numbers.txt")}
    for where, status in ((planted, 1), (plan.parent, 0)):
        done = subprocess.run([*kit, str(where)], env=environment, capture_output=True, check=False)
        assert done.returncode == status, done.stdout.decode()
