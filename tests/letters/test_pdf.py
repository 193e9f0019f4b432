"""Do letters become PDF in few calls, and does one bad file or a program that hangs stop only itself?

What LibreOffice does is tried with LibreOffice where it is installed. How the worker behaves towards a
program that hangs, dies or makes nothing is tried with small programs that do just that.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from desktop.domain.letter_outputs import OutputFault, PdfTool
from desktop.domain.letters import LetterKind
from desktop.domain.progress import Cancelled
from desktop.letters import pdf_tools
from desktop.letters.batch import write_letters
from desktop.letters.catalogue import open_templates, templates
from desktop.letters.out_folder import OutFolder
from desktop.letters.pdf import BATCH, Patience, PdfOutcome, convert
from desktop.letters.pdf_run import write_pdf
from desktop.letters.pdf_tools import Converter, converters
from tests.letters.samples import SHIPPED, facts, named

# On Windows a stand-in is two processes, and Python comes up slowly.
QUICK = Patience(first=15.0, next=5.0) if os.name == "nt" else Patience(first=1.0, next=1.0)
OFFICE = next((one for one in converters() if one.tool is PdfTool.LIBREOFFICE), None)
needs_office = pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")

# What a stand-in does with each of its files; `say` writes a line into the log beside it.
_STAND_IN = """#!{python}
import os, subprocess, sys, time
from pathlib import Path
arguments = sys.argv[1:]
out = Path(arguments[arguments.index("--outdir") + 1])
files = [Path(one) for one in arguments if one.endswith(".docx")]
log = open({log!r}, "a")
def say(text):
    print(text, file=log, flush=True)
def make(file):
    (out / (file.stem + ".pdf")).write_bytes(b"%PDF-1.6\\n" + file.read_bytes() + b"\\n%%EOF\\n")
