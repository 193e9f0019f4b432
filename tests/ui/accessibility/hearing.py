"""What does a screen reader get to hear of a widget? Asked through Qt's own interface, as Windows asks."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop import paths
from desktop.ui.charts.chart import Chart
from desktop.ui.rail import RailEntry

Role = QAccessible.Role
Text = QAccessible.Text

LETTERS = re.compile(r"[^\W\d_]")
MNEMONIC = re.compile(r"(?<!\w)&\w|\w&\w|&&")


@dataclass(frozen=True)
class Heard:
    """One widget as it is spoken."""

    widget: QWidget
    role: QAccessible.Role
    name: str
    description: str
    value: str

    def __str__(self) -> str:
        return f"{type(self.widget).__name__} {self.role.name} {self.name!r}"


def heard(widget: QWidget) -> Heard:
    spoken = QAccessible.queryAccessibleInterface(widget)
    assert spoken is not None, f"{type(widget).__name__} is not spoken at all"
    name = spoken.text(Text.Name)
    if isinstance(widget, QComboBox):
        # Outside Windows Qt says a choice's value for its name; there it says what we set.
        name = widget.accessibleName()
    return Heard(widget, spoken.role(), name, spoken.text(Text.Description), spoken.text(Text.Value))


def seen(top: QWidget) -> Iterator[QWidget]:
    """Every widget in a view that is on the screen or can be scrolled to."""
    yield from (one for one in top.findChildren(QWidget) if one.isVisibleTo(top) and one.size().isValid())


def by_key(widget: QWidget) -> bool:
    """Whether the keyboard comes to it by Tab: of buttons of which one is chosen, to the chosen one."""
    if isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.autoExclusive():
        return widget.isChecked() and widget.isEnabled()
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
    return takes and widget.focusProxy() is None


def interactive(top: QWidget) -> list[QWidget]:
    """What can be worked with: whatever the keyboard reaches, and every button, field, choice and list."""
    fields = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox)
    kinds = (QAbstractButton, QAbstractItemView, Chart, *fields)
    inner = (QHeaderView, QScrollBar, QSplitterHandle)
    found = []
    for one in seen(top):
        if isinstance(one, inner) or one.focusProxy() is not None or not one.isEnabled():
            continue
        if _is_part(one):
            continue
        if by_key(one) or isinstance(one, kinds):
            found.append(one)
    return found


def _is_part(widget: QWidget) -> bool:
    """A part that Qt makes inside a widget of its own: the corner of a table, the cross of a field."""
    above = widget.parentWidget()
    parts = isinstance(above, QAbstractItemView | QLineEdit | QComboBox | QAbstractSpinBox)
    return parts and not type(widget).__module__.startswith("desktop.")


def right_roles(widget: QWidget) -> frozenset[QAccessible.Role]:
    """What a widget of its kind may be called."""
    if isinstance(widget, RailEntry):
        return frozenset({Role.PageTab})
    if isinstance(widget, QPushButton) and widget.menu() is not None:
        return frozenset({Role.ButtonMenu})
    if isinstance(widget, QRadioButton) or (
        isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.autoExclusive()
    ):
        return frozenset({Role.RadioButton})
    if isinstance(widget, QCheckBox) or (isinstance(widget, QAbstractButton) and widget.isCheckable()):
        return frozenset({Role.CheckBox})
    for kind, role in _ROLES:
        if isinstance(widget, kind):
            return frozenset({role})
    return frozenset({Role.Document, Role.StaticText})


_ROLES: tuple[tuple[type[QWidget], QAccessible.Role], ...] = (
    (QAbstractButton, Role.Button),
    (QComboBox, Role.ComboBox),
    (QAbstractSpinBox, Role.SpinBox),
    (QLineEdit, Role.EditableText),
    (QTextEdit, Role.EditableText),
    (QPlainTextEdit, Role.EditableText),
    (QTableView, Role.Table),
    (QListView, Role.List),
    (Chart, Role.Graphic),
    (QLabel, Role.StaticText),
    (QScrollArea, Role.Client),
)


# ------------------------------------------------------------------------------------------------- complaints


def nameless(top: QWidget) -> list[str]:
    """Without a name; an EAN number is one when the description says what it is."""
    said = map(heard, interactive(top))
    return [str(one) for one in said if not one.name or not LETTERS.search(one.name + one.description)]


def wrong_roles(top: QWidget) -> list[str]:
    said = map(heard, interactive(top))
    return [str(one) for one in said if one.role not in right_roles(one.widget)]


def with_mnemonic(top: QWidget) -> list[str]:
    return [str(one) for one in map(heard, interactive(top)) if MNEMONIC.search(one.name)]


def told_apart(top: QWidget) -> list[str]:
    """Names that two things of the same role share within a view."""
    counted = Counter((one.role, one.name, _apart(one)) for one in map(heard, interactive(top)))
    return [f"{role.name} {name!r} × {count}" for (role, name, _more), count in counted.items() if count > 1]


def _apart(one: Heard) -> str:
    """Plans of one name in two folders: only a description can tell them apart."""
    return one.description if one.name.startswith("Åbn ") else ""


def stateless(top: QWidget) -> list[str]:
    """What has a state or a value that is not told."""
    wrong = []
    for one in interactive(top):
        state = QAccessible.queryAccessibleInterface(one).state()
        if isinstance(one, QAbstractButton) and one.isCheckable():
            told = state.selected if isinstance(one, RailEntry) else state.checked
            if bool(told) != one.isChecked():
                wrong.append(f"{heard(one)}: checked")
        if isinstance(one, QComboBox) and heard(one).value != one.currentText():
            wrong.append(f"{heard(one)}: value")
        if isinstance(one, QLineEdit) and heard(one).value != one.text():
            wrong.append(f"{heard(one)}: value")
        if by_key(one) and not state.focusable:
            wrong.append(f"{heard(one)}: focusable")
    return wrong


def english(top: QWidget) -> list[str]:
    """Names that are still an English source string which has another Danish text."""
    sources = _english_sources()
    return [str(one) for one in map(heard, interactive(top)) if one.name.strip() in sources]


def _english_sources() -> frozenset[str]:
    """The catalogue's English texts that are not the Danish text of some string as well."""
    catalogue = gettext.translation("ean-planner", str(paths.resources_dir() / "locale"), ["da"])
    pairs: dict[object, str] = catalogue._catalog  # type: ignore[attr-defined]  # there is no other way to list it
    danish = {text.replace("&", "") for text in pairs.values()}
    singles = {source.replace("&", "") for source in pairs if isinstance(source, str)}
    return frozenset(singles - danish) | QT_ENGLISH


QT_ENGLISH = frozenset({"Cancel", "Close", "Yes", "No", "Apply", "Search", "Undo", "Redo", "Copy"})
"""Qt's own words."""


def figureless(top: QWidget) -> list[str]:
    """Charts without a text for those who do not see them."""
    said = map(heard, interactive(top))
    return [str(one) for one in said if one.role is Role.Graphic and not one.description]
