"""How does the window start? Words, colours, the window on the screen, and only then the plan.

What the first paint does not need is imported after it, inside the functions that need it ("Late loading" in
docs/architecture.md).
"""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

import desktop
from desktop.diary import hard_crash
from desktop.diary.report import CrashReport
from desktop.texts import translate
from desktop.ui import icons, qt_messages
from desktop.ui.appearance import USUAL_TEXT, Scheme, Theme
from desktop.ui.crash import CrashHook
from desktop.ui.first_paint import FirstPaint
from desktop.ui.main_window import MainWindow
from desktop.ui.settings import LANGUAGE, SCHEME, TEXT_SIZE, Settings
from desktop.ui.style import PlannerStyle
from desktop.ui.tasks import ThreadRunner
from desktop.workspace import one_window
from desktop.workspace.one_window import Claim

SAMPLE_OPTION = "--sample"


@dataclass(frozen=True, slots=True)
class Start:
    """What the window starts with.

    Attributes:
        plan: the plan to open.
        sample: open the sample municipality.
    """

    plan: Path | None = None
    sample: bool = False


def parse(arguments: Sequence[str]) -> Start:
    """What the arguments ask for; options Qt knows are not among them."""
    plans = [one for one in arguments if not one.startswith("-")]
    return Start(Path(plans[0]) if plans else None, SAMPLE_OPTION in arguments)


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The application with its name, its style and Qt's own words in the language in force."""
    app = QApplication([desktop.__name__, *arguments])
    app.setApplicationName("EAN Planner")
    app.setApplicationVersion(desktop.__version__)
    app.setDesktopFileName("ean-planner")
    app.setStyle(PlannerStyle())
    app.setWindowIcon(icons.program_icon())
    return app


def speak(app: QApplication, language: str) -> None:
    """Use a language for our words and for Qt's; "" is the environment's, Danish without one."""
    translate.use(language)
    current = translate.current_language()
    QLocale.setDefault(QLocale("da_DK" if current == translate.DANISH else "en_GB"))
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{current}", folder):
        app.installTranslator(words)


class Program:
    """The parts that live as long as the program."""

    def __init__(self, app: QApplication) -> None:
        self.settings = Settings()
        speak(app, self.settings.get(LANGUAGE))
        self.theme = Theme(app)
        scheme = Scheme(self.settings.get(SCHEME))
        if scheme is not Scheme.SYSTEM:
            self.theme.use(scheme)
        if self.settings.get(TEXT_SIZE) != USUAL_TEXT:
            self.theme.use_text_size(self.settings.get(TEXT_SIZE))
        self.hook = CrashHook(self._show_report)
        self.tasks = ThreadRunner(self.hook.report)
        self.window = MainWindow(
            tasks=self.tasks, settings=self.settings, theme=self.theme, on_bug=self.hook.report
        )

    def begin(self, start: Start) -> None:
        """Open what the program was started with, and say so if the settings could not be read."""
        if self.settings.damaged:
            aside = self.settings.set_aside
            from desktop.texts import errors

            self.window.messages.warn(errors.settings_damaged(aside.name if aside else ""))
        from desktop.ui.recovery_offer import offer_recovered

        plan = self.window.plan

        def open_it() -> None:
            if start.plan is not None:
                plan.open(start.plan)
            elif start.sample:
                plan.load_sample()

        # What a crash left comes first: the plan asked for may be the same.
        offer_recovered(plan, self.window.messages, otherwise=open_it)

    def tell_last(self, last: CrashReport, start: Start) -> None:
        """Say that the program fell the last time, and what may be told of it."""
        from desktop.ui.crash_dialog import tell_last

        def tell() -> None:
            tell_last(last, self.window.messages, self._show_report)

        tell()
        if start != Start():
            # A plan that is opened takes the strip for itself, sooner than anybody has read this.
            self.window.plan.session_changed.connect(tell, Qt.ConnectionType.SingleShotConnection)

    def _show_report(self, report: CrashReport) -> None:
        from desktop.ui.crash_dialog import CrashDialog, what_is_safe

        dialog = CrashDialog(report, what_is_safe(self.window.plan), self.window)
        dialog.exec()
        dialog.deleteLater()


class Run:
    """One run of the program with its window, from the first paint to the last word in the log.

    Args:
        claim: this process has the window that other starts hand their plans to; None for a sample.
    """

    def __init__(self, program: Program, start: Start, claim: Claim | None, began: float) -> None:
        self._program, self._start, self._claim, self._began = program, start, claim, began
        self._watch = hard_crash.Watch("hard-crash.txt" if claim else "hard-crash-sample.txt")

    def go_on(self) -> None:
        """After the first paint: what a plan needs is imported now, on another thread."""
        from desktop.diary import logbook
        from desktop.ui.one_window import Doorkeeper
        from desktop.ui.warming import Warming

        gc.freeze()  # `desktop.__main__` has put it off; what the window is made of stays
        gc.enable()
        logbook.open_log()
        logbook.note_start(milliseconds=round(1000 * (time.monotonic() - self._began)))
        if self._watch.cut_short:
            logbook.note(logbook.Event.CUT_SHORT)
        if self._claim is not None:
            Doorkeeper(self._program.window)
        self._program.begin(self._start)
        if self._watch.last is not None:
            logbook.note_bug(self._watch.last)
            self._program.tell_last(self._watch.last, self._start)
        window = self._program.window
        Warming(self._program.tasks, lambda: window.plan.busy, window).begin()

    def over(self) -> None:
        """The window has been closed."""
        from desktop.diary import logbook
        from desktop.ui.tables import clipboard

        self._program.tasks.stop_all()
        clipboard.let_go()
        if self._claim is not None:
            self._claim.release()
        logbook.note(logbook.Event.STOPPED, minutes=round((time.monotonic() - self._began) / 60))
        self._watch.over()


def main(arguments: Sequence[str]) -> int:
    """Show the window and stay until it is closed; with one open already, hand the plan to it."""
    began = time.monotonic()
    start = parse(arguments)
    claim = None if start.sample else one_window.claim()
    if claim is None and not start.sample and one_window.hand_over(start.plan):
        return 0
    qt_messages.install()
    app = make_application()
    program = Program(app)
    program.hook.install()
    run = Run(program, start, claim, began)
    FirstPaint(program.window, run.go_on)
    program.window.show_in_place()
    code = app.exec()
    run.over()
    return int(code)
