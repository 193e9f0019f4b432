"""How does the window start? Words, colours, the window on the screen, and only then the plan.

Nothing here imports pandas, SQLAlchemy, docxtpl or openpyxl: the rooms below import them when a plan is
opened, off the GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import desktop
from desktop.texts import errors, translate
from desktop.ui import crash, icons
from desktop.ui.appearance import USUAL_TEXT, Scheme, Theme
from desktop.ui.crash import CrashDialog, CrashHook, CrashReport
from desktop.ui.main_window import MainWindow
from desktop.ui.one_window import Doorkeeper
from desktop.ui.recovery_offer import offer_recovered
from desktop.ui.settings import LANGUAGE, SCHEME, TEXT_SIZE, Settings
from desktop.ui.style import PlannerStyle
from desktop.ui.tables import clipboard
from desktop.ui.tasks import ThreadRunner
from desktop.workspace import one_window

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
            self.window.messages.warn(errors.settings_damaged(aside.name if aside else ""))
        plan = self.window.plan

        def open_it() -> None:
            if start.plan is not None:
                plan.open(start.plan)
            elif start.sample:
                plan.load_sample()

        # What a crash left comes first: the plan asked for may be the same.
        offer_recovered(plan, self.window.messages, otherwise=open_it)

    def _show_report(self, report: CrashReport) -> None:
        dialog = CrashDialog(report, self.window)
        dialog.exec()
        dialog.deleteLater()


def main(arguments: Sequence[str]) -> int:
    """Show the window and stay until it is closed; with one open already, hand the plan to it."""
    start = parse(arguments)
    claim = None if start.sample else one_window.claim()
    if claim is None and not start.sample and one_window.hand_over(start.plan):
        return 0
    app = make_application()
    crash.open_log()
    program = Program(app)
    program.hook.install()
    program.window.show_in_place()
    if claim is not None:
        Doorkeeper(program.window)
    # After the first paint: what a plan needs is imported then, on another thread.
    QTimer.singleShot(0, lambda: program.begin(start))
    code = app.exec()
    program.tasks.stop_all()
    clipboard.let_go()
    if claim is not None:
        claim.release()
    return int(code)
