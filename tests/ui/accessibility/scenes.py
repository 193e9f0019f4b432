"""Which views are there to be walked? Pages with a plan and without, steps of the import, dialogs.

A scene is a window whose work is done at once; `dialogs` opens each dialog the way a user comes to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QTableView, QWidget

from desktop.domain.assessment import Subject
from desktop.domain.plan import Municipality
from desktop.ui.appearance import Theme
from desktop.ui.importing.wizard import ImportWizard
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Recorder
from desktop.ui.page_host import PAGES
from desktop.ui.settings import Settings
from desktop.ui.tasks import InlineRunner
from desktop.workspace.operations import ChooseEan
from desktop.workspace.rollout import propose
from desktop.workspace.session import Session

PAGE_NAMES = tuple(spec.name for spec in PAGES)
STEPS = ("files", "columns", "check", "done")
SIZE = (1366, 768)
_ROW = 4
"""The sample's fifth supplier sends collective invoices."""


@dataclass
class Scene:
    """A window to look at.

    Attributes:
        forms: what the next municipality forms answer.
    """

    app: QApplication
    window: MainWindow
    messages: Recorder
    forms: list[Municipality | None]

    @property
    def session(self) -> Session:
        session = self.window.plan.session
        assert session is not None
        return session

    def settle(self) -> None:
        """Do what waits, and take away what was to be deleted: outside a loop Qt keeps it."""
        self.app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def activate(self) -> None:
        """Bring the window to the front: a test before may have shown another."""
        self.window.activateWindow()
        self.settle()

    def page(self, name: str, *, row: bool = True) -> QWidget:
        """A page as it is after a click on it: with a row chosen, where it has rows."""
        self.window.go_to(name)
        self.activate()
        page = self.window.host.page(name)
        if row:
            for view in page.findChildren(QTableView):
                if view.isVisible() and view.model().rowCount() > _ROW:
                    view.selectRow(_ROW)
                elif view.isVisible() and view.model().rowCount():
                    view.selectRow(0)
        self.settle()
        return page

    def close(self) -> None:
        session = self.window.plan.session
        self.window.close_without_asking()
        self.window.deleteLater()
        self.settle()
        if session is not None:
            session.close()


def quiet_scene(app: QApplication) -> Scene:
    messages, forms = Recorder(), list[Municipality | None]()
    window = MainWindow(
        tasks=InlineRunner(), settings=Settings(), theme=Theme(app), on_bug=_raise, messages=messages
    )
    window.plan.ask_municipality = lambda _before, _new: forms.pop(0)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    app.processEvents()
    return Scene(app, window, messages, forms)


def full_scene(app: QApplication, sample: Path, folder: Path) -> Scene:
    path = folder / "Eksempelby.eanplan"
    path.write_bytes(sample.read_bytes())
    scene = quiet_scene(app)
    scene.window.plan.open(path)
    session = scene.session
    session.run(ChooseEan("new-gradual", session.municipality.new_ean))
    propose(session)
    scene.window.plan.save()
    scene.settle()
    return scene


def _raise(error: Exception) -> None:
    raise error


# ---------------------------------------------------------------------------------------------- the import

SUPPLIERS = (
    "Kreditornr;Navn;CVR-nr;Mail\n"
    "0001;Tandlægerne Prøve;10000009;post@proeve.example\n"
    "0002;Fodklinik Prøve;10000017;ikke-en-adresse\n"
)


@contextmanager
def importing(scene: Scene, folder: Path, step: str) -> Iterator[ImportWizard]:
    """The import in a window without a plan, gone on to a step."""
    path = folder / "Kreditorer.csv"
    path.write_text(SUPPLIERS, encoding="cp1252")
    if scene.window.plan.session is None:
        scene.forms.append(Municipality(name="Prøveby Kommune", contact="Mette Kjær Holm"))
        scene.window.plan.new()
    scene.window.import_files((path,) if step != "files" else ())
    wizard = scene.window.host.guest
    assert isinstance(wizard, ImportWizard)
    scene.activate()
    for _click in range(max(0, STEPS.index(step))):
        wizard.next.click()
        scene.settle()
    scene.settle()
    yield wizard
    if step == "done":
        wizard.done.leave.emit("start")
    else:
        wizard.cancel.click()
    scene.settle()


# --------------------------------------------------------------------------------------------- the dialogs

Look = Callable[[QDialog], None]


