"""Is a page found as it was left, and is nothing remembered that could be somebody's number?"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cpr import contains_cpr
from desktop.domain.kp_rules import Judgement
from desktop.paths import user_data_dir
from desktop.ui.pages.collective import views as collective_views
from desktop.ui.pages.kp import KpPage
from desktop.ui.pages.kp.answers import Group, Grouping
from desktop.ui.pages.page_memory import MOST_SAVED, PageMemory, SavedFilter, keepable, name_of, with_filter
from desktop.ui.pages.saved_filters import ArrangeDialog, NameDialog
from desktop.ui.pages.suppliers import SuppliersPage
from desktop.ui.pages.table_page import TablePage
from tests.ui.conftest import Stage

CPR = "010160-5003"
PAGES = ("suppliers", "quality", "duplicates", "collective", "kp", "letters", "tasks", "history")


def page_of(stage: Stage, name: str, **filters: str) -> TablePage:
    stage.window.go_to(name, **filters)
    page = stage.window.host.page(name)
    assert isinstance(page, TablePage)
    return page


def suppliers(stage: Stage, **filters: str) -> SuppliersPage:
    page = page_of(stage, "suppliers", **filters)
    assert isinstance(page, SuppliersPage)
    return page


def everything_written() -> str:
    files = [path for path in user_data_dir().rglob("*.json") if "rescue" not in path.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


# ----------------------------------------------------------------------------------------- what is kept


def test_a_filter_is_kept_and_recalled_by_a_page_made_anew(small: Stage) -> None:
    page = suppliers(small)
    page.filters.choose({"relevance": frozenset({"kp"}), "missing": frozenset({"email"})})
    page.keep()
    again = SuppliersPage(small.window.context)
    assert again.filters.ticked == {"relevance": {"kp"}, "missing": {"email"}}
    again.show_session(small.plan.session)
    assert again.model.shown == 1 < again.model.total
    assert again.filter_bar is not None
    # It hides rows, so it is said at once, and one click away from being cleared.
    assert not again.filter_bar.isHidden()
    assert again.filter_bar.words.text() == "Filter: Belongs in KP, Missing: E-mail"
    again.filter_bar.clear_button.click()
    assert again.model.shown == again.model.total
    assert again.filter_bar.isHidden()
    again.deleteLater()


def test_whoever_clears_the_filter_by_key_goes_on_in_the_table(small: Stage) -> None:
    small.window.activateWindow()
    page = suppliers(small)
    page.filters.choose({"relevance": frozenset({"kp"})})
    assert page.filter_bar is not None
    page.filter_bar.clear_button.setFocus()
    QTest.keyClick(page.filter_bar.clear_button, Qt.Key.Key_Return)
    assert page.filter_bar.isHidden()
    assert page.view.hasFocus()


def test_the_panels_stand_as_they_were_left(small: Stage) -> None:
    page = suppliers(small)
    page.view.selectRow(0)
    page.drawer.close_button.click()
    page.filter_button.click()
    there = page.filters.isVisible()
    again = SuppliersPage(small.window.context)
    again.show_session(small.plan.session)
    again.view.selectRow(0)
    assert again.drawer.isHidden()
    assert again.filters.isHidden() is not there
    again.deleteLater()


def test_what_was_searched_for_is_not_remembered_anywhere(small: Stage) -> None:
    for name in PAGES:
        page = page_of(small, name)
        assert page.focus_search()
        box = page.search_box
        assert box is not None
        box.setText(CPR)
        page.keep()
    # What is typed is asked for when the typing rests; then the plan is gone, as at the end of a day.
    small.plan.close()
    small.window.host.keep()
    assert everything_written()
    assert "5003" not in everything_written()
    assert "010160" not in everything_written()


def test_an_ean_number_that_is_ticked_is_not_remembered(small: Stage) -> None:
    page = suppliers(small)
    ean = next(iter(page.filters.sections["ean"].boxes))
    page.filters.choose({"ean": frozenset({ean}), "relevance": frozenset({"kp"})})
    page.saved_filters.ask_name = lambda _proposal: "Mine"
    page.saved_filters.save()
    page.keep()
    assert ean not in everything_written()
    assert page.remembered.filter == {"relevance": ("kp",)}
    assert page.remembered.saved == (SavedFilter("Mine", {"relevance": ("kp",)}),)


def proposed(page: SuppliersPage | KpPage) -> str:
    """The name that is proposed for the filter in force."""
    asked: list[str] = []
    page.saved_filters.ask_name = asked.append  # gives None: a change of mind
    page.saved_filters.save()
    return asked[0]


def test_the_name_proposed_for_a_filter_says_only_what_is_saved(small: Stage) -> None:
    """Taken as it is proposed, it lies with the settings: no EAN number, no supplier."""
    page = suppliers(small)
    ean = next(iter(page.filters.sections["ean"].boxes))
    page.filters.choose({"ean": frozenset({ean}), "relevance": frozenset({"kp"})})
    assert proposed(page) == "Belongs in KP"
    documents = page_of(small, "kp")
    assert isinstance(documents, KpPage)
    group = Group(Grouping.SUPPLIER, "1", "Karen Prøvesen")
    documents.asked = replace(documents.asked, grouping=Grouping.DOCUMENTS, group=group, everything=True)
    documents.filter_changed()
    assert "Karen Prøvesen" in documents.filter_words()
    assert proposed(documents) == "Older ones too"


@pytest.mark.parametrize(
    "group",
    [Group(Grouping.TRADE, "Tandlæger", "Tandlæger"), Group(Grouping.SUPPLIER, "1", "Karen Prøvesen")],
)
def test_of_a_group_that_was_opened_the_list_it_stands_in_comes_back(small: Stage, group: Group) -> None:
    """And not the documents of everybody, as if they were the group's."""
    page = page_of(small, "kp")
    assert isinstance(page, KpPage)
    page.show_documents(Judgement.ACCEPTABLE, group)
    page.keep()
    page.use_filter(page.remembered.filter)
    assert (page.asked.grouping, page.asked.group) == (group.grouping, None)
    assert page.asked.judgement is None
    assert group.name not in everything_written()


