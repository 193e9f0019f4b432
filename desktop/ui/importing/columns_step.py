"""Which column is what? Every column of a table with the program's guess, why, and a choice to overrule."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.dates import DateOrder
from desktop.domain.imports import (
    TEXT_FIELDS,
    ColumnMatch,
    Field,
    SourceKind,
    TableChoices,
    TablePreview,
)
from desktop.texts import importing, labels, numbers
from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.importing.encodings import OFFERED, encoding_name, same_encoding
from desktop.ui.importing.preview_model import PreviewModel
from desktop.ui.importing.question_card import QuestionCard
from desktop.ui.importing.repair_card import RepairCard
from desktop.ui.pages.page import in_gutter
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.fields import Choice
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.pills import Pill
from desktop.workspace.import_flow import ImportFlow, ImportItem, with_column

_ANYWHERE = (
    Field.SUPPLIER_NO, Field.NAME, Field.CVR, Field.EAN, Field.ADDRESS, Field.POSTAL_CODE, Field.CITY,
    Field.EMAIL, Field.PHONE, Field.CONTACT, Field.TRADE_CODE, Field.ACCOUNT, Field.AMOUNT, Field.COLLECTIVE,
)  # fmt: skip
_OF_SUPPLIERS = (Field.NAME_2, Field.ADDRESS_2, Field.INVOICE_COUNT)
_OF_INVOICES = (
    Field.INVOICE_NO, Field.ISSUE_DATE, Field.KIND, Field.MATCHES, Field.CPR, *TEXT_FIELDS, Field.CITIZENS,
)  # fmt: skip
_SURE, _LIKELY = 0.8, 0.5
_HEADER_ROWS = 40
_PREVIEW_HEIGHT = 152
_SAMPLED_WIDTH, _SAMPLED_SIGNS = 170, 22
_ROWS_WITH_PREVIEW = 12


def fields_for(kind: SourceKind) -> tuple[Field, ...]:
    """What a column of such a file can be."""
    return _ANYWHERE + (_OF_SUPPLIERS if kind is SourceKind.SUPPLIERS else _OF_INVOICES)


class ColumnRow:
    """The widgets of one column: heading, examples, choice and how sure the guess is."""

    def __init__(self, match: ColumnMatch, item: ImportItem) -> None:
        heading = match.heading or _("Column {number}").format(number=match.index + 1)
        self.index = match.index
        self.heading = ElidedLabel(heading)
        self.examples = ElidedLabel(" · ".join(match.examples), muted=True)
        self.choice = Choice()
        self.choice.setAccessibleName(_("{heading} is used for").format(heading=heading))
        self.choice.addItem(labels.field(None), None)
        offered = fields_for(item.kind)
        if match.field is not None and match.field not in offered:
            offered = (match.field, *offered)
        for field in offered:
            self.choice.addItem(labels.field(field), field)
        self.pill = Pill()
        self.show_match(match, item)

    def show_match(self, match: ColumnMatch, item: ImportItem) -> None:
        """Show what the column is taken for now."""
        self.choice.setCurrentIndex(max(0, self.choice.findData(match.field)))
        told = dict(item.choices.mapping)
        chosen = match.field is not None and told.get(match.field) == f"#{match.index + 1}"
        last = item.remembered
        known = chosen and last is not None and (match.field, f"#{match.index + 1}") in last.choices.mapping
        fresh = last is not None and not last.exact and match.index in last.fresh and not chosen
        text, tone = _sureness(match, chosen=chosen, known=known, fresh=fresh)
        self.pill.set(text, tone)
        if not text or self.pill.parent() is not None:
            # Shown before it has a place, it would be a window of its own for a moment and take the keyboard.
            self.pill.setVisible(bool(text))
        self.pill.setToolTip(_reason(match) if match.field and not chosen else "")


def _sureness(match: ColumnMatch, *, chosen: bool, known: bool, fresh: bool) -> tuple[str, Tone]:
    if known:
        return _("As last time"), Tone.GOOD
    if fresh:
        return _("New column"), Tone.ATTENTION
    if match.field is None:
        return "", Tone.NEUTRAL
    if chosen:
        return _("Chosen by you"), Tone.ACCENT
    if match.confidence >= _SURE:
        return _("Sure"), Tone.GOOD
    return (_("Likely"), Tone.NEUTRAL) if match.confidence >= _LIKELY else (_("Please check"), Tone.ATTENTION)


def _reason(match: ColumnMatch) -> str:
    if match.by_heading and match.by_content:
        reason = _("Both the heading and what stands below it say so.")
    elif match.by_content:
        reason = _("What stands in the column says so.")
    else:
        reason = _("The heading says so.")
    return f"{reason} ({numbers.percent(match.confidence)})"


class ColumnsStep(QWidget):
    """The second step: one table at a time.

    Signals:
        choices_made: has the place of the item and the new `TableChoices`.
    """

    choices_made = Signal(int, object)

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._place = -1
        self._seen: set[int] = set()
        self._shown: tuple[object, ...] = ()
        self.rows: list[ColumnRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.LARGE)
        column.addWidget(in_gutter(self._options()))
        self.last_time = PlainLabel("")
        self.repair = RepairCard()
        self.repair.asked.connect(self._repair_asked)
        self.questions = QuestionCard()
        self.questions.answered.connect(self._answered)
        column.addWidget(self._scrolled(), 3)
        self.preview_card = self._preview()
        self._preview_place = in_gutter(self.preview_card)
        column.addWidget(self._preview_place, 0)

    # ------------------------------------------------------------------------------------------- parts

    def _scrolled(self) -> ScrollPane:
        """What was known and what must be asked, above the columns."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.LARGE)
        column.addWidget(self.last_time)
        column.addWidget(self.repair)
        column.addWidget(self.questions)
        column.addWidget(self._columns())
        column.addStretch(1)
        return ScrollPane(inner, gutter=True)

    def _options(self) -> QWidget:
        self.table = Choice()
        self.header_row = Choice()
        self.encoding = Choice()
        self.table.setAccessibleName(_("Table"))
        self.header_row.setAccessibleName(_("Row of the headings"))
        self.encoding.setAccessibleName(_("Character set"))
        for row in range(1, _HEADER_ROWS + 1):
            self.header_row.addItem(_("Row {number}").format(number=row), row)
        self.table.activated.connect(self._table_chosen)
        self.header_row.activated.connect(self._header_row_chosen)
        self.encoding.activated.connect(self._encoding_chosen)
        self._encoding_label = PlainLabel(_("Character set"), muted=True, wrap=False)
        options = QWidget()
        line = QHBoxLayout(options)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.SMALL)
        line.addWidget(self.table, 3)
        line.addStretch(1)
        line.addWidget(PlainLabel(_("Headings"), muted=True, wrap=False))
        line.addWidget(self.header_row)
        line.addSpacing(Space.LARGE)
        line.addWidget(self._encoding_label)
        line.addWidget(self.encoding)
        return options

    def _columns(self) -> Card:
        card = Card(title=_("What each column is used for"))
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.LARGE)
        self._grid.setVerticalSpacing(Space.SMALL)
        for place, stretch in enumerate((3, 4, 3, 2)):
            self._grid.setColumnStretch(place, stretch)
        card.body.addWidget(inner)
        return card

    def _preview(self) -> Card:
        card = Card(padding=Space.HAIR)
        card.setFixedHeight(max(_PREVIEW_HEIGHT, 4 * theme.row_height(self.font())))
        self.model = PreviewModel()
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(_("The first rows of the file"))
        self.view.setFrameShape(QTableView.Shape.NoFrame)
        self.view.setShowGrid(False)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.verticalHeader().setDefaultSectionSize(theme.row_height(self.font()) - Space.TINY)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.view.horizontalHeader().setDefaultSectionSize(
            max(_SAMPLED_WIDTH, self.fontMetrics().averageCharWidth() * _SAMPLED_SIGNS)
        )
        self.view.horizontalHeader().setHighlightSections(False)
        card.body.addWidget(self.view)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the room is small it belongs to the questions and columns; they show examples too."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        least = _ROWS_WITH_PREVIEW * theme.row_height(self.font())
        cards = not (self.questions.isHidden() and self.repair.isHidden())
        self._preview_place.setVisible(self.height() >= least and not cards)

    # ----------------------------------------------------------------------------------------- showing

    def set_flow(self, flow: ImportFlow) -> None:
        """Begin another import."""
        self._flow, self._place, self._shown = flow, -1, ()
        self._seen.clear()

    def refresh(self) -> None:
        """Show the flow's tables: the one that was shown, or the first."""
        tables = self._flow.tables
        if not tables:
            return
        if self._place not in tables:
            self._place = tables[0]
        self.table.clear()
        for place in tables:
            item = self._flow.items[place]
            sheet = item.preview.sheet if item.preview is not None else ""
            self.table.addItem(f"{item.name} · {sheet}" if sheet else item.name, place)
        self.table.setCurrentIndex(tables.index(self._place))
        self.table.setVisible(len(tables) > 1)
        self._show_item(self._flow.items[self._place])

    def show_next_question(self) -> bool:
        """Show the next table that has a question nobody has seen; False when there is none."""
        waiting = (
            place
            for place in self._flow.tables
            if place not in self._seen and self._flow.items[place].has_open_questions
        )
        place = next(waiting, None)
        if place is None:
            return False
        self._place = place
        self.refresh()
        return True

    def _show_item(self, item: ImportItem) -> None:
        self._seen.add(self._place)
        preview = item.preview
        if preview is None:
            return
        self.header_row.setCurrentIndex(self.header_row.findData(preview.header_row))
        self._show_encoding(preview)
        self.model.show_preview(preview)
        self._show_last_time(item, preview)
        self.repair.show_item(item)
        self.questions.show_item(item)
        self._share_room()
        # Rows are kept while the table is the same, so that the focus stays where it is.
        shape = (item.path, preview.sheet, item.kind, tuple(column.heading for column in preview.columns))
        if shape != self._shown:
            self._shown = shape
            self._make_rows(item, preview)
        for row, match in zip(self.rows, preview.columns, strict=True):
            row.show_match(match, item)

    def _show_last_time(self, item: ImportItem, preview: TablePreview) -> None:
        last = item.remembered
        self.last_time.setVisible(last is not None)
        if last is None:
            return
        if last.exact:
            self.last_time.setText(importing.as_last_time(last))
        else:
            headings = tuple(column.heading for column in preview.columns)
            self.last_time.setText(importing.other_headings(last, headings))
        self.last_time.set_tone(Tone.GOOD if last.exact else Tone.ATTENTION)

    def _show_encoding(self, preview: TablePreview) -> None:
        there = bool(preview.encoding)
        self.encoding.setVisible(there)
        self._encoding_label.setVisible(there)
        self.encoding.clear()
        codecs = list(OFFERED)
        if there and not any(same_encoding(preview.encoding, one) for one in codecs):
            codecs.insert(0, preview.encoding)
        for codec in codecs:
            self.encoding.addItem(encoding_name(codec), codec)
            if same_encoding(codec, preview.encoding):
                self.encoding.setCurrentIndex(self.encoding.count() - 1)

    def _make_rows(self, item: ImportItem, preview: TablePreview) -> None:
        while (line := self._grid.takeAt(0)) is not None:
            widget = line.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        heads = (_("Column in the file"), _("Examples"), _("Is used for"), "")
        for place, head in enumerate(heads):
            self._grid.addWidget(PlainLabel(head, size=TextSize.CAPTION, muted=True), 0, place)
        self.rows = [ColumnRow(match, item) for match in preview.columns]
        for line_no, row in enumerate(self.rows, 1):
            row.choice.activated.connect(lambda _at, one=row: self._field_chosen(one))
            for place, widget in enumerate((row.heading, row.examples, row.choice, row.pill)):
                self._grid.addWidget(widget, line_no, place)
        self._grid.setRowStretch(len(self.rows) + 1, 1)

    # ---------------------------------------------------------------------------------------- choosing

    def _item(self) -> ImportItem:
        return self._flow.items[self._place]

    def _table_chosen(self, _at: int) -> None:
        self._place = int(self.table.currentData())
        self._show_item(self._item())

    def _header_row_chosen(self, _at: int) -> None:
        row = int(self.header_row.currentData())
        # Another row has other headings: what was decided about the old ones is no longer about anything.
        self._choose(replace(self._item().choices, header_row=row, mapping=()))

    def _encoding_chosen(self, _at: int) -> None:
        self._choose(replace(self._item().choices, encoding=str(self.encoding.currentData())))

    def _repair_asked(self, wanted: bool) -> None:
        self._choose(replace(self._item().choices, repair=wanted))

    def _field_chosen(self, row: ColumnRow) -> None:
        field = row.choice.currentData()
        chosen = Field(field) if field is not None else None
        self._choose(with_column(self._item(), index=row.index, field=chosen))

    def _answered(self, answer: object) -> None:
        choices = self._item().choices
        if isinstance(answer, DateOrder):
            choices = replace(choices, date_order=answer)
        else:
            choices = replace(choices, decimal_mark="," if answer == "," else ".")
        self._choose(choices)

    def _choose(self, choices: TableChoices) -> None:
        self.choices_made.emit(self._place, choices)
