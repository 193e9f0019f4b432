"""Who signs the letters? What one person tells of themselves, before the municipality's details."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.letters import SenderProfile
from desktop.domain.plan import Municipality
from desktop.texts.translate import _
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.fields import Labelled, LineField


class SenderDialog(PlainDialog):
    """Asks for the profile; what is left empty is the municipality's."""

    help_topic = "letters"

    def __init__(
        self, profile: SenderProfile, municipality: Municipality, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Your details in the letters"),
            parent,
            note=_("Kept for you on this computer. What you leave empty is taken from the plan."),
        )
        told = (
            (_("Your name"), profile.contact, municipality.contact),
            (_("Your department"), profile.department, municipality.department),
            (_("Your telephone"), profile.phone, municipality.phone),
            (_("Your e-mail"), profile.email, municipality.email),
        )
        self.fields: list[Labelled] = []
        for label, own, fallback in told:
            field = LineField()
            field.setText(own)
            field.setPlaceholderText(fallback)
            self.fields.append(Labelled(label, field))
            self.body.addWidget(self.fields[-1])
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(_("Keep"))
        self.accept_button.clicked.connect(self.accept)
        self.add_button(cancel)
        self.add_button(self.accept_button, default=True)

    @property
    def profile(self) -> SenderProfile:
        contact, department, phone, email = (field.text() for field in self.fields)
        return SenderProfile(contact, department, phone, email)