ANYTHING = st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=16), max_size=4), max_size=4)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING, st.from_regex(r"[a-z]{0,3}[0-9]{6}-?[0-9]{4}", fullmatch=True))
def test_no_number_passes_for_a_filter_whatever_is_given(state: dict[str, list[str]], number: str) -> None:
    kept = keepable({**state, "relevance": ["kp", number], number: ["kp"]})
    for group, keys in kept.items():
        for word in (group, *keys):
            assert not contains_cpr(word)
            assert sum(sign.isdecimal() for sign in word) <= 1
    assert kept["relevance"] == ("kp",)


@pytest.mark.parametrize(
    "written",
    [
        "[]",
        '{"drawer": 7, "side": "far", "filter": [1], "saved": {"a": 1}, "split": ["x"]}',
        '{"filter": {"relevance": ["010160-5003", 5]}, "saved": [{"name": "x"}, 3, {"filter": {}}]}',
        '{"split": [-1], "saved": [{"name": "", "filter": {"relevance": ["kp"]}}]}',
    ],
)
def test_a_file_that_is_not_ours_gives_a_page_as_on_the_first_day(written: str) -> None:
    path = user_data_dir() / "pages" / "suppliers.json"
    path.parent.mkdir(parents=True)
    path.write_text(written, encoding="utf-8")
    memory = PageMemory("suppliers")
    assert memory.drawer
    assert memory.side is None
    assert memory.filter == {}
    assert memory.saved == ()
    assert memory.split == ()


@pytest.mark.parametrize("name", PAGES)
def test_every_filter_a_page_tells_is_taken_up_again(small: Stage, name: str) -> None:
    states = {
        "suppliers": {"undecided": ("yes",)},
        "quality": {"view": ("settled",)},
        "duplicates": {"view": ("decided",)},
        "collective": {"view": (collective_views.CAN_SPLIT,)},
        "kp": {
            "scope": ("all",),
            "by": ("documents",),
            "judgement": (Judgement.UNKNOWN.value,),
            "older": ("yes",),
        },
        "letters": {"state": ("not_sent",)},
        "tasks": {"as": ("list",), "show": ("left",)},
        "history": {"period": ("week",), "done": ("import_suppliers",)},
    }
    page = page_of(small, name)
    page.clear_filters()
    assert page.filter_state() == {}
    page.use_filter(states[name])
    assert page.filter_state() == states[name]
    assert keepable(page.filter_state()) == states[name]
    assert page.filter_words()
    page.keep()
    assert PageMemory(name).filter == states[name]
    page.use_filter({"nonsense": ("x",), "view": ("gone",), "by": ("gone",), "kind": ("gone",)})
    assert page.filter_state() == {}


def test_the_heights_of_the_history_come_back(small: Stage) -> None:
    page = page_of(small, "history")
    page.remembered.keep_split((300, 111))
    again = type(page)(small.window.context)
    assert PageMemory("history").split == (300, 111)
    again.deleteLater()


def test_reset_takes_everything_back_but_the_saved_filters(small: Stage) -> None:
    page = suppliers(small)
    page.saved_filters.ask_name = lambda _proposal: "Mine"
    page.filters.choose({"relevance": frozenset({"kp"})})
    page.saved_filters.save()
    page.search.setText("tand")
    page.view.arrangement.show_column("name", there=False)
    page.want_drawer(wanted=False)
    small.window.menus["reset_view"].trigger()
    assert page.model.shown == page.model.total
    assert not page.search.text()
    assert not page.view.arrangement.hidden
    assert page.remembered.drawer
    assert [one.name for one in page.remembered.saved] == ["Mine"]


