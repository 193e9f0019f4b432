"""Do the options stand side by side with the right figures, and is the choice kept: who, when and why?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.domain.assessment import Subject
from desktop.domain.imports import InvoiceImport, SourceReport, SupplierImport, SupplierRow
from desktop.domain.options import OptionKind
from desktop.domain.relevance import Relevance
from desktop.texts import numbers
from desktop.ui.pages.choice import ChoicePage
from desktop.ui.pages.choice.answers import choice_answers
from desktop.ui.pages.choice.cards import ChosenBanner
from desktop.ui.pages.choice.dialog import ChoiceDialog
from desktop.ui.widgets.drawer import ScrollPane
from desktop.workspace.operations import ChooseEan, Decide, ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage


def page_of(stage: Stage) -> ChoicePage:
    stage.window.go_to("choice")
    page = stage.window.host.page("choice")
    assert isinstance(page, ChoicePage)
    return page


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[ChoiceDialog], None]], None]:
    """Fill in the choice dialog when it opens, and press its button as a person would."""

    def use(fill: Callable[[ChoiceDialog], None]) -> None:
        def run(dialog: ChoiceDialog) -> int:
            fill(dialog)
            dialog.accept_button.click()
            return dialog.result()

        monkeypatch.setattr(ChoiceDialog, "exec", run)

    return use


def test_at_most_three_options_show_the_models_figures(small: Stage) -> None:
    page = page_of(small)
    assert small.plan.session is not None
    comparison = small.plan.session.comparison()
    shown = [card for card in page.cards if card.isVisible()]
    assert [card.key for card in shown] == [f"reuse:{plans.KP_EAN}", "new-gradual", "new"]
    for card in shown:
        figures = comparison.figures(card.key)
        assert figures is not None
        assert card.contacts.value.text() == numbers.interval(figures.contacts)
        assert card.hours.value.text() == numbers.interval(figures.hours)
        assert card.weeks.value.text() == numbers.interval(figures.weeks)
        assert card.day_one.value.text() == numbers.interval(figures.day_one)
        assert card.rejected.value.text() == numbers.interval(figures.rejected)


def test_one_option_is_singled_out_by_a_word_as_well_as_an_edge(small: Stage) -> None:
    page = page_of(small)
    marked = [card for card in page.cards if card.chosen]
    assert len(marked) == 1
    assert marked[0].mark.text() in {"Lightest for you", "Recommended"}
    assert marked[0].mark.text() in marked[0].accessibleName()
    assert small.plan.session is not None
    recommendation = small.plan.session.recommendation()
    assert recommendation is not None
    assert marked[0].key == recommendation.key


def test_the_hours_open_into_their_parts(small: Stage) -> None:
    page = page_of(small)
    said = page.cards[1].hours.accessibleDescription()
    assert "Letters:" in said
    assert "Setting up the new EAN number: 8" in said


def test_reuse_of_another_ean_is_a_click_away_and_moves_the_tipping_point(small: Stage) -> None:
    page = page_of(small)
    page.apply_filters(part="contacts")
    assert page.tipping.chart.summary() != ""
    before = page.tipping.sentence.text()
    page.show_reuse_of(plans.OTHER_EAN)
    moved = page.tipping.sentence.text()
    page.apply_filters(part="answer")
    assert page.cards[0].key == f"reuse:{plans.OTHER_EAN}"
    assert plans.OTHER_EAN in moved
    assert moved != before


def test_the_tipping_card_sets_n_plus_u_against_k(small: Stage) -> None:
    page = page_of(small)
    page.apply_filters(part="contacts")
    point = page.answers.tipping[plans.KP_EAN] if page.answers else None
    assert point is not None
    assert page.tipping.sum.text().startswith(
        f"{numbers.interval(point.must_leave)} must leave the number (N + U),"
        f" {numbers.interval(point.stays)} can stay on it (K)."
    )


def test_what_is_not_settled_leads_to_the_suppliers_it_is_about(small: Stage) -> None:
    page = page_of(small)
    assert page.uncertain.link.text() == "Settle 1 supplier to make the figures exact"
    page.uncertain.link.click()
    assert small.window.host.current_name == "suppliers"
    assert small.window.host.page("suppliers").status.rows == "Shows 1 of 8"


def test_settling_the_last_supplier_makes_the_figures_exact(small: Stage) -> None:
    page = page_of(small)
    small.window.go_to("suppliers", undecided="yes")
    suppliers = small.window.host.page("suppliers")
    suppliers.toggle_drawer()
    suppliers.drawer.one.relevance.bar.buttons["outside"].click()  # type: ignore[attr-defined]
    page = page_of(small)
    assert not page.uncertain.link.isVisible()
    assert "–" not in page.cards[0].contacts.value.text()


def test_the_eans_of_today_add_up(small: Stage) -> None:
    page = page_of(small)
    page.apply_filters(part="contacts")
    for row in page.eans.model.rows:
        parts = (
            row.kp_suppliers,
            row.other_suppliers,
            row.collective_can_split,
            row.collective_cannot_split,
            row.unknown,
        )
        assert sum(parts) == row.suppliers


def test_a_choice_is_kept_with_who_when_and_why_and_can_be_taken_back(
    small: Stage, answer: Callable[[Callable[[ChoiceDialog], None]], None]
) -> None:
    page = page_of(small)
    assert not page.banner.isVisible()
    answer(lambda dialog: dialog.reason_field.setPlainText("Færrest breve."))
    page.cards[0].pick.click()
    assert small.plan.session is not None
    choice = small.plan.session.choice()
    assert choice is not None
    assert (choice.option, choice.ean, choice.reason) == (
        f"reuse:{plans.KP_EAN}",
        plans.KP_EAN,
        "Færrest breve.",
    )
    assert page.banner.isVisible()
    assert plans.KP_EAN in page.banner.title.text()
    assert choice.by in page.banner.text.text()
    assert "Færrest breve." in page.banner.text.text()
    assert page.cards[0].mark.text() == "Chosen"
    assert not page.choose_button.isVisible()
    page.banner.back_button.click()
    assert small.plan.session.choice() is None
    assert page.choose_button.isVisible()


def test_after_a_choice_the_confirmation_is_seen_and_has_the_keyboard(
    small: Stage, answer: Callable[[Callable[[ChoiceDialog], None]], None]
) -> None:
    small.window.resize(1000, 520)
    page = page_of(small)
    answer(lambda dialog: dialog.reason_field.setPlainText("Færrest breve."))
    page.cards[1].pick.setFocus()
    pane = page.findChildren(ScrollPane)[0]
    pane.ensureWidgetVisible(page.cards[1].pick)
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    page.cards[0].pick.click()
    assert page.banner.isVisible()
    assert bar.value() == 0
    assert page.banner.again_button.hasFocus()


def test_a_new_ean_is_chosen_with_its_number(
    small: Stage, answer: Callable[[Callable[[ChoiceDialog], None]], None]
) -> None:
    page = page_of(small)

    def fill(dialog: ChoiceDialog) -> None:
        dialog.radios[OptionKind.NEW_GRADUAL].setChecked(True)
        dialog.new_ean_field.field.setText("57900 0000 0012")  # type: ignore[union-attr]

    answer(fill)
    page.choose_button.click()
    assert small.plan.session is not None
    choice = small.plan.session.choice()
    assert choice is not None
    assert (choice.option, choice.ean) == ("new-gradual", plans.NEW_EAN)


def _dialog(qtbot: QtBot, stage: Stage, picked: str) -> ChoiceDialog:
    assert stage.plan.session is not None
    dialog = ChoiceDialog(choice_answers(stage.plan.session), picked)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5790000000013", "the last one must fit the rest"),
        ("579000000001", "13 digits"),
        (plans.KP_EAN, "already"),
    ],
)
def test_a_wrong_new_ean_is_refused_with_a_sentence(
    qtbot: QtBot, small: Stage, typed: str, said: str
) -> None:
    dialog = _dialog(qtbot, small, "new")
    dialog.new_ean_field.field.setText(typed)  # type: ignore[union-attr]
    dialog.accept_button.click()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert dialog.isVisible()
    assert said in dialog.new_ean_field.said.text()


def test_the_dialog_asks_for_a_number_only_where_there_is_a_new_one(qtbot: QtBot, small: Stage) -> None:
    dialog = _dialog(qtbot, small, f"reuse:{plans.OTHER_EAN}")
    assert dialog.option == f"reuse:{plans.OTHER_EAN}"
    assert not dialog.new_ean_field.isVisible()
    dialog.radios[OptionKind.NEW].setChecked(True)
    assert dialog.new_ean_field.isVisible()
    assert dialog.option == "new"
    assert dialog.new_ean == ""


def test_nothing_to_compare_teaches_what_will_stand_here(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(plans.empty_plan()))
    assert not any(card.isVisible() for card in page.cards)
    assert not page.choose_button.isEnabled()


def test_one_of_each_is_said_in_the_singular(open_plan: Callable[[Session], Stage]) -> None:
    session = plans.empty_plan()
    one = SupplierRow(plans.SUPPLIERS[0], "Kreditorer.csv", 2)
    report = SourceReport("Kreditorer.csv", rows_in=1, rows_kept=1)
    session.run(ImportSuppliers(SupplierImport(rows=(one,), reports=(report,))))
    session.run(
        ImportInvoices(InvoiceImport(rows=plans.invoices()[:1], reports=(SourceReport("faktura.zip"),)))
    )
    page = page_of(open_plan(session))
    told = page.uncertain.counted.text()
    assert told == "Counted over 1 month. 1 supplier sent invoices."
    gradual = next(card for card in page.cards if card.key == "new-gradual")
    assert gradual.gradual.value.text() == "Yes, 1 wave"


def test_a_choice_stands_there_also_when_there_is_nothing_left_to_weigh(
    open_plan: Callable[[Session], Stage],
) -> None:
    session = plans.small_plan()
    session.run(ChooseEan("new", plans.NEW_EAN, "Vi vil have et for os selv."))
    outside = tuple(one.supplier.id for one in session.assessments())
    session.run(Decide(outside, Subject.RELEVANCE, Relevance.OUTSIDE.value))
    stage = open_plan(session)
    page = page_of(stage)
    assert page.answers is not None
    assert page.answers.recommendation is None
    banner = next(one for one in page.findChildren(ChosenBanner) if one.isVisible())
    assert "Vi vil have et for os selv." in banner.text.text()
    assert not banner.again_button.isVisible()
    banner.back_button.click()
    assert stage.plan.session is not None
    assert stage.plan.session.choice() is None
    assert not [one for one in page.findChildren(ChosenBanner) if one.isVisible()]
