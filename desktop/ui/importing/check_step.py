"""What would the import do to the plan, and what was wrong in the files? Shown before anything is changed."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.imports import Outcome, SourceKind
from desktop.domain.problems import Severity
from desktop.texts import labels, numbers, problems, summary
from desktop.texts.translate import _, ngettext_
from desktop.ui.importing.changes_card import ChangesCard
from desktop.ui.pages.page import in_gutter
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.card import Card, Divider
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.figures import BigNumber
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.pills import Pill
from desktop.workspace.import_flow import Checked, ProblemGroup, grouped

_SHOWN = 40
_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.ATTENTION, Severity.NOTE: Tone.NEUTRAL}
_OUTCOMES = (Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.GONE)


class GroupRow(QWidget):
    """A kind of problem, how often, and on request where."""

    def __init__(self, group: ProblemGroup) -> None:
        super().__init__()
        self._group = group
        self._filled = False
        title = problems.title(group.kind)
        self.setAccessibleName(title)
        self.opener = Button(
            look=Look.QUIET, icon="caret-right", hint=_("Show where: {what}").format(what=title)
        )
        self.opener.setCheckable(True)
        self.opener.toggled.connect(self._open)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(PlainLabel(title, size=TextSize.STRONG))
        words.addWidget(PlainLabel(problems.sentence(group.problems[0]), muted=True))
        count = PlainLabel(numbers.whole(len(group.problems)), wrap=False, tabular=True)
        row = QHBoxLayout()
        row.setSpacing(Space.MEDIUM)
        row.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(
            Pill(labels.severity(group.severity), _TONES[group.severity]), 0, Qt.AlignmentFlag.AlignTop
        )
        self.places = QWidget()
        self._lines = QVBoxLayout(self.places)
        self._lines.setContentsMargins(Space.WIDE + Space.MEDIUM, 0, 0, 0)
        self._lines.setSpacing(Space.TINY)
        self.places.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        column.setSpacing(Space.SMALL)
        column.addLayout(row)
        column.addWidget(self.places)

    def _open(self, wide: bool) -> None:
        if wide and not self._filled:
            self._fill()
        self.opener.set_icon("caret-down" if wide else "caret-right")
        self.places.setVisible(wide)

    def _fill(self) -> None:
        self._filled = True
        for problem in self._group.problems[:_SHOWN]:
            line = QHBoxLayout()
            line.setSpacing(Space.MEDIUM)
            line.addWidget(ElidedLabel(problems.where(problem), muted=True), 2)
            line.addWidget(ElidedLabel(problem.value), 1)
            self._lines.addLayout(line)
        more = len(self._group.problems) - _SHOWN
        if more > 0:
            text = ngettext_("and {n} more", "and {n} more", more).format(n=numbers.whole(more))
            self._lines.addWidget(PlainLabel(text, size=TextSize.CAPTION, muted=True))


class CheckStep(QWidget):
    """The third step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups: list[GroupRow] = []
        self.changes = ChangesCard(self)
        self.changes.hide()
        self.effect = Card(title=" ")
        self.figures = {outcome: BigNumber() for outcome in _OUTCOMES}
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        for outcome in _OUTCOMES:
            row.addWidget(self.figures[outcome], 1)
        self.effect.body.addLayout(row)
        self.gone = PlainLabel("", size=TextSize.CAPTION, muted=True)
        self.effect.body.addWidget(self.gone)
        inner = QWidget()
        self._sections = QVBoxLayout(inner)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(Space.LARGE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.LARGE)
        column.addWidget(in_gutter(self.effect))
        column.addWidget(ScrollPane(inner, gutter=True), 1)

    def show_checked(self, checked: Checked) -> None:
        """Show what a reading would do, and its problems."""
        suppliers = checked.kind is SourceKind.SUPPLIERS
        title = _("What happens to the suppliers") if suppliers else _("What happens to the invoices")
        if self.effect.title is not None:
            self.effect.title.setText(title)
        added: Counter[Outcome] = Counter()
        for found in checked.summary.counts.values():
            added.update(found)
        for outcome, figure in self.figures.items():
            count = added[outcome]
            figure.set(numbers.whole(count), _caption(outcome, count))
            figure.value.set_muted(not count)
        self.figures[Outcome.GONE].setVisible(suppliers)
        self.gone.setText(_("Suppliers that are no longer in the list stay in the plan."))
        self.gone.setVisible(suppliers and added[Outcome.GONE] > 0)
        if suppliers:
            self.changes.show_summary(checked.summary, added)
        else:
            self.changes.hide()
        self._show_sections(checked)

    def _show_sections(self, checked: Checked) -> None:
        # The card of changes is kept; it belongs between the rows and their problems.
        self._sections.removeWidget(self.changes)
        while (there := self._sections.takeAt(0)) is not None:
            widget = there.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        accounts = Card(title=_("Every row is accounted for"))
        for report in checked.summary.reports:
            line = QHBoxLayout()
            line.setSpacing(Space.LARGE)
            name = ElidedLabel(summary.source_name(report), mode=Qt.TextElideMode.ElideMiddle)
            line.addWidget(name, 2, Qt.AlignmentFlag.AlignTop)
            line.addWidget(PlainLabel(summary.source(report), muted=True, tabular=True), 3)
            accounts.body.addLayout(line)
        # A list the plan has had before is about what is different; a first one about what is wrong with it.
        known = any(one.outcome is not Outcome.NEW for one in checked.summary.changes)
        parts = (self._problems(checked), self.changes)
        self._sections.addWidget(accounts)
        for part in reversed(parts) if known else parts:
            self._sections.addWidget(part)
        self._sections.addStretch(1)

    def _problems(self, checked: Checked) -> Card:
        found = checked.summary.problems
        card = Card(title=_("What to look at"), note=_sentence(summary.problems(found)))
        self.groups = [GroupRow(group) for group in grouped(found)]
        for group in self.groups:
            card.body.addWidget(Divider())
            card.body.addWidget(group)
        return card


def _caption(outcome: Outcome, count: int) -> str:
    """What a count of rows does to the plan, below its figure."""
    return {
        Outcome.NEW: ngettext_("new", "new", count),
        Outcome.CHANGED: ngettext_("changed", "changed", count),
        Outcome.SAME: ngettext_("unchanged", "unchanged", count),
        Outcome.GONE: ngettext_("no longer in the list", "no longer in the list", count),
    }[outcome]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
