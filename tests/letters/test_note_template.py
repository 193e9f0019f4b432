"""Is the note's template as it is generated, and accessible? Do its pictures say what they show?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from docx import Document

from desktop.letters.pictures import described_picture
from desktop.letters.template import LetterTemplate
from desktop.paths import note_templates_dir
from tests.letters.samples import SHIPPED

_REPOSITORY = SHIPPED.parents[1]
_TEMPLATE = note_templates_dir() / "decision-note.docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
_PROBE = """
import sys
from pathlib import Path
from letters import build
build.build_note(Path(sys.argv[1]))
"""


def test_the_generator_makes_exactly_what_is_shipped(tmp_path: Path) -> None:
    path = os.pathsep.join((str(_REPOSITORY), str(_REPOSITORY / "packaging")))
    command = [sys.executable, "-c", _PROBE, str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": path}, cwd=tmp_path)
    assert (tmp_path / "decision-note.docx").read_bytes() == _TEMPLATE.read_bytes()


def test_the_template_is_accessible() -> None:
    note = Document(str(_TEMPLATE))
    styles = [paragraph.style.name for paragraph in note.paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") >= 8
    for table in note.tables:
        assert table.rows[0]._tr.find(f"{_W}trPr/{_W}tblHeader") is not None
        assert table._tbl.xpath("string(w:tblPr/w:tblCaption/@w:val)")
    assert [one.get(f"{_W}val") for one in note.styles.element.iter(f"{_W}lang")] == ["da-DK"]


def test_the_template_asks_for_no_persons_number() -> None:
    assert not {name for name in LetterTemplate.load(_TEMPLATE).fields if "cpr" in name}


def test_a_picture_has_its_text_escaped(tmp_path: Path) -> None:
    made = Document()
    made.add_paragraph("{{ billede }}")
    made.save(str(tmp_path / "t.docx"))
    said = 'Genbrug < nyt & "mere"'
    picture = described_picture(_PIXEL, width_mm=20, said=said)
    (tmp_path / "ud.docx").write_bytes(LetterTemplate.load(tmp_path / "t.docx").render({"billede": picture}))
    (shape,) = Document(str(tmp_path / "ud.docx")).inline_shapes
    assert shape._inline.docPr.get("descr") == said
