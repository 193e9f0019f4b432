"""Is the quick guide one page, whatever the font, and can it be printed, saved and heard?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QFont, QPageSize, QPdfWriter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import FileTrouble
from desktop.ui.help import quick_guide as on_paper
from desktop.ui.help import quick_guide_page
from desktop.ui.help.quick_guide import PagePicture, QuickGuideDialog
from desktop.ui.help.quick_guide_page import PAGE
from desktop.ui.help.quick_guide_words import quick_guide
from desktop.ui.messages import Recorder
from desktop.ui.paper import Paper

ROOT = Path(__file__).resolve().parents[3]
PAGES = re.compile(rb"/Type /Page\b(?!s)")


def test_it_has_seven_steps_what_to_have_ready_and_three_things_not_to_forget() -> None:
    steps, ready, never, _good = quick_guide().sections
    assert len(steps.entries) == 7
    assert all(one.title and one.words and one.where for one in steps.entries)
    assert len(ready.entries) >= 3
    assert [one.title for one in never.entries] == [
        "CPR-numre",
        "Breve, før KP begynder",
        "Registrering og rute",
    ]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("family", ["", "DejaVu Sans", "DejaVu Serif", "Courier"])
def test_all_of_it_stays_on_the_page_whatever_the_font(family: str) -> None:
    before = QApplication.font()
    QApplication.setFont(QFont(family) if family else before)
    try:
        guide = quick_guide()
        size = quick_guide_page.fitting(guide)
        reached = quick_guide_page.reach(guide, size)
        assert max(reached) <= PAGE.height() - 20
        assert size >= 7
    finally:
        QApplication.setFont(before)


@pytest.mark.usefixtures("qapp")
def test_the_pdf_has_exactly_one_page_of_a4() -> None:
    made = on_paper.pdf()
    assert made.startswith(b"%PDF-")
    assert len(PAGES.findall(made)) == 1
    box = re.search(rb"/MediaBox \[([^\]]+)\]", made)
    assert box is not None
    assert [round(float(one)) for one in box[1].split()] == [0, 0, 595, 842]


def test_the_page_in_the_documents_is_one_page_of_the_same_words() -> None:
    kept = (ROOT / "docs" / "lynguide.pdf").read_bytes()
    assert len(PAGES.findall(kept)) == 1
    assert b"2026-01-01T00:00:00" in kept


@pytest.mark.usefixtures("qapp")
def test_a_device_of_another_size_gets_the_page_too() -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    assert on_paper.print_on(writer) == 1
    assert writer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4


@pytest.mark.usefixtures("qapp")
def test_the_picture_is_inked_from_top_to_bottom() -> None:
    image = on_paper.picture(400)
    assert image.height() == 400
    inked = [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y).lightness() < 200 for x in range(0, image.width(), 3))
    ]
    assert inked[0] < 5
    assert 300 < inked[-1] < 396


def test_everything_on_it_is_heard(qtbot: QtBot) -> None:
    shown = PagePicture()
    qtbot.addWidget(shown)
    for section in quick_guide().sections:
        assert section.title in shown.accessibleDescription()
        for entry in section.entries:
            assert re.sub(r"[*`]", "", entry.words) in shown.accessibleDescription()
    shown.show()
    assert 360 <= QRectF(shown.rect()).height() <= shown.screen().availableGeometry().height() - 200


def test_it_is_saved_where_the_user_says(qtbot: QtBot, english: None, tmp_path: Path) -> None:
    messages = Recorder()
    dialog = QuickGuideDialog(messages)
    qtbot.addWidget(dialog)
    messages.files.append(tmp_path / "Lynguide.pdf")
    dialog.save()
    assert len(PAGES.findall((tmp_path / "Lynguide.pdf").read_bytes())) == 1
    assert messages.said


def test_a_change_of_mind_writes_nothing_and_trouble_is_told(
    qtbot: QtBot, english: None, tmp_path: Path
) -> None:
    messages = Recorder()
    dialog = QuickGuideDialog(messages)
    qtbot.addWidget(dialog)
    messages.files.append(None)
    dialog.save()
    assert list(tmp_path.iterdir()) == []
    messages.files.append(tmp_path / "not there" / "Lynguide.pdf")
    dialog.save()
    assert [type(error) for error in messages.errors] == [FileTrouble]


def test_it_is_printed_as_every_page_is_and_stays_open_on_a_change_of_mind(
    qtbot: QtBot, english: None
) -> None:
    dialog = QuickGuideDialog(Recorder())
    qtbot.addWidget(dialog)
    dialog.show()
    answers, asked = [False, True], []

    def ask(paper: Paper, _window: QWidget) -> bool:
        asked.append(paper.title)
        return answers.pop(0)

    dialog.print_paper = ask
    dialog.print()
    assert dialog.isVisible()
    dialog.print()
    assert not dialog.isVisible()
    assert asked == [quick_guide().title] * 2
