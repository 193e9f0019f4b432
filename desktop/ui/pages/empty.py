"""What do pages say while there is nothing to show? The same few first steps, said once."""

from __future__ import annotations

from desktop.texts.translate import _
from desktop.ui.pages.page import PageContext
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from desktop.ui.widgets.empty_state import EmptyState


def _sample(context: PageContext) -> Button:
    button = LinkButton(_("Try the sample municipality"))
    button.clicked.connect(lambda _checked=False: context.load_sample())
    return button


def no_plan(context: PageContext, icon: str, text: str) -> EmptyState:
    """No plan is open."""
    new = PrimaryButton(_("New plan…"))
    new.clicked.connect(lambda _checked=False: context.new_plan())
    old = Button(_("Open a plan…"))
    old.clicked.connect(lambda _checked=False: context.open_plan())
    return EmptyState(icon, _("No plan is open"), text, primary=new, others=(old, _sample(context)))


def nothing_imported(context: PageContext, icon: str, title: str, text: str) -> EmptyState:
    """A plan is open, but what the page needs has not been imported."""
    step = PrimaryButton(_("Import…"), icon="import")
    step.clicked.connect(lambda _checked=False: context.import_files(()))
    return EmptyState(icon, title, text, primary=step, others=(_sample(context),))
