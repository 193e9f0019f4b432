"""Does the page say who sends collective invoices, how sure that is, and let a person settle it?"""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.collective import ToldApart, told_apart
from desktop.texts import citizens
from desktop.ui.pages.collective import CollectivePage
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage


def page_of(stage: Stage, **filters: str) -> CollectivePage:
    stage.window.go_to("collective", **filters)
    page = stage.window.host.page("collective")
    assert isinstance(page, CollectivePage)
    return page


def names(page: CollectivePage) -> list[str]:
    return [row.supplier.name for row in page.model.shown_rows()]


def test_the_headline_counts_and_the_promise_is_said(small: Stage) -> None:
    page = page_of(small)
    assert page.headline.sending.value.text() == "2"
    assert page.headline.settle.value.text() == "0"
    assert page.headline.cannot.value.text() == "1"
    assert page.headline.checked.value.text() == "70"
    assert "forgotten at once" in page.promise.text.text()


def test_the_evidence_is_listed_by_invoice_number_with_place_and_grade(small: Stage) -> None:
    page = page_of(small)
    assert names(page) == ["Sct. Mortens Apotek", "Fodklinikken v/ Lis Bæk"]
    page.view.selectRow(1)
    assert page.drawer.isVisible()
    model = page.drawer.evidence.model
    assert model.shown == 8
    cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert cells[:6] == [
        "F10002-11",
        "11\u00a0Oct\u00a02026",
        "3",
        "Certain",
        "Recipient of the delivery",
        plans.KP_EAN,
    ]
    assert page.drawer.histogram.chart.summary() == "8 of 11 invoices name more than one citizen."


def test_a_person_rejects_and_takes_it_back(small: Stage) -> None:
    page = page_of(small)
    page.view.selectRow(1)
    page.drawer.collective.bar.buttons["rejected"].click()
    assert page.headline.sending.value.text() == "1"
    row = page.view.current_row()
    assert row is not None
    assert row.collective.by_hand
    page.segments.buttons["rejected"].click()
    assert names(page) == ["Fodklinikken v/ Lis Bæk"]
    page.drawer.collective.bar.undo.click()
    assert page.headline.sending.value.text() == "2"


def test_a_pharmacy_that_can_split_after_all_is_confirmed(small: Stage) -> None:
    page = page_of(small)
    page.view.selectRow(0)
    page.drawer.collective.bar.buttons["confirmed"].click()
    assert page.headline.cannot.value.text() == "0"


def test_a_supplier_asked_for_is_chosen_and_leads_back_to_its_own_page(small: Stage) -> None:
    assert small.plan.session is not None
    wanted = plans.id_of(small.plan.session, "10002")
    page = page_of(small, supplier=str(wanted))
    assert [row.supplier.number for row in page.view.chosen_rows()] == ["10002"]
    page.drawer.more.click()
    assert small.window.host.current_name == "suppliers"


def test_a_view_without_rows_cannot_be_picked(small: Stage) -> None:
    page = page_of(small)
    assert not page.segments.buttons["settle"].isEnabled()
    assert page.segments.buttons["can_split"].text() == "Can split  1"


def test_closing_the_panel_keeps_it_closed_until_it_is_asked_for(small: Stage) -> None:
    page = page_of(small)
    page.view.selectRow(0)
    page.drawer.close_button.click()
    page.view.selectRow(1)
    assert page.drawer.isHidden()
    assert page.toggle_drawer()
    assert page.drawer.isVisible()


def test_an_empty_plan_teaches_what_will_stand_here(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(plans.empty_plan()))
    assert page.model.shown == 0
    assert not page.headline.isVisible()


def test_what_else_is_told_apart_has_views_of_its_own(small: Stage) -> None:
    page = page_of(small)
    session = small.plan.session
    assert session is not None
    for kind in ToldApart:
        expected = {
            one.supplier.name for one in session.assessments() if one.collective.counts.told_apart(kind)
        }
        button = page.segments.buttons[kind.value]
        assert button.text().endswith(f"  {len(expected)}")
        assert button.isEnabled() is bool(expected)
        if expected:
            button.click()
            assert set(names(page)) == expected
    page.segments.buttons["all"].click()
    assert names(page) == ["Sct. Mortens Apotek", "Fodklinikken v/ Lis Bæk"]


def test_the_panel_names_the_invoices_that_are_told_apart(small: Stage) -> None:
    page = page_of(small)
    session = small.plan.session
    assert session is not None
    kind = next(kind for kind in ToldApart if page.segments.buttons[kind.value].isEnabled())
    page.segments.buttons[kind.value].click()
    page.view.selectRow(0)
    row = page.view.current_row()
    assert row is not None
    count = row.collective.counts.told_apart(kind)
    apart = page.drawer.apart
    assert apart.isVisible()
    assert apart.lines[kind].text() == citizens.told_apart_count(kind, count)
    numbers = [
        one.facts.invoice_no
        for one in session.invoices(row.supplier.id)
        if kind in told_apart(one.facts.evidence)
    ]
    assert len(numbers) == count
    assert apart.numbers[kind].text().split(", ")[0].split(" ")[0] in numbers


def test_the_page_says_how_to_begin(small: Stage) -> None:
    page = page_of(small)
    assert "Drop a folder" in page.promise.text.text()
    assert page.promise.more.isVisible()
