"""How is the choice made? Pick an option, give the new EAN number if there is one, and say why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from desktop.domain.errors import ChoiceFault, ChoiceTrouble
from desktop.domain.identifiers import IdentifierError, ean
from desktop.domain.options import OptionKind, option_of
from desktop.texts import errors, labels, numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.pages.choice.answers import ChoiceAnswers
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.fields import Choice, Labelled, LineField, Verdict
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.note_field import NoteField

_INDENT = 28


class ChoiceDialog(PlainDialog):
    """Asks for the choice; `option`, `new_ean` and `reason` are the answer.

    Args:
        picked: key of the option that stands marked.
    """

    help_topic = "choose"

    def __init__(self, answers: ChoiceAnswers, picked: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Choose the EAN number for KP"),
            parent,
            note=_("Who chose, when and why is kept with the plan. You can choose again at any time."),
            width=520,
        )
        self._answers = answers
        self._group = QButtonGroup(self)
        self.radios: dict[OptionKind, QRadioButton] = {}
        self.eans = Choice()
        self._build_options(picked)
        self._build_new_ean()
        self._build_reason()
        self._add_buttons()
        self._show_fields()
        marked = next((radio for radio in self.radios.values() if radio.isChecked()), None)
        if marked is not None:
            marked.setFocus()

    # ------------------------------------------------------------------------------------------- parts

    def _build_options(self, picked: str) -> None:
        wanted = option_of(picked)
        self.body.addSpacing(Space.SMALL)
        for kind in OptionKind:
            if kind is OptionKind.REUSE and not self._answers.reusable:
                continue
            name = _("Reuse an EAN number") if kind is OptionKind.REUSE else labels.option_kind(kind)
            radio = QRadioButton(name)
            radio.setChecked(wanted is not None and wanted.kind is kind)
            radio.toggled.connect(self._show_fields)
            self._group.addButton(radio)
            self.radios[kind] = radio
            self.body.addWidget(radio)
            if kind is OptionKind.REUSE:
                self._build_eans(wanted.ean if wanted else "")
        self.figures = PlainLabel("", muted=True)
        self.body.addWidget(self.figures)

    def _build_eans(self, picked: str) -> None:
        for number in self._answers.reusable:
            self.eans.addItem(number, number)
        self.eans.setAccessibleName(_("EAN number to reuse"))
        self.eans.setCurrentIndex(max(0, self.eans.findData(picked)))
        self.eans.currentIndexChanged.connect(self._show_fields)
        row = QHBoxLayout()
        row.setContentsMargins(_INDENT, 0, 0, Space.TINY)
        row.addWidget(self.eans, 1)
        self.body.addLayout(row)

    def _build_new_ean(self) -> None:
        field = LineField()
        field.setPlaceholderText(_("13 digits"))
        field.setText(self._proposed_ean())
        self.new_ean_field = Labelled(
            _("The new EAN number"),
            field,
            judge=self._judge_ean,
            hint=_("Leave it empty if it has not been given yet. Letters need it."),
        )
        self.body.addWidget(self.new_ean_field)

    def _proposed_ean(self) -> str:
        chosen = self._answers.choice
        kind = option_of(chosen.option) if chosen else None
        if chosen and chosen.ean and kind and kind.kind is not OptionKind.REUSE:
            return chosen.ean
        return self._answers.municipality.new_ean

    def _build_reason(self) -> None:
        label = PlainLabel(_("Why?"), wrap=False)
        self.reason_field = NoteField()
        self.reason_field.setAccessibleName(_("Why?"))
        self.reason_field.setPlaceholderText(_("For those who read the plan later. No CPR numbers."))
        label.setBuddy(self.reason_field)
        said = PlainLabel(_("Goes into the history."), muted=True, size=TextSize.CAPTION)
        if self._answers.choice is not None:
            self.reason_field.setPlainText(self._answers.choice.reason)
        for widget in (label, self.reason_field, said):
            self.body.addWidget(widget)

    def _add_buttons(self) -> None:
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(_("Choose"))
        self.accept_button.clicked.connect(self._accept)
        self.add_button(cancel)
        self.add_button(self.accept_button, default=True)

    # ------------------------------------------------------------------------------------------ answers

    @property
    def option(self) -> str:
        """Key of the marked option; "" while none is."""
        kind = next((kind for kind, radio in self.radios.items() if radio.isChecked()), None)
        if kind is None:
            return ""
        return f"{kind.value}:{self.eans.currentData()}" if kind is OptionKind.REUSE else kind.value

    @property
    def new_ean(self) -> str:
        """The new EAN number as 13 digits; "" when the option needs none or it is not known."""
        text = self.new_ean_field.text()
        if self._reuses() or not text:
            return ""
        return str(ean.parse(text))

    @property
    def reason(self) -> str:
        return self.reason_field.toPlainText().strip()

    def _reuses(self) -> bool:
        return self.option.startswith(OptionKind.REUSE.value)

    def _show_fields(self) -> None:
        self.eans.setEnabled(self._reuses())
        if hasattr(self, "new_ean_field"):
            self.new_ean_field.setVisible(bool(self.option) and not self._reuses())
        if hasattr(self, "accept_button"):
            self.accept_button.setEnabled(bool(self.option))
        found = self._answers.comparison.figures(self.option)
        self.figures.setVisible(found is not None)
        if found is not None:
            contacts, weeks = numbers.interval(found.contacts), numbers.interval(found.weeks)
            message = ngettext_(
                "{contacts} supplier gets a letter. It takes about {weeks} weeks.",
                "{contacts} suppliers get a letter. It takes about {weeks} weeks.",
                numbers.counted(found.contacts),
            )
            self.figures.setText(message.format(contacts=contacts, weeks=weeks))

    def _judge_ean(self, text: str) -> Verdict:
        """13 digits, the right check digit, not in use: unlike an imported one it must be right."""
        if not text:
            return Verdict()
        trouble = _trouble_with(text, in_use={picture.ean for picture in self._answers.comparison.eans})
        return Verdict(errors.sentence(trouble), stops=True) if trouble else Verdict()

    def _accept(self) -> None:
        if not self.option:
            return
        if not self._reuses() and not self.new_ean_field.check():
            self.new_ean_field.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()


def _trouble_with(text: str, *, in_use: set[str]) -> ChoiceTrouble | None:
    try:
        digits = ean.parse(text)
    except IdentifierError as error:
        return ChoiceTrouble(ChoiceFault.NEW_EAN_BAD, suggestion=error.suggestion or "")
    if not ean.has_valid_check_digit(digits):
        return ChoiceTrouble(ChoiceFault.NEW_EAN_BAD)
    if digits in in_use:
        return ChoiceTrouble(ChoiceFault.NEW_EAN_IN_USE, option=digits)
    return None
