"""Who does the plan belong to? The form with what stands in the letters and what the choice needs to know."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.closed_weeks import read_closed_weeks
from desktop.domain.identifiers import IdentifierError, ean, postal_code
from desktop.domain.plan import Municipality
from desktop.domain.working_days import ClosedPeriod, closed_periods, closed_text
from desktop.texts import closed_weeks, dates, errors, labels
from desktop.texts.translate import N_, _
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.day_field import DayField
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.fields import Choice, Judge, Labelled, LineField, Verdict
from desktop.ui.widgets.labels import PlainLabel
from desktop.workspace.checklist_data import erp_table

_WIDTH = 640
_COLUMNS = 6


def judge_name(text: str) -> Verdict:
    return (
        Verdict() if text else Verdict(_("Write the municipality's name. It stands in every letter."), True)
    )


def judge_ean(text: str) -> Verdict:
    """An EAN number that is not 13 digits stops; a check digit that does not fit is only pointed out."""
    if not text:
        return Verdict()
    try:
        number = ean.parse(text)
    except IdentifierError as error:
        return Verdict(errors.sentence(error), True)
    if not ean.has_valid_check_digit(number):
        return Verdict(_("The last digit does not fit the others. Check the number for a typing error."))
    return Verdict()


def judge_postal_code(text: str) -> Verdict:
    if not text:
        return Verdict()
    try:
        postal_code.parse(text)
    except IdentifierError as error:
        return Verdict(errors.sentence(error), True)
    return Verdict()


def judge_mail(text: str) -> Verdict:
    name, at, host = text.partition("@")
    if not text or (name and at and "." in host and " " not in text):
        return Verdict()
    return Verdict(_("This does not look like an e-mail address."))


_WEEKS_EXAMPLE = "uge 29-31; 27-12-2027 – 31-12-2027"


def judge_closed_weeks(text: str, today: date | None = None) -> Verdict:
    """Weeks and days that can be read as closed, each at most three months long.

    Args:
        today: weeks without a year are the next that come; without it they need their year.
    """
    try:
        read_closed_weeks(text, today=today)
    except ValueError:
        said = _("Write the weeks as {example}, at most three months at a time.")
        return Verdict(said.format(example=_WEEKS_EXAMPLE), True)
    return Verdict()


# Key of the fact, label, width in sixths of the form, what to say of it.
_SENDER: tuple[tuple[str, str, int, Judge | None], ...] = (
    ("name", N_("Municipality"), 3, judge_name),
    ("department", N_("Department"), 3, None),
    ("address", N_("Address"), 3, None),
    ("postal_code", N_("Postal code"), 1, judge_postal_code),
    ("city", N_("City"), 2, None),
    ("contact", N_("Contact person"), 2, None),
    ("email", N_("E-mail"), 2, judge_mail),
    ("phone", N_("Phone"), 2, None),
)
_GO_LIVE = ("go_live", N_("KP receives invoices from"), 3, None)
_PLANNING: tuple[tuple[str, str, int, Judge | None], ...] = (
    _GO_LIVE,
    ("erp", N_("ERP system"), 3, None),
    ("new_ean", N_("New EAN number for KP"), 3, judge_ean),
    ("erp_ean", N_("EAN number that stays in the ERP"), 3, judge_ean),
    ("closed_weeks", N_("Weeks you close (holidays are known)"), 6, None),
)


class MunicipalityDialog(PlainDialog):
    """The form.

    Args:
        before: what is known already.
        new: for a new plan; otherwise facts of the open one.
        today: what "i dag" is in a date; this machine's day when not told.
    """

    help_topic = "municipality"

    def __init__(
        self, before: Municipality, *, new: bool, parent: QWidget | None = None, today: date | None = None
    ) -> None:
        title = _("New plan") if new else _("The municipality's details")
        note = _("This stands in the letters. Only the name is needed now; the rest can wait.")
        super().__init__(title, parent, note=note, width=_WIDTH)
        self._before = before
        self._today = today or datetime.now().astimezone().date()
        self.go_live = DayField(_(_GO_LIVE[1]), today=today)
        self.fields: dict[str, Labelled] = {}
        self.body.addSpacing(Space.SMALL)
        self._add_group("", _SENDER)
        self.body.addSpacing(Space.SMALL)
        self._add_group(_("The change"), _PLANNING)
        self._fill(before)
        cancel = self.add_button(Button(_("Cancel")))
        cancel.clicked.connect(self.reject)
        verb = _("Make the plan") if new else _("Save")
        self.accept_button = self.add_button(PrimaryButton(verb), default=True)
        self.accept_button.clicked.connect(self._accept_if_right)
        self.fields["name"].field.setFocus()

    def municipality(self) -> Municipality:
        """What the form says; facts it does not ask for stay as they were."""
        texts = {key: field.text() for key, field in self.fields.items() if key != "go_live"}
        for key in ("new_ean", "erp_ean"):
            texts[key] = ean.parse(texts[key]) if texts[key] else ""
        texts["closed_weeks"] = closed_text(self._weeks(texts["closed_weeks"]))
        return replace(self._before, **texts, go_live=self.go_live.day)

    # ------------------------------------------------------------------------------------------- inside

    def _add_group(self, title: str, facts: tuple[tuple[str, str, int, Judge | None], ...]) -> None:
        if title:
            self.body.addWidget(PlainLabel(title, size=TextSize.STRONG))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.MEDIUM)
        grid.setVerticalSpacing(Space.MEDIUM)
        row = column = 0
        for key, label, width, judge in facts:
            field = self._field(key, _(label), judge)
            self.fields[key] = field
            if column + width > _COLUMNS:
                row, column = row + 1, 0
            grid.addWidget(field, row, column, 1, width)
            column += width
        for sixth in range(_COLUMNS):
            grid.setColumnStretch(sixth, 1)
            grid.setColumnMinimumWidth(sixth, (_WIDTH - 2 * Space.EDGE) // _COLUMNS - Space.MEDIUM)
        self.body.addLayout(grid)

    def _field(self, key: str, label: str, judge: Judge | None) -> Labelled:
        if key == "go_live":
            return self.go_live
        if key == "closed_weeks":
            return self._closed_weeks(label)
        return Labelled(label, _erp_choice() if key == "erp" else LineField(), judge=judge)

    def _closed_weeks(self, label: str) -> Labelled:
        """As it is typed, "29-31"; once left, the days that were understood."""
        line = LineField()
        hint = _("For example {example}").format(example=_WEEKS_EXAMPLE)
        field = Labelled(label, line, judge=lambda text: judge_closed_weeks(text, self._today), hint=hint)
        line.editingFinished.connect(self._write_weeks_out)
        return field

    def _weeks(self, text: str) -> tuple[ClosedPeriod, ...]:
        return read_closed_weeks(text, today=self._today)

    def _write_weeks_out(self) -> None:
        field = self.fields["closed_weeks"]
        if isinstance(field.field, LineField) and not judge_closed_weeks(field.text(), self._today).stops:
            field.field.setText(closed_weeks.written(self._weeks(field.text())))

    def _fill(self, known: Municipality) -> None:
        for fact in fields(known):
            widget = self.fields[fact.name].field if fact.name in self.fields else None
            if isinstance(widget, LineField):
                widget.setText(_written(fact.name, getattr(known, fact.name)))
            elif isinstance(widget, Choice):
                widget.setCurrentIndex(max(0, widget.findData(getattr(known, fact.name))))

    def _accept_if_right(self) -> None:
        wrong = [field for field in self.fields.values() if not field.check()]
        if wrong:
            wrong[0].field.setFocus()
        else:
            self.accept()


def _erp_choice() -> Choice:
    erp = Choice()
    erp.addItem(labels.erp(""), "")
    for system in erp_table().systems:
        erp.addItem(system.title, system.key)
    return erp


def _written(key: str, value: Any) -> str:
    """A fact as the form shows it."""
    if key == "go_live":
        return dates.short(value)
    if key == "closed_weeks":
        return closed_weeks.written(_closed(value))
    return str(value)


def _closed(text: str) -> tuple[ClosedPeriod, ...]:
    """What a later version may have written is not shown, as everywhere."""
    try:
        return closed_periods(text)
    except ValueError:
        return ()
