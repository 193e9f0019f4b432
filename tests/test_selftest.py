"""Does the self-test find every fault, and does one fault hide no other?"""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

from desktop import paths, selftest


def by_name() -> dict[str, selftest.Check]:
    return {check.name: check for check in selftest.run_checks()}


@pytest.mark.usefixtures("qapp")
def test_this_installation_can_do_its_work() -> None:
    assert [check for check in selftest.run_checks() if not check.ok] == []


@pytest.mark.parametrize("name", list(selftest.CHECKS))
def test_a_fault_in_one_check_is_told_and_hides_no_other(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise OSError(f"cannot read {Path.home() / 'secret'}")

    monkeypatch.setattr(
        selftest, "CHECKS", {key: broken if key == name else lambda: "fine" for key in selftest.CHECKS}
    )
    checks = by_name()
    assert list(checks) == list(selftest.CHECKS)
    assert [key for key, check in checks.items() if not check.ok] == [name]
    assert checks[name].detail.startswith("OSError: cannot read ~")


@pytest.mark.parametrize("name", ["resources", "catalogue", "letters"])
def test_missing_data_are_found(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "program_dir", lambda: tmp_path)
    assert not by_name()[name].ok


def test_a_template_that_is_no_document_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"not a document")
    monkeypatch.setattr(paths, "letter_templates_dir", lambda: tmp_path)
    assert not by_name()["letters"].ok


def test_a_user_folder_that_cannot_be_written_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "file" / "below"))
    assert not by_name()["user-folder"].ok


@pytest.mark.parametrize(
    ("check", "module", "attribute", "value"),
    [
        ("window", "PySide6", "__version__", "6.12.0"),
        ("openpyxl", "openpyxl.xml", "DEFUSEDXML", False),
        ("identifiers", "stdnum.ean", "is_valid", lambda number: True),
        ("duplicates", "rapidfuzz.fuzz", "ratio", importlib.import_module("rapidfuzz.fuzz_py").ratio),
    ],
)
def test_a_library_that_answers_wrongly_is_found(
    check: str, module: str, attribute: str, value: object, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    monkeypatch.setattr(importlib.import_module(module), attribute, value)
    assert not by_name()[check].ok


def test_nothing_here_relies_on_assert() -> None:
    """The built program is optimised: an `assert` in it checks nothing."""
    tree = ast.parse(Path(selftest.__file__).read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
