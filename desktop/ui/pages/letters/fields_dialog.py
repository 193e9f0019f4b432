"""Which fields can a template use? A click copies the tag, ready to be put into Word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.texts import letter_fields
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from desktop.ui.widgets.card import Divider
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.labels import PlainLabel
from desktop.workspace.letter_templates import TemplateField

_WIDTH = 720
_LINES_HIGH = 24
_TAG_CHARACTERS = 30


def tag(field: TemplateField) -> str:
    """What goes into Word: the field itself, or for a list a loop over it."""
    if not field.is_list:
        return field.tag
    item = {"afviste": "dokument", "boelger": "boelge"}.get(field.name, "linje")
    inside = " ".join(f"{{{{ {item}.{part} }}}}" for part in field.parts) or f"{{{{ {item} }}}}"
    return f"{{% for {item} in {field.name} %}}{inside} {{% endfor %}}"


class FieldRow(QWidget):
    """One field: its tag, what it prints, and an example."""

    def __init__(self, field: TemplateField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.copy = LinkButton(field.tag, hint=_("Copy, and put it into the template in Word"))
        self.copy.setFixedWidth(_TAG_CHARACTERS * self.fontMetrics().averageCharWidth())
        self.meaning = PlainLabel(letter_fields.meaning(field.name))
        self.example = PlainLabel(
            _("For example: {value}").format(value=_example(field)), muted=True, size=TextSize.CAPTION
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.meaning)
        words.addWidget(self.example)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        row.setSpacing(Space.MEDIUM)
        row.addWidget(self.copy)
        row.addLayout(words, 1)


def _example(field: TemplateField) -> str:
    if field.is_list and field.parts:
        return _("a list with {names}").format(names=", ".join(field.parts))
    if field.example in ("True", "False"):
        return _("in a condition: {tag}").format(tag=f"{{% if {field.name} %}} … {{% endif %}}")
    return field.example or _("empty")


class FieldsDialog(PlainDialog):
    """Every field, with a search box."""

    help_topic = "templates"

    def __init__(self, fields: Sequence[TemplateField], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Fields for the templates"),
            parent,
            note=_(
                "Click a field to copy it, and paste it where it shall stand in Word. There is no field for "
                "CPR numbers: they never stand in a letter."
            ),
            width=_WIDTH,
        )
        self.search = SearchField(_("Search in the fields"))
        self.search.textChanged.connect(self._search)
        self.told = PlainLabel(" ", muted=True)
        self.rows = [FieldRow(field) for field in fields]
        self._lines: list[QWidget] = []
        self.body.addWidget(self.search)
        self._add_list()
        self.body.addWidget(self.told)
        self.close_button = PrimaryButton(_("Close"))
        self.close_button.clicked.connect(self.accept)
        self.add_button(self.close_button, default=True)

    def _add_list(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            line = Divider()
            self._lines.append(line)
            row.copy.clicked.connect(lambda _checked=False, one=row.field: self._copy(one))
            column.addWidget(row)
            column.addWidget(line)
        column.addStretch(1)
        self.add_pane(inner).setMinimumHeight(_LINES_HIGH * self.fontMetrics().height())

    def _copy(self, field: TemplateField) -> None:
        text = tag(field)
        QGuiApplication.clipboard().setText(text)
        self.told.setText(_("Copied: {tag}").format(tag=text))

    def _search(self, text: str) -> None:
        wanted = text.casefold().split()
        for row, line in zip(self.rows, self._lines, strict=True):
            said = f"{row.field.name} {row.meaning.text()} {row.field.example}".casefold()
            there = all(word in said for word in wanted)
            row.setVisible(there)
            line.setVisible(there)
