"""Do the installer, the workflow and the build agree with each other? Held without Wine, at every change."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from desktop import __version__
from devtools import environment, machine
from windows import building, bundle, installer, lifecycle, noting, report, runtime, stubs, suite, wine
from windows.portable_executable import NotAProgramError, Program

WORKFLOW = environment.ROOT / ".github" / "workflows" / "windows.yml"
SCRIPT = installer.SCRIPT.read_text(encoding="utf-8")
PAGE = report.PAGE.read_text(encoding="utf-8")
ADDRESS = re.compile(r"https?://([\w.-]+)")


def defined(name: str) -> str:
    """What the installer's script defines under a name."""
    found = re.search(rf'^!define {name} "?([^"\n]+)"?$', SCRIPT, re.MULTILINE)
    assert found is not None, name
    return found.group(1)


def test_the_installer_carries_the_programs_version() -> None:
    assert installer.version() == __version__
    assert installer.file_name(__version__) == f"EAN-Planner-{__version__}-x64.exe"
    assert re.search(r'VIProductVersion "\$\{VERSION\}\.0"', SCRIPT)
    assert __version__ not in SCRIPT


def test_its_exit_codes_are_the_ones_that_are_tried_and_told() -> None:
    codes = {
        "CODE_RUNNING": lifecycle.RUNNING,
        "CODE_OLD_WINDOWS": lifecycle.OLD_WINDOWS,
        "CODE_NEWER": lifecycle.NEWER,
    }
    assert {name: int(defined(name)) for name in codes} == codes
    assert len(set(codes.values())) == 3
    for code in codes.values():
        assert f"| {code} |" in PAGE


def test_it_asks_for_no_administrator_and_writes_to_nobody_elses_part_of_the_registry() -> None:
    assert "RequestExecutionLevel user" in SCRIPT
    assert not re.search(r"\bHK(LM|CR)\b", SCRIPT)
    assert "SetShellVarContext all" not in SCRIPT


def test_every_sentence_is_there_in_both_languages() -> None:
    told = re.findall(r"^LangString (\w+) \$\{LANG_(ENGLISH|DANISH)\}", SCRIPT, re.MULTILINE)
    names = {name for name, _ in told}
    assert sorted(told) == sorted((name, tongue) for name in names for tongue in ("ENGLISH", "DANISH"))
    used = set(re.findall(r"\$\((\w+)\)", SCRIPT))
    assert used == names


def test_what_it_registers_is_what_the_life_looks_for() -> None:
    assert defined("PROGID") == lifecycle.PROGID
    assert defined("SUFFIX") == ".eanplan"
    assert "HKCU\\" + defined("UNINSTALL_KEY") == lifecycle.UNINSTALL_KEY
    assert {defined("WINDOW_EXE"), defined("CONSOLE_EXE")} == set(bundle.OURS)


def test_uninstalling_deletes_only_what_was_put_there() -> None:
    """No folder goes with what is in it but the one that is ours alone."""
    assert set(re.findall(r'RMDir /r "([^"]+)"', SCRIPT)) == {"$INSTDIR\\_internal"}


def test_the_workflow_uses_the_same_names_and_says_that_it_has_never_run() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")
    assert text.splitlines()[0].startswith("# Has never been run")
    for part in (installer.SCRIPT.name, lifecycle.PROGID, "EAN-Planner-$version-x64.exe", *bundle.OURS):
        assert part in text
    assert f"Expect 'install while it is open' {lifecycle.RUNNING} " in text
    uses = re.findall(r"uses: (\S+)", text)
    assert uses
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", one) for one in uses)
    assert ADDRESS.findall(text) == []


def test_the_build_names_no_host_to_fetch_from() -> None:
    for path in [*installer.SCRIPT.parent.rglob("*.py"), *stubs.SOURCES.iterdir(), installer.SCRIPT]:
        hosts = set(ADDRESS.findall(path.read_text(encoding="utf-8")))
        assert hosts <= {"learn.microsoft.com"}, path.name


def test_the_page_has_places_for_what_is_found() -> None:
    for name in (report.BUILD, report.TESTS):
        assert "found" in report.placed(PAGE, name, "found")
    with pytest.raises(machine.Trouble, match="no place"):
        report.placed("no marks", report.BUILD, "found")


def test_every_folder_of_tests_is_run_as_windows() -> None:
    tests = environment.ROOT / "tests"
    folders = {path.relative_to(tests).parts[0] for path in tests.glob("*/**/test_*.py")}
    assert folders | {"(top)"} == set(suite.folders(tests))


