"""Which pictures go into the decision note, and how are they painted where there is no window?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLibraryInfo
from PySide6.QtWidgets import QApplication

from desktop.domain.decision_note import NoteFacts, NotePicture, NotePictures, PaintedChart
from desktop.ui.appearance import plain_palette
from desktop.ui.charts.chart import Chart
from desktop.ui.charts.stacked import StackedBars
from desktop.ui.charts.tipping import TippingChart
from desktop.ui.charts.tornado import TornadoChart
from desktop.ui.theme import derived_palette

_WIDTH = 640
"""Pixels: 170 mm, the width of the text, at 96 to the inch."""
_TIPPING_HEIGHT = 270


def note_pictures(facts: NoteFacts) -> NotePictures:
    """The charts of the note, dark on white. Needs Qt's application, and the thread it lives on."""
    from desktop.ui.pages.choice.contacts_card import contact_bars

    painted: dict[NotePicture, PaintedChart] = {}
    if facts.options:
        bars = StackedBars(NotePicture.CONTACTS.value)
        bars.set_bars(*contact_bars(facts.contacts, facts.options))
        painted[NotePicture.CONTACTS] = _painted(bars, " ".join(f"{one}." for one in bars.sentences()))
    if facts.tipping is not None:
        curve = TippingChart()
        curve.set_tipping_point(facts.tipping)
        painted[NotePicture.TIPPING] = _painted(curve, curve.summary(), height=_TIPPING_HEIGHT)
    if facts.tornado is not None and facts.tornado.swings:
        tornado = TornadoChart()
        tornado.set_tornado(facts.tornado)
        painted[NotePicture.TORNADO] = _painted(tornado, " ".join((tornado.summary(), *tornado.sentences())))
    return painted


def paint_without_window(facts: NoteFacts) -> NotePictures:
    """The same for a program without a window; nothing at all where Qt cannot start."""
    if QApplication.instance() is not None:
        return note_pictures(facts)
    if sys.platform != "win32":
        # Where there may be no display Qt draws into memory; without that plugin it would end the program.
        plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
        if not any("offscreen" in one.name for one in plugins.glob("*")):
            return {}
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication([])
    painted = note_pictures(facts)
    application.quit()
    return painted


def _painted(chart: Chart, said: str, *, height: int = 0) -> PaintedChart:
    chart.setPalette(derived_palette(plain_palette(dark=False)))
    chart.resize(_WIDTH, height or chart.sizeHint().height())
    # The legend breaks its lines by the width, and the height follows it.
    chart.resize(_WIDTH, height or chart.sizeHint().height())
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    chart.picture().save(buffer, "PNG")
    buffer.close()
    made = PaintedChart(bytes(data.data()), chart.width(), chart.height(), said)
    chart.deleteLater()
    return made
