"""How far is the open plan? The five steps with the next one ready to press, the figures, and the sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.texts import dates, labels, numbers, summary
from desktop.texts.translate import _, ngettext_
from desktop.ui import icons, theme
from desktop.ui.contrast import mix
from desktop.ui.pages.journey import Step, StepAction, StepState, missing_details
from desktop.ui.pages.start_agenda import AgendaCard
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from desktop.ui.widgets.card import Card, Divider
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.figures import BigNumber, KeyValueRow
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from desktop.domain.plan import Source
    from desktop.ui.pages.page import PageContext
    from desktop.ui.pages.start_facts import StartFacts
    from desktop.ui.pages.start_tour import TourStep

_MARK = 28
_NARROWEST = 46
"""Characters a side needs: with fewer, the cards on the right go below those on the left."""


class StepMark(QWidget):
    """The number of a step, or a tick when it is done."""

    def __init__(self, number: int, state: StepState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._state = number, state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme.icon_size(self.font(), share=1.5, least=_MARK)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        area = QRectF(1, 1, side - 2, side - 2)
        if self._state is StepState.DONE:
            good = palette.tone(Tone.GOOD)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(good.soft)
            painter.drawEllipse(area)
            icons.paint(painter, "check", QRectF(6, 6, side - 12, side - 12), good.text)
            return
        now = self._state is StepState.NEXT
        painter.setPen(Qt.PenStyle.NoPen if now else QPen(palette.outline, 1.2))
        painter.setBrush(palette.accent if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area)
        painter.setPen(palette.on_accent if now else palette.muted)
        painter.setFont(theme.font(TextSize.STRONG, tabular=True))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class StepRow(QWidget):
    """One step: mark, what to do, how far it is, and a button where there is something to do.

    Args:
        how: how it is done, for a beginner.
    """

    def __init__(self, number: int, step: Step, do: Callable[[StepAction], None], *, how: str = "") -> None:
        super().__init__()
        self.step = step
        self.setAccessibleName(f"{number}. {step.title}")
        self.setAccessibleDescription(_state_text(step.state))
        quiet = step.state in (StepState.LATER, StepState.RESTING)
        title = PlainLabel(
            step.title,
            size=TextSize.CARD_TITLE if step.state is StepState.NEXT else TextSize.STRONG,
            muted=quiet,
        )
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(title)
        words.addWidget(PlainLabel(step.text, muted=True))
        self.words = words
        if how:
            words.addSpacing(Space.TINY)
            words.addWidget(PlainLabel(how))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        row.setSpacing(Space.LARGE)
        row.addWidget(StepMark(number, step.state), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.button = _step_button(step)
        self.button.clicked.connect(lambda: do(step.action))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The next step stands on a soft ground: it is the page's answer."""
        if self.step.state is not StepState.NEXT:
            return
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = palette.tone(Tone.ACCENT)
        painter.setPen(QPen(accent.shape, 1) if palette.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(mix(palette.surface, accent.soft, 0.55))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
        )


def _step_button(step: Step) -> Button:
    if step.state is StepState.NEXT:
        button: Button = PrimaryButton(step.verb)
    elif step.state is StepState.DONE:
        again = step.action is StepAction.IMPORT
        button = LinkButton(_("Import again") if again else _("Look"))
    else:
        button = LinkButton(step.verb)
    button.setAccessibleName(f"{step.title}: {button.text()}")
    return button


def _state_text(state: StepState) -> str:
    return {
        StepState.DONE: _("Done"),
        StepState.NEXT: _("Next step"),
        StepState.RESTING: _("Nothing to do just now"),
        StepState.LATER: _("Later"),
    }[state]