def test_an_archive_that_is_not_the_one_we_know_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "_address", lambda: "https://example.com/x")
    monkeypatch.setattr(runtime, "_opened", lambda address: b"something else")
    with pytest.raises(machine.Trouble, match="was not used"):
        runtime.fetch(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("x/cp311/python.exe", True),
        ("x/cp311/Lib/json/decoder.py", True),
        ("x/cp311/Lib/test/test_json.py", False),
        ("x/cp311/Lib/site-packages/pip/__init__.py", False),
        ("x/cp311/Lib/testing_not_named_so.py", True),
    ],
)
def test_of_python_only_what_is_needed_is_laid_out(name: str, wanted: bool) -> None:
    assert runtime.wanted(name) is wanted


def test_the_stand_in_for_the_c_library_offers_all_of_it() -> None:
    own = stubs.ours((stubs.SOURCES / "complex.c").read_text(encoding="utf-8"))
    assert {"creal", "crealf", "creall", "csqrtf", "cpow", "cpowf", "cpowl"} <= own
    assert stubs.exports(["malloc", "creal"], own).splitlines()[2:] == [
        "  malloc = wineucrt.malloc",
        "  creal = our_creal",
    ]


def test_a_stand_in_in_the_bundle_would_be_seen() -> None:
    for name in (*stubs.NAMES, "UCRTBASE.DLL", "libQt6Core.so.6", "x.so"):
        assert bundle._is_foreign(Path("_internal") / name)
    assert not bundle._is_foreign(Path("_internal/Qt6Core.dll"))


def made_program() -> bytes:
    """The smallest 64-bit program that needs `KERNEL32.dll` and nothing else."""
    name, imports = b"KERNEL32.dll\0", struct.pack("<5I", 0, 0, 0, 0x1028, 0) + b"\0" * 20
    folders = struct.pack("<IIII", 0, 0, 0x1000, 40) + b"\0" * 8 * 14
    optional = struct.pack("<H", 0x20B) + b"\0" * 106 + struct.pack("<I", 16) + folders
    section = b".rdata\0\0" + struct.pack("<IIII", 0x200, 0x1000, 0x200, 0x400) + b"\0" * 16
    header = struct.pack("<4sHHIIIHH", b"PE\0\0", 0x8664, 1, 0, 0, 0, len(optional), 0)
    start = b"MZ" + b"\0" * 58 + struct.pack("<I", 64)
    return (start + header + optional + section).ljust(0x400, b"\0") + imports + name.ljust(0x200, b"\0")


def test_a_program_says_what_it_needs() -> None:
    program = Program(made_program())
    assert (program.machine, program.needs(), program.offers()) == (0x8664, {"kernel32.dll"}, [])


@pytest.mark.parametrize("content", [b"", b"MZ" + b"\0" * 100, b"\x7fELF"])
def test_what_is_no_program_is_told_apart(content: bytes) -> None:
    with pytest.raises(NotAProgramError):
        Program(content)


def test_counts_are_compared_without_paths_and_times() -> None:
    said = 'noise\n{"plan": "C:\\\\x", "suppliers": 12, "seconds": 1.5, "letters": 3}\n'
    assert lifecycle.counts(said) == {"suppliers": 12, "letters": 3}
    assert lifecycle.counts("Traceback") == {}


def test_what_is_not_as_expected_fails_the_build(tmp_path: Path) -> None:
    good = bundle.Contents(1, 1, {}, 1, 1, [], [])
    outcome = building.Outcome(tmp_path / "x.exe", 1, good)
    assert outcome.faults() == []
    outcome.steps.append(lifecycle.Step("install", "0", "2", ok=False))
    outcome.installer_bytes = 51_000_000
    assert len(outcome.faults()) == 2
    outcome.fingerprints = {"the installer": "a", "the whole bundle": "b"}
    assert "| the installer | `a` |" in report.of_build(outcome)
    outcome.again = {"the installer": "a", "the whole bundle": "c"}
    assert outcome.faults()[1:-1] == ["made again, the whole bundle is another"]
    assert "| the whole bundle | `b` | NO |" in report.of_build(outcome)
    broken = suite.Part("ui", 3, ["tests.ui::test_x"], {}, 1.0, ended=False)
    assert len(broken.faults()) == 2


