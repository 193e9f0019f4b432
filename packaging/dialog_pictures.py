"""What do the dialogs and the steps of the import look like? Each is opened as the user opens it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from screenshots import Camera

SOON_MS = 200
_TRIES = 100
_STEPS = 4


def shoot_dialogs(camera: Camera, folder: Path) -> None:
    """Every dialog, then the import step by step."""
    window: Any = camera.program.window
    for name, open_it in _in_the_window(window).items():
        _shoot(camera, name, open_it)
    for name, page, open_it in _on_pages(window):
        window.go_to(page)
        camera.settle()
        _shoot(camera, name, open_it)
    _shoot_merge(camera, folder)
    _shoot_import(camera)


def _shoot(camera: Camera, name: str, open_it: Callable[[], object]) -> None:
    """Open a dialog, take its pictures and close it; it may keep to itself until it is closed."""
    left, over = [_TRIES], [False]

    def look() -> None:
        dialog: Any = camera.app.activeModalWidget()
        left[0] -= 1
        if dialog is not None:
            camera.shoot(f"dialog-{name}")
            dialog.reject()
            over[0] = True
        elif left[0]:
            QTimer.singleShot(SOON_MS, look)
        else:
            print(f"No dialog: {name}")
            over[0] = True

    QTimer.singleShot(SOON_MS, look)
    open_it()
    # One that opens when something has been counted opens later; the next is not to come between.
    while not over[0]:
        camera.app.processEvents()
    camera.settle()


def _in_the_window(window: Any) -> dict[str, Callable[[], object]]:
    from desktop.diary.report import CrashReport
    from desktop.ui import questions
    from desktop.ui.crash_dialog import CrashDialog

    report = CrashReport("1a2b3c4d", "ValueError", ("desktop.ui.pages.start:104", "desktop.ui.app:61"))
    return {
        "municipality": window.plan.edit_municipality,
        "about": window.menus["about"].trigger,
        "privacy": window.dialogs.privacy.show,
        "crash": lambda: CrashDialog(report, "Planen er gemt.", window).exec(),
        "question": lambda: questions.ask(_question(), window),
    }


def _question() -> Any:
    from desktop.ui.questions import Answer, Question
    from desktop.ui.widgets.buttons import Look

    answers = (
        Answer("cancel", "Annuller", Look.NORMAL),
        Answer("no", "Gem ikke", Look.DANGER),
        Answer("yes", "Gem", Look.PRIMARY),
    )
    text = "Planen er ændret, siden den blev gemt. Gemmer I ikke, går ændringerne tabt."
    return Question("Gem ændringerne?", text, answers, "cancel")


def _on_pages(window: Any) -> tuple[tuple[str, str, Callable[[], object]], ...]:
    from desktop.ui.pages.letters import menu
    from screenshots import choose_as_recommended, propose_waves

    page = window.host.page

    def rollout(act: Callable[[Any], object]) -> Callable[[], object]:
        def open_it() -> object:
            propose_waves(window_program(window))
            return act(page("rollout"))

        return open_it

    def letters(act: Callable[[Any], object]) -> Callable[[], object]:
        def open_it() -> object:
            choose_as_recommended(window_program(window))
            return act(page("letters"))

        return open_it

    return (
        ("rules", "kp", lambda: page("kp").rules_dialog().exec()),
        ("choice", "choice", lambda: page("choice").choose("")),
        ("templates", "letters", letters(menu.open_templates)),
        ("fields", "letters", letters(menu.open_fields)),
        ("sender", "letters", letters(menu.open_sender)),
        ("days", "letters", letters(menu.open_days)),
        ("limits", "rollout", rollout(lambda one: one.limits_button.click())),
        ("dates", "rollout", rollout(lambda one: one.proposals.set_dates(1))),
        ("gate", "rollout", rollout(lambda one: one.proposals.show_gate(1))),
        ("task", "tasks", page("tasks").new_button.click),
    )


def window_program(window: Any) -> Any:
    """Something with a window, as the page helpers of `screenshots` want it."""
    from types import SimpleNamespace

    return SimpleNamespace(window=window)


def _shoot_merge(camera: Camera, folder: Path) -> None:
    """A copy in which the same suppliers were decided otherwise."""
    from desktop.domain.assessment import Subject
    from desktop.domain.relevance import Relevance
    from desktop.domain.suppliers import SupplierId
    from desktop.workspace.operations import Decide
    from desktop.workspace.session import Session

    window: Any = camera.program.window
    session: Session = window.plan.session
    mine, theirs = folder / "Eksempelby.eanplan", folder / "Eksempelby hos Rikke.eanplan"
    session.save_as(mine)
    shutil.copyfile(mine, theirs)
    few = tuple(SupplierId(number) for number in range(1, 7))
    session.run(Decide(few, Subject.RELEVANCE, Relevance.KP))
    other = Session.open(theirs)
    other.run(Decide(few, Subject.RELEVANCE, Relevance.OUTSIDE))
    other.save()
    other.close()
    _shoot(camera, "merge", lambda: window.dialogs.merger.start(theirs))


def _shoot_import(camera: Camera) -> None:
    """The sample's own files once more, step by step."""
    from desktop.paths import resources_dir

    window: Any = camera.program.window
    window.import_files(tuple(sorted((resources_dir() / "sample").glob("*.[xc]*"))))
    camera.settle()
    for step in range(1, _STEPS + 1):
        camera.shoot(f"import-{step}")
        wizard = window.host.guest
        if wizard is None or not wizard.next.isEnabled():
            return
        wizard.next.click()
        camera.settle()
