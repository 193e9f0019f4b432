"""The rollout page: pilot and waves in lanes, moved by drag or keys, and how they lie in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.plan import Changes
from desktop.texts import numbers, rollout_page
from desktop.texts.translate import N_, _, ngettext_
from desktop.ui.pages.empty import no_plan
from desktop.ui.pages.page import Page, PageContext, PageStatus
from desktop.ui.pages.rollout import leaving, menus
from desktop.ui.pages.rollout.all_at_once import AllAtOnce
from desktop.ui.pages.rollout.answers import REST, RolloutAnswers, rollout_answers
from desktop.ui.pages.rollout.board import Board
from desktop.ui.pages.rollout.drawer import RolloutDrawer
from desktop.ui.pages.rollout.first_steps import empty_state
from desktop.ui.pages.rollout.in_time import InTime
from desktop.ui.pages.rollout.left_over import LeftOverCard
from desktop.ui.pages.rollout.moves import Moves
from desktop.ui.pages.rollout.proposals import Proposals
from desktop.ui.theme import Space, Tone
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.search_box import SearchBox
from desktop.ui.widgets.segments import Segments
from desktop.workspace.session import Session

if TYPE_CHECKING:
    from desktop.ui.paper import Paper

_LANES, _TIME, _ALL_AT_ONCE = "lanes", "time", "all_at_once"


class RolloutPage(Page):
    """Who changes when?"""

    name = "rollout"
    title = N_("Rollout")
    question = N_("Who changes to the new EAN number when, and may the next wave begin?")
    scrolls = False

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.answers: RolloutAnswers | None = None
        self._drawer_wanted = False
        self._wants_waves = False
        self.again_button = Button(_("Propose again…"), icon="refresh")
        self.limits_button = Button(_("Limits…"), icon="settings")
        self.leave_button = Button(_("Export"), icon="export")
        for button in (self.limits_button, self.leave_button, self.again_button):
            self.header.add_action(button)
        self.banner = Banner()
        self.banner.close_button.hide()
        self.left_over = LeftOverCard()
        self._told = ""
        self.segments = Segments(_("View"), ((_LANES, _("Waves")), (_TIME, _("Time and load"))))
        self.search = SearchBox(_("Search in the waves"))
        self.rest_button = LinkButton("")
        self.board = Board()
        self.drawer = RolloutDrawer()
        self.drawer.hide()
        self.in_time = InTime()
        self.all_at_once = AllAtOnce()
        self.moves = Moves(self)
        self.proposals = Proposals(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(Space.LARGE)
        tools.addWidget(self.segments)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.rest_button)
        lanes = QWidget()
        row = QHBoxLayout(lanes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.LARGE)
        row.addWidget(self.board, 1)
        row.addWidget(self.drawer)
        # Hidden views take no room, so that each gets the height it needs and no more.
        self.views = {_LANES: lanes, _TIME: self.in_time, _ALL_AT_ONCE: self.all_at_once}
        self.body.setSpacing(Space.MEDIUM)
        for part in (self.left_over, self.banner, self.tools):
            self.body.addWidget(part)
        for view in self.views.values():
            self.body.addWidget(view, 1)
            view.hide()
        self.leave_button.setMenu(leaving.menu(self))

    def _connect(self) -> None:
        self.again_button.clicked.connect(lambda _checked=False: self.proposals.propose_again(None))
        self.left_over.clear_asked.connect(self.proposals.clear)
        self.left_over.keep_asked.connect(self.proposals.keep)
        self.left_over.again_asked.connect(lambda: self.proposals.propose_again(None))
        self.limits_button.clicked.connect(lambda _checked=False: self.proposals.set_limits())
        self.segments.picked.connect(self._show_view)
        self.search.searched.connect(self.board.search)
        self.search.left_down.connect(self.board.focus_first)
        self.rest_button.clicked.connect(lambda _checked=False: self._show_rest())
        self.board.chosen.connect(self._chosen)
        self.board.move_asked.connect(self.moves.move)
        self.board.menu_asked.connect(lambda place: menus.show(menus.of_suppliers(self), place))
        self.board.wave_menu_asked.connect(lambda key, place: menus.show(menus.of_wave(self, key), place))
        self.board.gate_asked.connect(self.proposals.show_gate)
        self.board.details_asked.connect(self.open_drawer)
        for source in (self.board, self.drawer):
            source.lock_asked.connect(self.moves.toggle_lock)
            source.out_asked.connect(self.moves.take_out)
        self.drawer.supplier_asked.connect(self.show_supplier)
        self.drawer.closed.connect(self._drawer_closed)
        self.all_at_once.waves_asked.connect(self.proposals.propose_first)
        self.all_at_once.task_opened.connect(self._open_task)

    # ------------------------------------------------------------------------------- what the window tells

    def show_session(self, session: Session | None) -> None:
        self.search.clear()
        self.segments.pick(_LANES)
        super().show_session(session)

    def refresh(self, changes: Changes | None) -> None:
        del changes  # every change of suppliers, invoices, tasks or letters can move something here
        if self.session is None:
            self.answers = None
            self._show_actions(there=False)
            text = _("Here you plan who changes to the new EAN number when.")
            self.set_empty(no_plan(self.context, "calendar", text))
            return
        self.ask(rollout_answers, self._show)

    def _show(self, answers: RolloutAnswers) -> None:
        self.answers = answers
        self.set_empty(empty_state(self.context, answers, self.proposals))
        self._show_actions(there=answers.has_waves)
        self._show_blocking(answers)
        self.left_over.show_left_over(answers.left_over)
        found = answers.rollout
        self.tools.setVisible(answers.has_waves)
        if found is not None and self.session is not None and answers.has_waves:
            self.board.show_lanes(answers.lanes)
            self.in_time.show_rollout(found, self.session.today)
            self._show_rest_count(answers)
        self.all_at_once.show_answers(answers, linked=has_tasks_page())
        self._show_view(self.segments.current)
        self._tell_status()

    def _show_actions(self, *, there: bool) -> None:
        for button in (self.again_button, self.limits_button, self.leave_button):
            button.setVisible(there)

    def _show_view(self, view: str) -> None:
        if self.answers is not None and not self.answers.has_waves:
            view = _ALL_AT_ONCE
        for name, widget in self.views.items():
            widget.setVisible(name == view)
        self.search.setVisible(view == _LANES)
        self.rest_button.setVisible(view == _LANES and bool(self.rest_button.text()))

    def _show_blocking(self, answers: RolloutAnswers) -> None:
        """The tasks before the first letter; said anew only when they are others."""
        tasks = answers.rollout.blocking if answers.rollout is not None else ()
        keys = tuple(one.key for one in tasks)
        text = rollout_page.blocking(tasks, sent=answers.any_sent)
        if not keys:
            self.banner.dismiss()
        elif text != self._told or self.banner.isHidden():
            action = _("Open the task") if has_tasks_page() else ""
            self.banner.tell(
                text,
                tone=Tone.ATTENTION,
                action=action,
                act=lambda: self._open_task(keys[0]),
            )
        self._told = text

    # --------------------------------------------------------------------------------- what a page can do

    def focus_search(self) -> bool:
        if self.answers is None or not self.answers.has_waves:
            return False
        self.segments.pick(_LANES)
        self._show_view(_LANES)
        self.search.take_focus()
        return True

    def paper(self) -> Paper | None:
        from desktop.ui.pages.rollout.paper import rollout_paper

        answers, session = self.answers, self.session
        if answers is None or answers.rollout is None or session is None:
            return None
        return rollout_paper(answers, session.today)

    def toggle_drawer(self) -> bool:
        if self.drawer.isHidden():
            self.open_drawer()
        else:
            self.drawer.dismiss()
        return True

    def apply_filters(self, **filters: str) -> None:
        """Show a view (`view`) or search (`search`)."""
        if filters.get("view") in (_LANES, _TIME):
            self.segments.pick(filters["view"])
            self._show_view(filters["view"])
        if "search" in filters:
            self.search.setText(filters["search"])

    # ------------------------------------------------------------------------------------------ choosing

    def _chosen(self) -> None:
        rows = self.board.chosen_rows()
        lane = self.board.chosen_lane()
        if rows and self._drawer_wanted:
            self.drawer.show()
        if not self.drawer.isHidden():
            self.drawer.show_rows(rows, lane.facts if lane is not None else None)
            self.drawer.setVisible(bool(rows))
        self._tell_status()

    def open_drawer(self) -> None:
        self._drawer_wanted = True
        self._chosen()

    def _drawer_closed(self) -> None:
        self._drawer_wanted = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape: first the search is cleared, then the panel closes."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.text():
            self.search.clear()
        elif not self.drawer.isHidden():
            self.drawer.dismiss()
        else:
            event.ignore()

    def _tell_status(self) -> None:
        answers = self.answers
        if answers is None or not answers.has_waves:
            self.set_status(PageStatus())
            return
        chosen = len(self.board.chosen_rows())
        placed = sum(len(one.rows) for one in answers.lanes if one.view is not None)
        waves = len(answers.wave_numbers)
        rows = ngettext_("{suppliers} in {n} wave", "{suppliers} in {n} waves", waves).format(
            suppliers=rollout_page.suppliers(placed), n=numbers.whole(waves)
        )
        selection = _("{n} chosen").format(n=numbers.whole(chosen)) if chosen else ""
        self.set_status(PageStatus(rows=rows, filter=self.search.text(), selection=selection))

    def _show_rest_count(self, answers: RolloutAnswers) -> None:
        rest = answers.lane(REST)
        count = len(rest.rows) if rest is not None else 0
        text = _("Not in a wave: {n}").format(n=numbers.whole(count)) if count else ""
        self.rest_button.setText(text)
        self.rest_button.updateGeometry()

    def _show_rest(self) -> None:
        lane = self.board.lane(REST)
        if lane is not None:
            self.board.bring_into_view(lane)
            lane.list.begin_at(0)

    def show_supplier(self) -> None:
        rows = self.board.chosen_rows()
        if rows:
            self.context.go_to("suppliers", supplier=str(rows[0].supplier_id))

    def _open_task(self, key: str) -> None:
        if has_tasks_page():
            self.context.go_to("tasks", task=key)


def has_tasks_page() -> bool:
    """Whether the window has a page with the checklist to go to."""
    from desktop.ui.page_host import PAGES

    return any(spec.name == "tasks" for spec in PAGES)
