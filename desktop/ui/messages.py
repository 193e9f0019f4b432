"""How does the program speak to the user? Through one channel, which tests can listen in on.

Information and known trouble show on a strip above the page and wait there; only a question stops the
work. What is not known trouble is a bug and goes to the crash dialog.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import PlannerError
from desktop.paths import user_documents_dir
from desktop.ui.theme import Tone

if TYPE_CHECKING:
    from desktop.ui.questions import Question
    from desktop.ui.widgets.banner import Banner


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a message offers to do about what it says."""

    text: str
    act: Callable[[], None]


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file dialog shows: a name for people, and patterns such as `*.eanplan`."""

    name: str
    patterns: tuple[str, ...]

    def as_filter(self) -> str:
        return f"{self.name} ({' '.join(self.patterns)})"


class Messages(Protocol):
    """The one channel to the user."""

    def info(self, text: str, *, title: str = "", offer: Offer | None = None) -> None:
        """Something went well; the message goes away by itself."""
        ...

    def warn(self, text: str, *, title: str = "", offer: Offer | None = None) -> None:
        """Something to look at; the message stays until it is closed."""
        ...

    def error(self, error: Exception, *, offer: Offer | None = None) -> None:
        """Known trouble gets a calm sentence; anything else is a bug and gets the crash dialog."""
        ...

    def ask(self, question: Question) -> str:
        """Ask and wait; gives the key of the answer."""
        ...

    def open_files(self, title: str, kinds: tuple[FileKind, ...], *, many: bool = True) -> tuple[Path, ...]:
        """Let the user pick files; empty when they change their mind."""
        ...

    def save_file(self, title: str, kind: FileKind, proposal: Path) -> Path | None:
        """Let the user name a file to write; None when they change their mind."""
        ...

    def folder(self, title: str, start: Path) -> Path | None:
        """Let the user pick a folder; None when they change their mind."""
        ...


class WindowMessages:
    """Speaks through a window.

    Args:
        window: what questions and file dialogs belong to.
        banner: the strip for everything else.
        on_bug: what to do with an exception nobody foresaw.
    """

    def __init__(self, window: QWidget, banner: Banner, on_bug: Callable[[Exception], None]) -> None:
        self._window = window
        self._banner = banner
        self._on_bug = on_bug
        self._folder: Path | None = None
        self._written_to: Path | None = None

    def info(self, text: str, *, title: str = "", offer: Offer | None = None) -> None:
        self._tell(text, Tone.GOOD, title=title, offer=offer, passing=offer is None)

    def warn(self, text: str, *, title: str = "", offer: Offer | None = None) -> None:
        self._tell(text, Tone.ATTENTION, title=title, offer=offer)

    def error(self, error: Exception, *, offer: Offer | None = None) -> None:
        if isinstance(error, PlannerError):
            from desktop.diary.logbook import Event, note
            from desktop.texts import errors

            fault = getattr(error, "fault", None)
            note(Event.TOLD, kind=type(error), **({"fault": fault} if isinstance(fault, Enum) else {}))
            self._tell(errors.sentence(error), Tone.BAD, title=errors.title(error), offer=offer)
        else:
            self._on_bug(error)

    def ask(self, question: Question) -> str:
        from desktop.ui import questions

        return questions.ask(question, self._window)

    def open_files(self, title: str, kinds: tuple[FileKind, ...], *, many: bool = True) -> tuple[Path, ...]:
        filters = ";;".join(kind.as_filter() for kind in kinds)
        start = str(self._folder or "")
        if many:
            names, _used = QFileDialog.getOpenFileNames(self._window, title, start, filters)
        else:
            name, _used = QFileDialog.getOpenFileName(self._window, title, start, filters)
            names = [name] if name else []
        paths = tuple(Path(name) for name in names)
        if paths:
            self._folder = paths[0].parent
        return paths

    def save_file(self, title: str, kind: FileKind, proposal: Path) -> Path | None:
        start = self._where(proposal.parent) / proposal.name
        name, _used = QFileDialog.getSaveFileName(self._window, title, str(start), kind.as_filter())
        if not name:
            return None
        path = Path(name)
        self._written_to = path.parent
        return path

    def folder(self, title: str, start: Path) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, title, str(self._where(start)))
        if not name:
            return None
        self._written_to = Path(name)
        return self._written_to

    def _where(self, proposed: Path) -> Path:
        """Where to begin: where something was put last, unless a place of its own is proposed."""
        if self._written_to is None or proposed != user_documents_dir():
            return proposed
        return self._written_to

    def _tell(
        self, text: str, tone: Tone, *, title: str, offer: Offer | None = None, passing: bool = False
    ) -> None:
        self._banner.tell(
            text,
            tone=tone,
            title=title,
            action=offer.text if offer is not None else "",
            act=offer.act if offer is not None else None,
            passing=passing,
        )


@dataclass
class Recorder:
    """Keeps what was said and answers as it was told to: for tests.

    Attributes:
        answers: keys for the questions to come, first one first; a question without one fails the test.
        files: paths for the file and folder dialogs to come; None is a change of mind.
        said: (kind, text) of everything told, kinds "info", "warn", "error".
        asked: every question asked.
        errors: every error reported.
        offers: every offer a message made.
        dialogs: title of every file dialog, with what it was told of kinds and names.
    """

    answers: list[str] = field(default_factory=list)
    files: list[tuple[Path, ...] | Path | None] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    dialogs: list[tuple[str, str]] = field(default_factory=list)

    def info(self, text: str, *, title: str = "", offer: Offer | None = None) -> None:
        self._say("info", text, title, offer)

    def warn(self, text: str, *, title: str = "", offer: Offer | None = None) -> None:
        self._say("warn", text, title, offer)

    def error(self, error: Exception, *, offer: Offer | None = None) -> None:
        self.errors.append(error)
        if not isinstance(error, PlannerError):
            raise error
        from desktop.texts import errors

        self._say("error", errors.sentence(error), errors.title(error), offer)

    def ask(self, question: Question) -> str:
        self.asked.append(question)
        answer = self.answers.pop(0)
        if answer not in {known.key for known in question.answers}:
            raise AssertionError(f"the question has no answer {answer!r}")
        return answer

    def open_files(self, title: str, kinds: tuple[FileKind, ...], *, many: bool = True) -> tuple[Path, ...]:
        answer = self._next_file(title, " ".join(kind.as_filter() for kind in kinds))
        if answer is None:
            return ()
        files = answer if isinstance(answer, tuple) else (answer,)
        return files if many else files[:1]

    def save_file(self, title: str, kind: FileKind, proposal: Path) -> Path | None:
        return self._one_file(title, f"{kind.as_filter()} {proposal.name}")

    def folder(self, title: str, start: Path) -> Path | None:
        return self._one_file(title, start.name)

    def _next_file(self, title: str, told: str) -> tuple[Path, ...] | Path | None:
        self.dialogs.append((title, told))
        return self.files.pop(0)

    def _one_file(self, title: str, told: str) -> Path | None:
        answer = self._next_file(title, told)
        return answer[0] if isinstance(answer, tuple) else answer

    def _say(self, kind: str, text: str, title: str, offer: Offer | None) -> None:
        self.said.append((kind, f"{title}\n{text}" if title else text))
        if offer is not None:
            self.offers.append(offer)