say("call %d" % len(files))
{behaviour}
"""


@pytest.fixture
def stand_in(tmp_path: Path) -> Callable[[str], Converter]:
    """A program that behaves as told, called as LibreOffice is."""

    def build(behaviour: str) -> Converter:
        path = tmp_path / "soffice"
        text = _STAND_IN.format(python=sys.executable, log=str(tmp_path / "log"), behaviour=behaviour)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        if os.name == "nt":
            # As there: a first program that starts the one that works, and waits for it.
            path = tmp_path / "soffice.cmd"
            path.write_text(f'@"{sys.executable}" "%~dp0soffice" %*\n', encoding="utf-8", newline="\r\n")
        return Converter(PdfTool.LIBREOFFICE, path)

    return build


def _files(folder: Path, count: int, bad: tuple[int, ...] = ()) -> dict[int, Path]:
    found = {}
    for number in range(count):
        found[number] = folder / f"brev {number}.docx"
        found[number].write_bytes(b"bad" if number in bad else b"letter %d" % number)
    return found


def _convert(converter: Converter, files: Mapping[int, Path]) -> tuple[PdfOutcome, dict[int, bytes]]:
    made: dict[int, bytes] = {}
    outcome = convert(converter, files, made.__setitem__, lambda _done: None, patience=QUICK)
    return outcome, made


def _calls(folder: Path) -> list[int]:
    lines = (folder / "log").read_text(encoding="utf-8").splitlines()
    return [int(line.split()[1]) for line in lines if line.startswith("call ")]


def test_a_hundred_letters_are_one_call(stand_in: Callable[[str], Converter], tmp_path: Path) -> None:
    outcome, made = _convert(stand_in("for file in files: make(file)"), _files(tmp_path, 2 * BATCH + 5))
    assert (outcome.faults, outcome.calls) == ({}, 3)
    assert _calls(tmp_path) == [BATCH, BATCH, 5]
    assert all(b"letter %d\n" % number in data for number, data in made.items())
    assert len(made) == 2 * BATCH + 5


def test_what_is_passed_over_stops_only_itself(stand_in: Callable[[str], Converter], tmp_path: Path) -> None:
    program = stand_in('for file in files:\n    if file.read_bytes() != b"bad": make(file)')
    outcome, made = _convert(program, _files(tmp_path, 6, bad=(2, 4)))
    assert outcome.faults == dict.fromkeys((2, 4), OutputFault.NOT_CONVERTED)
    assert (sorted(made), outcome.calls) == ([0, 1, 3, 5], 1)


@pytest.mark.parametrize(
    ("end", "fault"),
    [("time.sleep(600)", OutputFault.NO_ANSWER), ("os._exit(81)", OutputFault.NOT_CONVERTED)],
)
def test_a_letter_that_hangs_or_kills_the_program_is_passed_over(
    stand_in: Callable[[str], Converter], tmp_path: Path, end: str, fault: OutputFault
) -> None:
    program = stand_in(f'for file in files:\n    if file.read_bytes() == b"bad": {end}\n    make(file)')
    outcome, made = _convert(program, _files(tmp_path, 5, bad=(2,)))
    assert outcome.faults == {2: fault}
    assert sorted(made) == [0, 1, 3, 4]
    assert _calls(tmp_path) == [5, 2]


@pytest.mark.parametrize("behaviour", ["time.sleep(600)", "sys.exit(77)", "pass"])
def test_a_program_that_makes_nothing_is_given_up(
    stand_in: Callable[[str], Converter], tmp_path: Path, behaviour: str
) -> None:
    outcome, made = _convert(stand_in(behaviour), _files(tmp_path, 20))
    assert not made
    assert len(outcome.faults) == 20
    assert list(outcome.faults.values()).count(OutputFault.TOOL_FAILED) == 17
    assert outcome.calls == 3


def test_a_half_pdf_is_never_handed_over(stand_in: Callable[[str], Converter], tmp_path: Path) -> None:
    half = '(out / (files[0].stem + ".pdf")).write_bytes(b"%PDF-1.6 half")\nfor file in files[1:]: make(file)'
    outcome, made = _convert(stand_in(half), _files(tmp_path, 3))
    assert (sorted(made), outcome.faults) == ([1, 2], {0: OutputFault.NOT_CONVERTED})


def _alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_stopping_ends_the_program_with_its_children_and_keeps_what_is_done(
    stand_in: Callable[[str], Converter], tmp_path: Path
) -> None:
    child = 'subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])'
    program = stand_in(f"make(files[0])\nsay('pid %d' % {child}.pid)\ntime.sleep(600)")
    made: dict[int, bytes] = {}

    def stop(done: int) -> None:
        if done and "pid" in (tmp_path / "log").read_text(encoding="utf-8"):
            raise Cancelled

    with pytest.raises(Cancelled):
        convert(program, _files(tmp_path, 3), made.__setitem__, stop)
    assert list(made) == [0]
    number = next(line for line in (tmp_path / "log").read_text("utf-8").splitlines() if "pid" in line)
    deadline = time.monotonic() + 10
    while _alive(int(number.split()[1])) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _alive(int(number.split()[1]))


def test_nothing_is_left_behind_and_no_name_is_told(
    stand_in: Callable[[str], Converter], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    program = stand_in("say(' '.join(sys.argv))\nfor file in files: make(file)")
    _convert(program, _files(tmp_path, 3))
    assert list(temporary.iterdir()) == []
    told = (tmp_path / "log").read_text(encoding="utf-8")
    assert "brev" not in told
    assert f"-env:UserInstallation={temporary.as_uri()}" in told


def test_a_letter_that_is_gone_stops_only_itself(
    stand_in: Callable[[str], Converter], tmp_path: Path
) -> None:
    files = _files(tmp_path, 3)
    files[1].unlink()
    outcome, made = _convert(stand_in("for file in files: make(file)"), files)
    assert (sorted(made), outcome.faults) == ([0, 2], {1: OutputFault.NOT_CONVERTED})


def test_without_word_and_libreoffice_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_tools, "converters", lambda: iter(()))
    made = write_pdf((), OutFolder(tmp_path), {}, lambda _done: None)
    assert (made.fault, made.files) == (OutputFault.NO_PDF_TOOL, ())


def test_word_is_told_by_files_and_not_by_names(tmp_path: Path) -> None:
    shell = Converter(PdfTool.WORD, Path("powershell.exe"))
    command = shell.command([tmp_path / "000000.docx"], tmp_path / "out", tmp_path)
    assert (tmp_path / "files.txt").read_text(encoding="utf-8") == (
        f"{tmp_path / '000000.docx'}\t{tmp_path / 'out' / '000000'}.pdf\n"
    )
    script = Path(command[command.index("-File") + 1])
    text = script.read_bytes()
    # Windows PowerShell reads a script as UTF-8 only with the mark in front.
    assert text.startswith(b"\xef\xbb\xbf")
    # No macro runs, whatever Word's own setting is.
    assert b"AutomationSecurity = 3" in text


@needs_office
def test_letters_as_pdf_have_the_letters_names_and_words(tmp_path: Path) -> None:
    opened = open_templates(templates(SHIPPED))
    letters = [facts(LetterKind.NEW_EAN), named("Klinik & Søn <Ærø>"), facts(LetterKind.LEAVE_EAN)]
    run = write_letters(letters, opened, tmp_path)
    (tmp_path / run.written[2].file).write_bytes(b"PK\x03\x04 no letter any more")
    made: dict[int, Path] = {}
    result = write_pdf(run.written, OutFolder(tmp_path / "PDF"), made, lambda _done: None)
    assert result.tool is PdfTool.LIBREOFFICE
    assert [path.stem for path in result.files] == [letter.path.stem for letter in run.written[:2]]
    assert [(one.position, one.fault) for one in result.left] == [(2, OutputFault.NOT_CONVERTED)]
    for path in result.files:
        data = path.read_bytes()
        assert data.startswith(b"%PDF-")
        assert data.rstrip().endswith(b"%%EOF")
    assert sorted(path.name for path in (tmp_path / "PDF").iterdir()) == sorted(
        path.name for path in result.files
    )


@needs_office
def test_the_users_own_libreoffice_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    run = write_letters([facts()], open_templates(templates(SHIPPED)), tmp_path / "breve")
    result = write_pdf(run.written, OutFolder(tmp_path / "PDF"), {}, lambda _done: None)
    assert len(result.files) == 1
    kept = [path for path in home.rglob("*") if path.is_file() and b"Tandl" in path.read_bytes()]
    assert kept == []
    assert not list(home.rglob("registrymodifications.xcu"))