def test_two_makings_are_compared_by_every_name_and_byte(tmp_path: Path) -> None:
    for place in ("first", "second"):
        for name in (*bundle.OURS, "_internal/modules.pyz"):
            path = tmp_path / place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(name.encode())
        (tmp_path / f"{place}.exe").write_bytes(b"packed")
    first, second = tmp_path / "first", tmp_path / "second"
    made = building.fingerprints(first, tmp_path / "first.exe")
    assert building.fingerprints(second, tmp_path / "second.exe") == made
    (second / "_internal" / "modules.pyz").rename(second / "_internal" / "other.pyz")
    other = building.fingerprints(second, tmp_path / "second.exe")
    assert [name for name in made if made[name] != other[name]] == ["the whole bundle"]


def test_a_second_copy_of_the_c_runtime_is_seen(tmp_path: Path) -> None:
    folder, python, system = tmp_path / "bundle", tmp_path / "python", tmp_path / "system"
    for path in (folder / "_internal" / "PySide6", python / "DLLs", system):
        path.mkdir(parents=True)
    for path in (folder / "_internal" / "msvcp140.dll", python / "msvcp140.dll", system / "kernel32.dll"):
        path.write_bytes(made_program())
    assert bundle.look_through(folder, python, system=system).faults == []
    (folder / "_internal" / "PySide6" / "MSVCP140.dll").write_bytes(made_program())
    faults = bundle.look_through(folder, python, system=system).faults
    assert len(faults) == 1
    assert faults[0].endswith("MSVCP140.dll is not where every library finds it")


SOME_TESTS = """
import pytest
def test_good(): pass
def test_bad(): assert False
def test_left_out(): pytest.skip("needs strace")
@pytest.fixture
def breaks():
    yield
    raise ValueError
def test_breaks_at_its_end(breaks): pass
"""


def test_each_test_is_noted_as_it_ends_and_not_run_again(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.jsonl"
    monkeypatch.setenv(noting.NOTES, str(notes))
    pytester.makepyfile(test_some=SOME_TESTS, test_broken="import nothing_of_this_name")
    options = ["-p", "windows.noting", "--continue-on-collection-errors"]
    pytester.runpytest_inprocess(*options)
    part = suite.read("x", notes, seconds=1, ended=True)
    assert (part.passed, part.skipped, part.ended) == (1, {"needs strace": 1}, True)
    assert part.failed == ["test_broken.py", "test_some.py::test_bad", "test_some.py::test_breaks_at_its_end"]
    pytester.runpytest_inprocess(*options, "test_some.py").assert_outcomes(deselected=4)


def test_a_test_that_took_its_process_with_it_has_failed(tmp_path: Path) -> None:
    notes = tmp_path / "notes.jsonl"
    whole = '{"begun": "a"}\n{"ended": "a", "outcome": "passed"}\n{"begun": "b"}\n'
    notes.write_text(whole + '{"ended": "b", "outco', encoding="utf-8")
    assert suite.unfinished(notes) == ["b"]
    noting.Notes(notes).failed("b")
    assert suite.unfinished(notes) == []
    assert suite.read("x", notes, seconds=1, ended=True).failed == ["b"]
    assert not suite.read("x", tmp_path / "none.jsonl", seconds=1, ended=True).ended


def test_what_passed_is_not_run_again(tmp_path: Path) -> None:
    notes = tmp_path / "x.jsonl"
    for test, outcome in {"a": "passed", "b": "failed", "c": "skipped"}.items():
        with notes.open("a", encoding="utf-8") as file:
            file.write(f'{{"begun": "{test}"}}\n{{"ended": "{test}", "outcome": "{outcome}", "why": "x"}}\n')
    suite.forget_failures(notes)
    assert [line.get("begun") for line in noting.read(notes)] == ["a", None]
    assert suite.read("x", notes, seconds=1, ended=True).passed == 1


def test_folders_run_one_by_one_are_told_together(tmp_path: Path) -> None:
    tests = environment.ROOT / "tests"
    ui = suite.Part(
        "ui", 3, ["tests/ui/test_x.py::test_y"], {"needs strace": 2}, 1.5, ended=True, commit="a+"
    )
    top = suite.Part("(top)", 4, [], {"needs strace": 1}, 1, ended=True, commit="b")
    for part in (top, ui):
        suite.remember(part, tmp_path)
    assert suite.remembered(tmp_path, tests) == [ui, top]
    told = report.of_tests(suite.remembered(tmp_path, tests))
    assert "| ui | 3 | 1 | 2 | 2 s | a+ |" in told
    assert "| all | 7 | 1 | 3 |" in told
    assert "| needs strace | 3 |" in told
    assert told.endswith("* as Windows: tests/ui/test_x.py::test_y")


def test_missing_programs_are_asked_for_by_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None if name == "makensis" else f"/usr/bin/{name}")
    assert wine.missing() == ["nsis"]
