"""Which of two suppliers stays? Asked before anything is put together, with what will happen."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.domain.suppliers import Supplier, SupplierId
from desktop.texts import duplicates as texts
from desktop.texts.translate import _
from desktop.ui.pages.duplicates.columns import called
from desktop.ui.pages.duplicates.views import PairRow
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel

_NAME = 44
"""Characters of a name beside its button, which does not wrap."""


class MergeDialog(PlainDialog):
    """Asks which of the two stays; `keep` and `drop` are the answer."""

    help_topic = "duplicates"

    def __init__(self, row: PairRow, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Put two suppliers together"),
            parent,
            note=_("Which of the two stays? Everything that belongs to the other moves to it."),
            width=540,
        )
        self._row = row
        self._group = QButtonGroup(self)
        self.radios: dict[SupplierId, QRadioButton] = {}
        self.body.addSpacing(Space.SMALL)
        for one, invoices in ((row.pair.first, row.first_invoices), (row.pair.second, row.second_invoices)):
            self._add_choice(one, invoices)
        self.effect = PlainLabel("")
        self.body.addSpacing(Space.SMALL)
        self.body.addWidget(self.effect)
        self._add_buttons()
        self._show_effect()
        self.radios[self.keep].setFocus()

    def _add_choice(self, one: Supplier, invoices: int) -> None:
        parts = [shorten(called(one), _NAME, placeholder="…")]  # whole in the sentence below
        parts += [_("No. {number}").format(number=one.number)] if one.number else []
        parts += [_("CVR {cvr}").format(cvr=one.cvr)] if one.cvr else []
        # An ampersand in a name is no mnemonic.
        radio = QRadioButton(" · ".join((*parts, texts.invoices(invoices))).replace("&", "&&"))
        radio.setChecked(one.id == self._row.proposed)
        radio.toggled.connect(self._show_effect)
        self._group.addButton(radio)
        self.radios[one.id] = radio
        self.body.addWidget(radio)

    def _add_buttons(self) -> None:
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(_("Put together"))
        self.accept_button.clicked.connect(self.accept)
        self.add_button(cancel)
        self.add_button(self.accept_button, default=True)

    @property
    def keep(self) -> SupplierId:
        """The one that stays."""
        return next(key for key, radio in self.radios.items() if radio.isChecked())

    @property
    def drop(self) -> SupplierId:
        """The one that goes."""
        return next(key for key, radio in self.radios.items() if not radio.isChecked())

    def _show_effect(self) -> None:
        if not hasattr(self, "effect"):
            return
        pair = self._row.pair
        kept, gone = (pair.first, pair.second) if self.keep == pair.first.id else (pair.second, pair.first)
        self.effect.setText(
            _(
                "All invoices, letters and decisions of {gone} move to {kept}, and what is missing there is "
                "filled in. Where both have a decision on the same thing, that of the one that stays holds. "
                "The other is no longer a supplier of its own, and the next import of the list knows that "
                "the two are one. You can undo it."
            ).format(gone=_name(gone), kept=_name(kept))
        )


def _name(one: Supplier) -> str:
    """The two often have one name: the number tells them apart."""
    return f"{called(one)} ({one.number})" if one.number else called(one)