# --------------------------------------------------------------------------------------- by the name given


def texts(page: SuppliersPage) -> list[str]:
    page.saved_filters.fill()
    return [one.text() for one in page.saved_filters.list.actions() if not one.isSeparator()]


def test_a_filter_is_saved_taken_renamed_and_deleted(small: Stage) -> None:
    page = suppliers(small)
    asked: list[str] = []

    def name(proposal: str) -> str:
        asked.append(proposal)
        return "  Uden   e-mail "

    page.saved_filters.ask_name = name
    assert texts(page)[0] == "No filter is saved yet"
    page.filters.choose({"missing": frozenset({"email"})})
    page.saved_filters.save()
    assert asked == ["Missing: E-mail"]
    page.filters.clear()
    assert texts(page)[0] == "Uden e-mail"
    page.saved_filters.list.actions()[0].trigger()
    assert page.filters.ticked == {"missing": {"email"}}
    page.saved_filters.fill()
    assert page.saved_filters.list.actions()[0].isChecked()
    page.saved_filters.arrange = lambda saved: tuple(SavedFilter("Andet", one.state) for one in saved)
    page.saved_filters.change()
    assert texts(page)[0] == "Andet"
    page.saved_filters.arrange = lambda _saved: ()
    page.saved_filters.change()
    assert page.remembered.saved == ()


def test_nothing_is_saved_while_nothing_is_filtered(small: Stage) -> None:
    page = suppliers(small)
    page.saved_filters.fill()
    save = next(one for one in page.saved_filters.list.actions() if one.text() == "&Save the filter…")
    assert not save.isEnabled()
    page.saved_filters.ask_name = lambda _proposal: "Empty"
    page.saved_filters.save()
    assert page.remembered.saved == ()


def test_a_name_is_one_line_without_a_citizens_number() -> None:
    assert name_of(f" Hr.\nJensen\t{CPR} ").startswith("Hr. Jensen ")
    assert "5003" not in name_of(CPR)
    assert len(name_of("x" * 500)) == 60
    memory = PageMemory("suppliers")
    memory.keep_saved(with_filter((), CPR, {"relevance": ("kp",)}))
    assert "5003" not in everything_written()


def test_a_filter_of_the_same_name_takes_the_place_of_the_other() -> None:
    saved = with_filter((), "Tandlæger", {"trade": ("dentist",)})
    saved = with_filter(saved, "Alle", {"relevance": ("kp",)})
    saved = with_filter(saved, "TANDLÆGER", {"trade": ("optician",)})
    assert [(one.name, one.state) for one in saved] == [
        ("TANDLÆGER", {"trade": ("optician",)}),
        ("Alle", {"relevance": ("kp",)}),
    ]
    many = [SavedFilter(f"nr {chr(97 + number)}x", {"a": ("b",)}) for number in range(MOST_SAVED + 9)]
    memory = PageMemory("letters")
    memory.keep_saved(many)
    assert len(memory.saved) == MOST_SAVED
    assert json.loads((user_data_dir() / "pages" / "letters.json").read_text(encoding="utf-8"))


def test_the_dialogs_about_saved_filters_work_by_keyboard(small: Stage) -> None:
    naming = NameDialog("Forslag", ["Alle"], small.window, left_out=True)
    assert "EAN numbers" in naming.note.text()
    naming.field.setText("alle")
    assert naming.warning.text()
    naming.field.setText("   ")
    assert not naming.accept_button.isEnabled()
    naming.deleteLater()
    saved = (SavedFilter("A", {"a": ("b",)}), SavedFilter("B", {"c": ("d",)}))
    arrange = ArrangeDialog(saved, small.window)
    arrange.show()
    arrange.list.setFocus()
    arrange.list.item(1).setText("Bedre")
    QTest.keyClick(arrange.list, Qt.Key.Key_Delete)
    assert arrange.left == (SavedFilter("Bedre", {"c": ("d",)}),)
    arrange.list.item(0).setText(" ")
    assert arrange.left == (SavedFilter("B", {"c": ("d",)}),)
    arrange.reject()
    arrange.deleteLater()


@pytest.mark.parametrize("name", ["suppliers", "collective", "kp", "letters"])
def test_every_page_with_facets_offers_saved_filters_by_its_key(small: Stage, name: str) -> None:
    page = page_of(small, name)
    button = page.saved_filters  # type: ignore[attr-defined]  # these four have it
    assert "Ctrl+Shift+F" in button.toolTip()
    assert page.content.isAncestorOf(button)


def test_memory_that_cannot_be_written_stops_nothing(small: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, *_args: object, **_kwargs: object) -> int:
        raise PermissionError

    page = suppliers(small)
    monkeypatch.setattr(Path, "write_text", refuse)
    page.filters.choose({"relevance": frozenset({"kp"})})
    page.keep()
    assert 0 < page.model.shown < page.model.total
