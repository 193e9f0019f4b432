"""Does anyone's docxtpl template go through the same gateway, from plain JSON to a file that is whole?"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from docx import Document

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import CprInDocument
from desktop.letters.rendering import render_document
from desktop.whole_file import replace_file
from tests.letters.samples import paragraphs_of, word_file

_JSON = """{"kunde": {"navn": "Bang & Olufsen <Æ>", "ordrer": [{"nr": 1, "linjer": ["a", "b"]},
 {"nr": 2, "linjer": []}]}, "note": null, "pris": 12.5, "betalt": true}"""


def _template(folder: Path) -> Path:
    path = folder / "skabelon.docx"
    path.write_bytes(
        word_file(
            "{{ kunde.navn }}{{ note }} {{ pris }} {% if betalt %}betalt{% endif %}",
            "{%p for o in kunde.ordrer %}",
            "Ordre {{ o.nr }}: {% for l in o.linjer %}{{ l }}{% else %}ingen{% endfor %}",
            "{%p endfor %}",
            tables=[
                [
                    ["Nr", "Antal"],
                    ["{%tr for o in kunde.ordrer %}", ""],
                    ["{{ o.nr }}", "{{ o.linjer|length }}"],
                    ["{%tr endfor %}", ""],
                ]
            ],
        )
    )
    return path


def test_nested_json_with_loops_and_tables(tmp_path: Path) -> None:
    out = tmp_path / "ud.docx"
    render_document(_template(tmp_path), json.loads(_JSON), out)
    assert paragraphs_of(out.read_bytes()) == [
        "Bang & Olufsen <Æ> 12.5 betalt",
        "Ordre 1: ab",
        "Ordre 2: ingen",
    ]
    table = Document(str(out)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Nr", "Antal"],
        ["1", "2"],
        ["2", "0"],
    ]


def test_a_file_already_there_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "ud.docx"
    out.write_bytes(b"gammel")
    render_document(_template(tmp_path), json.loads(_JSON), out)
    assert Document(str(out)).paragraphs
    assert sorted(path.name for path in tmp_path.iterdir()) == ["skabelon.docx", "ud.docx"]


def test_when_it_cannot_be_written_what_was_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "ud.docx"
    out.write_bytes(b"gammel")

    def no_space(handle: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(FileTrouble) as caught:
        render_document(_template(tmp_path), json.loads(_JSON), out)
    assert (caught.value.fault, caught.value.name) == (FileFault.DISK_FULL, "ud.docx")
    assert out.read_bytes() == b"gammel"
    assert not list(tmp_path.glob("*.tmp~"))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        render_document(_template(tmp_path), json.loads(_JSON), tmp_path / "nej" / "ud.docx")
    assert caught.value.fault is FileFault.NO_FOLDER


def test_a_folder_where_the_file_should_go(tmp_path: Path) -> None:
    (tmp_path / "ud.docx").mkdir()
    with pytest.raises(FileTrouble) as caught:
        render_document(_template(tmp_path), json.loads(_JSON), tmp_path / "ud.docx")
    assert caught.value.fault is FileFault.IS_FOLDER
    assert sorted(path.name for path in tmp_path.iterdir()) == ["skabelon.docx", "ud.docx"]


@pytest.mark.parametrize(("there", "fault"), [(True, FileFault.IN_USE), (False, FileFault.NO_ACCESS)])
def test_a_file_that_may_not_take_its_place_is_in_use_only_when_it_is_there(
    there: bool, fault: FileFault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there:
        (tmp_path / "ud.docx").write_bytes(b"gammel")

    def refused(source: Path, target: Path) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(FileTrouble) as caught:
        replace_file(tmp_path / "ud.docx", b"ny", pause=lambda _: None)
    assert caught.value.fault is fault
    assert not list(tmp_path.glob("*.tmp~"))


def test_a_file_may_come_in_pieces(tmp_path: Path) -> None:
    replace_file(tmp_path / "ud.csv", (piece for piece in (b"a;", b"b\r\n")))
    assert (tmp_path / "ud.csv").read_bytes() == b"a;b\r\n"


def test_a_cpr_number_in_the_values_makes_no_file(tmp_path: Path) -> None:
    context = json.loads(_JSON)
    context["note"] = "010160-5003"
    with pytest.raises(CprInDocument):
        render_document(_template(tmp_path), context, tmp_path / "ud.docx")
    assert not (tmp_path / "ud.docx").exists()
