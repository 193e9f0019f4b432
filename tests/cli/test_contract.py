"""Does every command that is built give the names and keys that the contract promises robots?

The contract is `../shared/design/cli.md`: a table with command, what it does, and the JSON it gives. Keys may
be added, never renamed or left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest

from desktop.cli import COMMANDS, main
from desktop.texts.usage import LATER
from desktop.workspace.operations import ChooseEan, ImportInvoices, ImportSuppliers
from tests.building import invoice, invoice_file, new_session, podiatrist, supplier_list

NEW_EAN = "5790000000043"
CONTRACT = Path(__file__).resolve().parents[3] / "shared" / "design" / "cli.md"
_KEY = re.compile(r"(\w+)(?:: (\[?)\{([^}]*)\}\]?)?")


@dataclass(frozen=True)
class Promise:
    """A key of an answer, and the keys of what stands under it."""

    key: str
    is_list: bool = False
    inner: frozenset[str] = frozenset()


def promises() -> dict[str, tuple[Promise, ...]]:
    """Every command of the contract with its keys; "as above" is what the command before it promises."""
    found: dict[str, tuple[Promise, ...]] = {}
    before: tuple[Promise, ...] = ()
    for line in CONTRACT.read_text(encoding="utf-8").splitlines():
        if not line.startswith("| `"):
            continue
        commands, _does, keys = (cell.strip() for cell in line.strip("|").split(" | "))
        told = tuple(_promise(one) for one in re.findall(r"`([^`]+)`", keys))
        before = (*before, *told) if keys.startswith("as above") else told
        for command in re.findall(r"`([a-z][a-z-]*)", commands):
            found[command] = before
    return found


def _promise(text: str) -> Promise:
    told = _KEY.match(text)
    assert told is not None, text
    inner = frozenset(re.findall(r"\w+", told[3] or ""))
    return Promise(told[1], bool(told[2]), inner)


pytestmark = pytest.mark.skipif(
    not CONTRACT.exists(), reason="the contract beside the repository is not here"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a plan, a list, an extract, a template and its fields."""
    folder = tmp_path_factory.mktemp("contract")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EAN_PLANNER_HOME", str(folder / "home"))
        session = new_session()
        session.run(ImportSuppliers(supplier_list(*map(podiatrist, range(1, 8)))))
        rows = [invoice(podiatrist(1 + n % 7), str(n), citizens=n % 4) for n in range(40)]
        session.run(ImportInvoices(invoice_file(rows)))
        session.run(ChooseEan("new", new_ean=NEW_EAN))
        session.save_as(folder / "plan.eanplan")
        session.close()
        (folder / "liste.csv").write_text("Kreditornr.;Navn\n1;Ny ApS\n;Uden nummer\n", encoding="utf-8")
        docx.Document().save(str(folder / "skabelon.docx"))
        (folder / "felter.json").write_text("{}", encoding="utf-8")
        yield folder


ARGUMENTS = {
    "demo": ("--out", "{folder}/demo"),
    "new": ("{folder}/ny.eanplan", "--municipality", "Prøveby Kommune"),
    "import-suppliers": ("{plan}", "{folder}/liste.csv", "--dry-run"),
    "import-invoices": ("{plan}", "{folder}/liste.csv", "--dry-run", "--map", "invoice_id=Navn"),
    "invoices": ("{plan}",),
    "collective": ("{plan}",),
    "compare": ("{plan}",),
    "choose": ("{plan}", "new", "--new-ean", NEW_EAN),
    "waves": ("{plan}", "--propose"),
    "recipients": ("{plan}",),
    "letters": ("{plan}", "--out", "{folder}/breve"),
    "check-template": ("{template}",),
    "render": ("{folder}/skabelon.docx", "{folder}/felter.json", "{folder}/ud.docx"),
    "decision-note": ("{plan}", "{folder}/notat.docx", "--no-pictures"),
    "tasks": ("{plan}", "--go-live", "2027-03-01"),
    "history": ("{plan}",),
    "undo": ("{plan}",),
    "redo": ("{plan}",),
    "self-test": (),
}
"""In an order in which each has something to tell."""


def test_every_command_of_the_contract_is_built_or_said_to_come() -> None:
    promised = set(promises())
    assert len(promised) > 15
    assert promised - set(COMMANDS) == LATER
    assert promised - LATER == set(ARGUMENTS)


@pytest.mark.parametrize("command", ARGUMENTS)
def test_an_answer_has_the_promised_keys(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EAN_PLANNER_HOME", str(folder / "home"))
    template = Path(__file__).resolve().parents[2] / "templates" / "letters" / "new-ean-one-per-citizen.docx"
    places = {"folder": folder, "plan": folder / "plan.eanplan", "template": template}
    status = main([command, *(one.format(**places) for one in ARGUMENTS[command]), "--json"])
    told = capsys.readouterr()
    assert status in (0, 1), told.err
    answer: dict[str, Any] = json.loads(told.out)
    missing = [one.key for one in promises()[command] if one.key not in answer]
    assert missing == []
    for one in promises()[command]:
        inner = answer[one.key]
        if one.inner and inner:
            assert one.inner <= (inner[0] if one.is_list else inner).keys(), one.key