class TourCard(Card):
    """The seven steps for a beginner, the next one with how it is done.

    Signals:
        ended: they have had enough of it.
    """

    ended = Signal()

    def __init__(self, context: PageContext, do: Callable[[StepAction], None]) -> None:
        super().__init__(
            title=_("How to get started"),
            note=_("Seven steps. The program ticks a step off by itself when the plan shows it is done."),
        )
        self._context, self._do = context, do
        self.rows: list[StepRow] = []
        self.hide_button = LinkButton(
            _("Hide the tour"), hint=_("It can be brought back from the Help menu: Getting started.")
        )
        self.hide_button.clicked.connect(self.ended)
        self.body.setContentsMargins(Space.TINY, Space.LARGE, Space.TINY, Space.SMALL)
        if self.title_row is not None and self.note is not None:
            self.title_row.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, 0)
            self.note.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, 0)
            self.title_row.addWidget(self.hide_button)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)

    def show_steps(self, steps: tuple[TourStep, ...]) -> None:
        """Show how far the job is."""
        rows = [self._row(number, one) for number, one in enumerate(steps, 1)]
        _exchange(self._rows, self.rows, rows)
        self.rows = rows

    def _row(self, number: int, one: TourStep) -> StepRow:
        now = one.step.state is StepState.NEXT
        row = StepRow(number, one.step, self._do, how=one.how if now else "")
        if now:
            more = LinkButton(_("Show me how"))
            more.setAccessibleName(f"{one.step.title}: {more.text()}")
            more.clicked.connect(lambda: self._context.show_help(one.topic))
            row.words.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return row