def dialogs(scene: Scene, name: str, look: Look, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Open a dialog as its page does, look at it, and go back; gives the classes of what was seen."""
    seen: list[str] = []

    def shown(dialog: QDialog) -> int:
        dialog.show()
        scene.settle()
        seen.append(qualified(type(dialog)))
        look(dialog)
        dialog.hide()
        return 0

    monkeypatch.setattr(QDialog, "exec", shown)
    monkeypatch.setattr(QDialog, "open", shown)
    OPENERS[name](scene)
    scene.settle()
    return seen


def qualified(kind: type) -> str:
    return f"{kind.__module__.removeprefix('desktop.ui.')}.{kind.__name__}"


def _municipality(scene: Scene) -> None:
    scene.window.dialogs.ask_municipality(scene.session.municipality, False)


def _question(scene: Scene) -> None:
    from desktop.ui.questions import Answer, Question, ask
    from desktop.ui.widgets.buttons import Look as Looks

    question = Question(
        "Gem ændringerne?",
        "Ellers går de tabt.",
        (
            Answer("drop", "Kassér", Looks.DANGER),
            Answer("stay", "Bliv"),
            Answer("save", "Gem", Looks.PRIMARY),
        ),
        escape="stay",
    )
    ask(question, scene.window)


def _earlier(scene: Scene) -> None:
    from desktop.ui.earlier_versions import choose_in
    from desktop.workspace.backups import EarlierVersion

    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    choose_in(scene.window)([EarlierVersion(Path(f"{at}.eanplan"), noon, 2_048 * at) for at in (1, 2, 3)])


def _crash(scene: Scene) -> None:
    from desktop.diary.report import CrashReport
    from desktop.ui.crash_dialog import CrashDialog

    report = CrashReport("0badcafe", "KeyError", ("desktop.x:1",))
    CrashDialog(report, "Planen er gemt.", scene.window).exec()


def _quick_guide(scene: Scene) -> None:
    scene.window.menus["quick_guide"].trigger()


def _log(scene: Scene) -> None:
    from desktop.ui.log_dialog import LogDialog

    LogDialog(scene.window).exec()


def _name_filter(scene: Scene) -> None:
    from desktop.ui.pages.saved_filters import NameDialog

    NameDialog("Tandlæger", (), scene.window, left_out=True).exec()


def _arrange_filters(scene: Scene) -> None:
    from desktop.ui.pages.page_memory import SavedFilter
    from desktop.ui.pages.saved_filters import ArrangeDialog

    ArrangeDialog((SavedFilter("Tandlæger", {}), SavedFilter("Uden mail", {})), scene.window).exec()


def _merge_plans(scene: Scene) -> None:
    from desktop.domain.suppliers import SupplierId
    from desktop.ui.merge_dialog import MergeDialog
    from desktop.workspace import merging
    from desktop.workspace.operations import Decide

    scene.window.plan.save()
    path = scene.session.path
    assert path is not None
    copy = path.with_name("kopi.eanplan")
    copy.write_bytes(path.read_bytes())
    theirs = Session.open(copy)
    theirs.run(Decide((SupplierId(1),), Subject.RELEVANCE, "outside"))
    theirs.save()
    theirs.close()
    scene.session.run(Decide((SupplierId(1),), Subject.RELEVANCE, "kp"))
    other = merging.open_copy(copy)
    preview = merging.preview(scene.session, other)
    other.close()
    MergeDialog(preview, "kopi.eanplan", scene.window).exec()
    scene.session.undo()


def _privacy(scene: Scene) -> None:
    scene.window.menus["privacy"].trigger()


def _about(scene: Scene) -> None:
    scene.window.menus["about"].trigger()


def _licences(scene: Scene) -> None:
    from desktop.ui.about import LicencesDialog

    LicencesDialog(scene.window).exec()


def _button(scene: Scene, page: str, text: str) -> None:
    """Press the button with that text."""
    from desktop.ui.widgets.buttons import Button

    shown = scene.page(page)
    next(one for one in shown.findChildren(Button) if one.text() == text and one.isVisible()).click()


def _restore(scene: Scene) -> None:
    """From the first entry of the history that changed something which can be put back."""
    from desktop.ui.pages.history import HistoryPage
    from desktop.ui.widgets.buttons import Button

    page = scene.page("history")
    assert isinstance(page, HistoryPage)
    for row in range(page.entry_view.model().rowCount()):
        page.entry_view.selectRow(row)
        page.row_view.selectRow(0)
        scene.settle()
        for one in page.findChildren(Button):
            if one.text() == "Sæt tilbage…" and one.isVisible() and one.isEnabled():
                one.click()
                return
    raise AssertionError("nothing can be put back")


def _letters(open_it: Callable[..., None]) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        from desktop.ui.pages.letters import LettersPage

        page = scene.page("letters")
        assert isinstance(page, LettersPage)
        open_it(page)

    return act


def _sent(page: object) -> None:
    from desktop.ui.pages.letters import LettersPage
    from desktop.ui.pages.letters.actions import SentDialog

    assert isinstance(page, LettersPage)
    assert page.session is not None
    page.show_dialog(SentDialog("3 breve", page.session.today, page))


def _reason(page: object) -> None:
    from desktop.ui.pages.letters import LettersPage, deeds

    assert isinstance(page, LettersPage)
    deeds.decide(page, "none")


def _days(page: object) -> None:
    from desktop.ui.pages.letters import LettersPage, menu

    assert isinstance(page, LettersPage)
    menu.open_days(page)


def _sender(page: object) -> None:
    from desktop.ui.pages.letters import LettersPage, menu

    assert isinstance(page, LettersPage)
    menu.open_sender(page)


def _templates(page: object) -> None:
    from desktop.ui.pages.letters import LettersPage, menu

    assert isinstance(page, LettersPage)
    menu.open_templates(page)


def _fields(page: object) -> None:
    from desktop.ui.pages.letters import LettersPage, menu

    assert isinstance(page, LettersPage)
    menu.open_fields(page)


def _own_task(scene: Scene) -> None:
    from desktop.ui.pages.tasks import TasksPage

    page = scene.page("tasks")
    assert isinstance(page, TasksPage)
    page.add_own()


def _mail(scene: Scene) -> None:
    from desktop.ui.pages.tasks.dialogs import MailDialog
    from desktop.workspace.checklist import checklist_of
    from desktop.workspace.mail_drafts import mails_of

    drafts = next(
        found for task in checklist_of(scene.session).tasks if (found := mails_of(scene.session, task).drafts)
    )
    MailDialog(drafts, scene.window).exec()


def _rollout(act: Callable[[object], None]) -> Callable[[Scene], None]:
    def opened(scene: Scene) -> None:
        from desktop.ui.pages.rollout import RolloutPage

        page = scene.page("rollout")
        assert isinstance(page, RolloutPage)
        act(page.proposals)

    return opened


def _replan(scene: Scene) -> None:
    from dataclasses import replace

    from desktop.ui.pages.rollout.dialogs import ReplanDialog
    from desktop.workspace.rollout import replan, rollout

    terms = rollout(scene.session).terms
    ReplanDialog(replan(scene.session, replace(terms)), {}, scene.window).exec()


def _choice(scene: Scene) -> None:
    from desktop.ui.pages.choice import ChoicePage

    page = scene.page("choice")
    assert isinstance(page, ChoicePage)
    page.choose("")


def _columns(scene: Scene) -> None:
    from desktop.ui.tables.columns_dialog import choose_columns
    from desktop.ui.tables.view import RowView

    choose_columns(next(one for one in scene.page("suppliers").findChildren(RowView) if one.isVisible()))


def _rules(scene: Scene) -> None:
    _button(scene, "kp", "Reglerne…")


def _same_supplier(scene: Scene) -> None:
    from desktop.ui.pages.duplicates import DuplicatesPage

    page = scene.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    page.merge()


OPENERS: dict[str, Callable[[Scene], None]] = {
    "municipality_dialog.MunicipalityDialog": _municipality,
    "questions.QuestionDialog": _question,
    "earlier_versions.EarlierVersionsDialog": _earlier,
    "crash_dialog.CrashDialog": _crash,
    "log_dialog.LogDialog": _log,
    "help.quick_guide.QuickGuideDialog": _quick_guide,
    "pages.saved_filters.NameDialog": _name_filter,
    "pages.saved_filters.ArrangeDialog": _arrange_filters,
    "merge_dialog.MergeDialog": _merge_plans,
    "privacy_dialog.PrivacyDialog": _privacy,
    "about.AboutDialog": _about,
    "about.LicencesDialog": _licences,
    "pages.history.restore_dialog.RestoreDialog": _restore,
    "pages.letters.actions.SentDialog": _letters(_sent),
    "pages.letters.actions.ReasonDialog": _letters(_reason),
    "pages.letters.actions.DaysDialog": _letters(_days),
    "pages.letters.sender_dialog.SenderDialog": _letters(_sender),
    "pages.letters.templates_dialog.TemplatesDialog": _letters(_templates),
    "pages.letters.fields_dialog.FieldsDialog": _letters(_fields),
    "pages.tasks.dialogs.OwnTaskDialog": _own_task,
    "pages.tasks.dialogs.MailDialog": _mail,
    "pages.rollout.limits_dialog.LimitsDialog": _rollout(lambda one: one.set_limits()),  # type: ignore[attr-defined]
    "pages.rollout.dialogs.DatesDialog": _rollout(lambda one: one.set_dates(1)),  # type: ignore[attr-defined]
    "pages.rollout.dialogs.GateDialog": _rollout(lambda one: one.show_gate(1)),  # type: ignore[attr-defined]
    "pages.rollout.dialogs.ReplanDialog": _replan,
    "pages.choice.dialog.ChoiceDialog": _choice,
    "pages.kp.rules_dialog.RulesDialog": _rules,
    "tables.columns_dialog.ColumnsDialog": _columns,
    "pages.duplicates.dialog.MergeDialog": _same_supplier,
}
"""How a user comes to each dialog, by where its class stands."""
