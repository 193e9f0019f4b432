"""How does a person overrule the program about a supplier? With a few verbs, and a way to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.assessment import Subject, SupplierAssessment
from desktop.domain.characters import visible
from desktop.domain.collective import CollectiveDecision
from desktop.domain.plan import Decision
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierId
from desktop.texts import dates, labels, numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.pages.page import PageContext
from desktop.ui.questions import Answer, Question
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, LinkButton, Look
from desktop.ui.widgets.flow import FlowLayout

_NAMED = 3
MANY = 1_000
"""From so many suppliers on a decision runs off the GUI thread."""


class Verb(NamedTuple):
    """One way to decide: the value that is stored, the verb on the button, and what it means."""

    value: str
    text: str
    hint: str


def relevance_verbs() -> tuple[Verb, ...]:
    """Does it belong in KP?"""
    return (
        Verb(Relevance.KP.value, _("In KP"), _("Invoices from this supplier belong in KP.")),
        Verb(Relevance.OUTSIDE.value, _("Outside KP"), _("Invoices from this supplier stay in the ERP.")),
    )


def collective_verbs() -> tuple[Verb, ...]:
    """Does it send collective invoices, and can they be split?"""
    return tuple(
        Verb(decision.value, text, labels.collective_decision(decision))
        for decision, text in (
            (CollectiveDecision.CONFIRMED, _("Confirm")),
            (CollectiveDecision.REJECTED, _("Reject")),
            (CollectiveDecision.CANNOT_SPLIT, _("Cannot split")),
        )
    )


class DecisionBar(QWidget):
    """Buttons for one decision; the one in force is marked, and can be taken back.

    Signals:
        decided: the value; "" takes the decision back.
    """

    decided = Signal(str)

    def __init__(self, name: str, verbs: Sequence[Verb], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons: dict[str, Button] = {}
        row = QWidget()
        flow = FlowLayout(row)
        for verb in verbs:
            button = Button(verb.text, hint=verb.hint)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, value=verb.value: self._choose(value))
            self.buttons[verb.value] = button
            flow.addWidget(button)
        self.undo = LinkButton(_("Take the decision back"), hint=_("Let the program judge again."))
        self.undo.clicked.connect(lambda: self.decided.emit(""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.TINY, 0, 0)
        column.setSpacing(Space.TINY)
        column.addWidget(row)
        column.addWidget(self.undo)
        self._in_force = ""

    def take_focus(self) -> None:
        """Let the keyboard decide, and let that be seen."""
        first = self.buttons.get(self._in_force) or next(iter(self.buttons.values()))
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_decision(self, value: str) -> None:
        """Mark what a person decided; "" for nothing."""
        self._in_force = value
        for own, button in self.buttons.items():
            button.setChecked(own == value)
            button.set_icon("check" if own == value else "")
        self.undo.setVisible(bool(value))

    def _choose(self, value: str) -> None:
        changed = value != self._in_force
        self.show_decision(self._in_force)
        if changed:
            self.decided.emit(value)


def relevance_decision(assessment: SupplierAssessment) -> str:
    """What a person decided about KP; "" for nothing."""
    by_hand = assessment.relevance.reason.value == "by_hand"
    return assessment.relevance.relevance.value if by_hand else ""


def collective_decision(assessment: SupplierAssessment) -> str:
    """What a person decided about collective invoices; "" for nothing."""
    decision = assessment.collective.decision
    return decision.value if decision else ""


def decided_by(decisions: Sequence[Decision], subject: Subject) -> str:
    """Who decided and when: "Afgjort af MKH 20-11-2026."; "Judged by the program." when nobody did."""
    found = next((one for one in decisions if one.subject is subject), None)
    if found is None:
        return _("Judged by the program.")
    text = _("Decided by {who} {date}.").format(who=found.by, date=dates.short(found.at.date()))
    return f"{text} {found.reason}".strip()


def whose(
    context: PageContext, rows: Sequence[SupplierAssessment], subject: Subject, value: str
) -> Sequence[SupplierAssessment]:
    """Whom of the chosen a decision is meant for: those in doubt are settled together, and one that stands
    on the other side already could have come along unseen. Then it is asked; nobody is a change of mind.
    """
    if subject is not Subject.RELEVANCE or not value:
        return rows
    in_doubt = [row for row in rows if row.relevance.relevance is Relevance.UNKNOWN]
    moved = [row for row in rows if row.relevance.relevance not in (Relevance.UNKNOWN, Relevance(value))]
    if not in_doubt or not moved:
        return rows
    answer = context.messages.ask(_question(rows, in_doubt, moved, Relevance(value)))
    return {"doubt": in_doubt, "all": rows}.get(answer, ())


def _question(
    rows: Sequence[SupplierAssessment],
    in_doubt: Sequence[SupplierAssessment],
    moved: Sequence[SupplierAssessment],
    value: Relevance,
) -> Question:
    told = (
        ngettext_(
            "{n} of the chosen suppliers belongs in KP already: {names}.",
            "{n} of the chosen suppliers belong in KP already: {names}.",
            len(moved),
        )
        if value is Relevance.OUTSIDE
        else ngettext_(
            "{n} of the chosen suppliers is outside KP already: {names}.",
            "{n} of the chosen suppliers are outside KP already: {names}.",
            len(moved),
        )
    )
    names = ", ".join(visible(row.supplier.name) for row in moved[:_NAMED])
    names = _("{names} and more").format(names=names) if len(moved) > _NAMED else names
    text = told.format(n=numbers.whole(len(moved)), names=names)
    only = ngettext_("Only the {n} not settled", "Only the {n} not settled", len(in_doubt))
    return Question(
        _("Shall those that are settled be changed, too?"),
        text,
        (
            Answer("cancel", _("Cancel")),
            Answer("all", _("Change all {n}").format(n=numbers.whole(len(rows)))),
            Answer("doubt", only.format(n=numbers.whole(len(in_doubt))), Look.PRIMARY),
        ),
        escape="cancel",
    )


def decide(context: PageContext, ids: Sequence[SupplierId], subject: Subject, value: str) -> None:
    """Decide one thing about some suppliers, or take the decision back with ""."""
    from desktop.workspace.operations import Decide

    operation = Decide(tuple(ids), subject, value)
    if not ids:
        return
    if len(ids) < MANY:
        context.run(operation)
    else:
        context.run_in_background(operation, lambda: None)
