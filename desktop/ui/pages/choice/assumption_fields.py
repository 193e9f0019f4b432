"""Which assumptions are in force, and how is one changed? The figures answer while one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.domain.assumptions import ASSUMPTIONS, Assumption, Assumptions
from desktop.domain.errors import UnknownAssumption
from desktop.domain.scenarios import OpenSuppliers, Premises
from desktop.texts import assumptions as assumption_texts
from desktop.texts import errors
from desktop.texts import scenarios as scenario_texts
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.fields import Choice, LineField
from desktop.ui.widgets.labels import PlainLabel, plain_tip
from desktop.ui.widgets.section import Section

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("letters", ("letter_minutes", "call_share", "call_minutes", "reminder_share", "reminder_minutes")),
    ("misrouted", ("months_until_changed", "reject_minutes", "old_way_minutes")),
    ("new", ("setup_hours", "pilot_suppliers", "wave_suppliers")),
    ("calendar", ("notice_weeks", "wave_interval_weeks", "tail_weeks", "watching_hours")),
    ("facts", ("capacity_per_month", "window_months")),
)
_FIELD_CHARACTERS = 9
_BY_KEY = {one.key: one for one in ASSUMPTIONS}


def _group_title(group: str) -> str:
    return {
        "letters": _("Letters and calls"),
        "misrouted": _("Until suppliers have changed"),
        "new": _("A new EAN number"),
        "calendar": _("Calendar"),
        "facts": _("Capacity and period"),
    }[group]


class AssumptionField(QObject):
    """One assumption in a row of the grid: name, field, unit.

    Signals:
        changed: the key and the new value; only values inside the range.
        asked: the field has the focus: explain it.
    """

    changed = Signal(str, float)
    asked = Signal(str)

    def __init__(self, declared: Assumption, parent: QWidget) -> None:
        super().__init__(parent)
        self.declared = declared
        self.name = PlainLabel(assumption_texts.label(declared.key))
        self.field = LineField()
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.unit = PlainLabel(assumption_texts.unit(declared.unit), muted=True)
        self.said = PlainLabel("", size=TextSize.CAPTION, tone=Tone.BAD)
        self.said.hide()
        self.name.setBuddy(self.field)
        self.field.setAccessibleName(self.name.text())
        self.field.setAccessibleDescription(assumption_texts.explanation(declared.key))
        for widget in (self.name, self.field):
            widget.setToolTip(plain_tip(assumption_texts.source(declared.key)))
        self.field.textEdited.connect(self._edited)
        self.field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.asked.emit(self.declared.key)
        return super().eventFilter(watched, event)

    def show_value(self, value: float) -> None:
        """Show the value in force; a field that is being typed in with that value is left alone."""
        if self._read(self.field.text()) != value:
            self.field.setText(assumption_texts.typed(self.declared.key, value))
            self._say("")
        changed = value != self.declared.default
        self.name.setText(assumption_texts.label(self.declared.key) + (" *" if changed else ""))
        self.field.setAccessibleName(
            _("{assumption}, changed").format(assumption=assumption_texts.label(self.declared.key))
            if changed
            else assumption_texts.label(self.declared.key)
        )

    def _read(self, text: str) -> float | None:
        return assumption_texts.read(self.declared.key, text)

    def _edited(self, text: str) -> None:
        value = self._read(text)
        try:
            if value is None:
                raise UnknownAssumption(self.declared.key, low=self.declared.low, high=self.declared.high)
            Assumptions({self.declared.key: value})
        except UnknownAssumption as error:
            self._say(errors.sentence(error))
            return
        self._say("")
        self.changed.emit(self.declared.key, value)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence or assumption_texts.explanation(self.declared.key))


class AssumptionsCard(Card):
    """All assumptions, in groups.

    Signals:
        changed: an assumption's key and value.
        open_suppliers: how suppliers nobody has judged are taken now.
        reset: all back to what is declared.
    """

    changed = Signal(str, float)
    open_suppliers = Signal(object)
    reset = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Assumptions"))
        self.fields: dict[str, AssumptionField] = {}
        self.reset_button = LinkButton(_("Back to the defaults"))
        self.reset_button.clicked.connect(self.reset)
        if self.title_row is not None:
            self.title_row.addWidget(self.reset_button)
        self.state = PlainLabel("", muted=True, size=TextSize.CAPTION)
        self.body.addWidget(self.state)
        self._build_open()
        for group, keys in _GROUPS:
            self.body.addWidget(self._section(_group_title(group), keys))
        self.help = PlainLabel("", muted=True, size=TextSize.CAPTION)
        self.body.addWidget(self.help)
        self.body.addStretch(1)
        self._explain("letter_minutes")

    def _build_open(self) -> None:
        self.open_choice = Choice()
        for one in OpenSuppliers:
            self.open_choice.addItem(scenario_texts.open_suppliers(one), one)
        label = PlainLabel(_("Suppliers that are not settled count"))
        label.setBuddy(self.open_choice)
        self.open_choice.setAccessibleName(label.text())
        self.open_choice.activated.connect(
            lambda at: self.open_suppliers.emit(OpenSuppliers(self.open_choice.itemData(at)))
        )
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(label, 1)
        row.addWidget(self.open_choice)
        self.body.addLayout(row)

    def _section(self, title: str, keys: tuple[str, ...]) -> Section:
        section = Section(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.SMALL)
        grid.setVerticalSpacing(Space.TINY)
        grid.setColumnStretch(0, 1)
        for at, key in enumerate(keys):
            one = AssumptionField(_BY_KEY[key], self)
            one.field.setFixedWidth(_FIELD_CHARACTERS * self.fontMetrics().averageCharWidth())
            one.changed.connect(self.changed)
            one.asked.connect(self._explain)
            grid.addWidget(one.name, 2 * at, 0)
            grid.addWidget(one.field, 2 * at, 1)
            grid.addWidget(one.unit, 2 * at, 2)
            grid.addWidget(one.said, 2 * at + 1, 0, 1, 3)
            self.fields[key] = one
        # Units of all groups begin in one line.
        widest = max(
            self.fontMetrics().horizontalAdvance(assumption_texts.unit(one.unit)) for one in ASSUMPTIONS
        )
        grid.setColumnMinimumWidth(2, widest)
        section.body.addLayout(grid)
        return section

    def _explain(self, key: str) -> None:
        self.help.setText(assumption_texts.source(key))

    def show_premises(self, premises: Premises) -> None:
        """Show the values in force."""
        for key, one in self.fields.items():
            one.show_value(premises.assumptions[key])
        self.open_choice.setCurrentIndex(self.open_choice.findData(premises.open_suppliers))
        self.reset_button.setVisible(not premises.as_declared)
        self.state.setText(scenario_texts.state(premises))