class ProgressView(QWidget):
    """Steps to the left, or the tour; figures, municipality and sources to the right.

    Signals:
        tour_ended: the beginner is none any more.
    """

    tour_ended = Signal()

    def __init__(
        self, context: PageContext, do: Callable[[StepAction], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._do = context, do
        self.rows: list[StepRow] = []
        self.steps = Card(title=_("From supplier list to KP"))
        self.steps.body.setContentsMargins(Space.TINY, Space.LARGE, Space.TINY, Space.SMALL)
        if self.steps.title_row is not None:
            self.steps.title_row.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, 0)
        self._step_rows = QVBoxLayout()
        self._step_rows.setSpacing(0)
        self.steps.body.addLayout(self._step_rows)
        self.tour = TourCard(context, do)
        self.tour.ended.connect(self.tour_ended)
        self._build_figures()
        self.sources = Card(title=_("What has been imported"))
        self._source_rows = QVBoxLayout()
        self._source_rows.setSpacing(Space.SMALL)
        self.sources.body.addLayout(self._source_rows)
        self._build_municipality()
        self.agenda = AgendaCard(context)
        sides = Columns(_NARROWEST)
        sides.add(_stacked(self.tour, self.steps, self.sources), 5)
        sides.add(_stacked(self.agenda, self.figures, self.municipality), 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sides)

    def _build_figures(self) -> None:
        self.figures = Card(title=_("The plan in figures"))
        self.suppliers, self.kp = BigNumber(), BigNumber()
        self.collective, self.letters = BigNumber(), BigNumber()
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.LARGE)
        grid.setVerticalSpacing(Space.LARGE)
        for place, figure in enumerate((self.suppliers, self.kp, self.collective, self.letters)):
            grid.addWidget(figure, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.figures.body.addLayout(grid)

    def _build_municipality(self) -> None:
        self.municipality = Card(title=_("The municipality"))
        change = LinkButton(_("Change"), hint=_("Change the municipality's details"))
        change.clicked.connect(self._context.edit_municipality)
        if self.municipality.title_row is not None:
            self.municipality.title_row.addWidget(change)
        self._municipality_rows = QVBoxLayout()
        self._municipality_rows.setSpacing(0)
        self.municipality.body.addLayout(self._municipality_rows)

    # ----------------------------------------------------------------------------------------- showing

    def show_facts(self, facts: StartFacts) -> None:
        """Show how far a plan is."""
        self._show_steps(facts.steps)
        self.agenda.show_agenda(facts.agenda, facts.today)
        self.steps.setVisible(not facts.tour)
        self.tour.setVisible(bool(facts.tour))
        self.tour.show_steps(facts.tour)
        self._show_figures(facts)
        self._show_sources(facts.sources)
        self._show_municipality(facts)

    def _show_steps(self, steps: tuple[Step, ...]) -> None:
        rows = [StepRow(number, step, self._do) for number, step in enumerate(steps, 1)]
        _exchange(self._step_rows, self.rows, rows)
        self.rows = rows

    def _show_figures(self, facts: StartFacts) -> None:
        found = facts.overview
        self.suppliers.set(
            numbers.whole(found.suppliers),
            ngettext_("supplier", "suppliers", found.suppliers),
            note=_("{n} active").format(n=numbers.whole(found.active)) if found.active else "",
        )
        share = found.kp / found.active if found.active else 0.0
        self.kp.set(
            numbers.whole(found.kp),
            _("active suppliers belong in KP"),
            note=_("{share} of the active").format(share=numbers.percent(share)) if found.active else "",
        )
        suspected = _("{n} more suspected").format(n=numbers.whole(found.collective_suspected))
        self.collective.set(
            numbers.whole(found.collective_sure),
            _("send collective invoices"),
            note=suspected if found.collective_suspected else "",
        )
        chosen = found.choice is not None
        done = facts.standing.written
        written = _("{n} written").format(n=numbers.whole(done))
        self.letters.set(
            numbers.whole(found.letters_to_write) if chosen else "–",
            ngettext_("letter to write", "letters to write", found.letters_to_write),
            note=(written if done else "") if chosen else _("after the choice"),
        )

    def _show_sources(self, sources: tuple[Source, ...]) -> None:
        _clear(self._source_rows)
        self.sources.setVisible(bool(sources))
        for source in sources:
            self._source_rows.addWidget(_SourceRow(source))

    def _show_municipality(self, facts: StartFacts) -> None:
        _clear(self._municipality_rows)
        known = facts.municipality
        rows = [
            (_("KP receives from"), _go_live(facts)),
            (_("ERP system"), labels.erp(known.erp)),
            (_("New EAN number for KP"), known.new_ean or _("Not told yet")),
            (_("Contact person"), known.contact or _("Not told yet")),
        ]
        for place, (name, value) in enumerate(rows):
            self._municipality_rows.addWidget(KeyValueRow(name, value, divider=place < len(rows) - 1))
        missing = missing_details(known)
        if missing:
            self._municipality_rows.addSpacing(Space.SMALL)
            text = _("The letters still lack: {details}.").format(details=missing)
            self._municipality_rows.addWidget(PlainLabel(text, size=TextSize.CAPTION, tone=Tone.ATTENTION))


class _SourceRow(QWidget):
    """A file that was imported: its name, the account of its rows, and when."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        name = ElidedLabel(summary.source_name(source), mode=Qt.TextElideMode.ElideMiddle)
        top = QHBoxLayout()
        top.setSpacing(Space.MEDIUM)
        top.addWidget(name, 1)
        top.addWidget(PlainLabel(dates.short(source.at.date()), muted=True, wrap=False, tabular=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.TINY, 0, Space.TINY)
        column.setSpacing(Space.HAIR)
        column.addLayout(top)
        column.addWidget(PlainLabel(summary.source(source), size=TextSize.CAPTION, muted=True))


def _go_live(facts: StartFacts) -> str:
    day = facts.municipality.go_live
    if day is None:
        return _("Not told yet")
    return dates.long(day)


def _stacked(*cards: QWidget) -> QWidget:
    """Cards under each other."""
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.LARGE)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return side


def _exchange(layout: QVBoxLayout, before: list[StepRow], rows: list[StepRow]) -> None:
    """Put steps in place of those that stood there; the keyboard stays on its step while there is one."""
    focused = next((row.step.title for row in before if row.button.hasFocus()), None)
    _clear(layout)
    _lay_out(layout, rows)
    same = next((row for row in rows if row.step.title == focused), None)
    if same is not None:
        same.button.setFocus()


def _lay_out(layout: QVBoxLayout, rows: list[StepRow]) -> None:
    """Put steps below each other."""
    for above, row in zip([None, *rows], rows, strict=False):
        # No line beside the soft ground of the next step: its edge divides well enough.
        if above is not None and StepState.NEXT not in {above.step.state, row.step.state}:
            layout.addWidget(Divider())
        layout.addWidget(row)


def _clear(layout: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
