"""Which letters of a run go into which joined file, and what becomes of those that cannot?

One file per kind of letter, and another one whenever it is full. A letter that must not stand among others
costs its kind the joined file, never a letter: those are written one by one all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import FileFault
from desktop.domain.letter_documents import JoinFault
from desktop.domain.letters import JoinedLetters, LetterFault, LetterKind, NotJoined, TemplateError
from desktop.letters.file_names import KIND_WORDS
from desktop.whole_file import write_fault

if TYPE_CHECKING:
    from desktop.letters.fast_road import FilledParts
    from desktop.letters.joining import JoinedFile
    from desktop.letters.template import LetterTemplate

JOINED = "Samlede breve"

Publish = Callable[[tuple[str, ...], bytes], Path]

_FAULTS = {
    FileFault.IN_USE: LetterFault.FILE_IN_USE,
    FileFault.DISK_FULL: LetterFault.DISK_FULL,
    FileFault.NO_FOLDER: LetterFault.FOLDER_GONE,
}


def letter_fault(error: OSError) -> LetterFault:
    """What an error of writing means for a letter."""
    return _FAULTS.get(write_fault(error), LetterFault.NO_ACCESS)


@dataclass(slots=True)
class _Open:
    """The joined file of a kind that is being filled.

    Attributes:
        parts: how many files of the kind are full and written.
        fault: why the kind has no joined file any more.
    """

    file: JoinedFile | None = None
    positions: list[int] = field(default_factory=list)
    parts: int = 0
    fault: JoinFault | None = None


class JoinedRun:
    """The joined files of one run.

    Args:
        publish: writes a file under a free name made of the words.
    """

    def __init__(self, publish: Publish) -> None:
        self.made: list[JoinedLetters] = []
        self.not_made: list[NotJoined] = []
        self._publish = publish
        self._kinds: dict[LetterKind, _Open] = {}

    def add(
        self, kind: LetterKind, template: LetterTemplate, position: int, parts: FilledParts | None
    ) -> None:
        """Take a letter that has been written. Its parsed body is used up."""
        from desktop.letters.joining import MOST_LETTERS, JoinedFile, NotJoinable

        one = self._kinds.setdefault(kind, _Open())
        one.positions.append(position)
        if parts is None:
            one.fault = JoinFault.DETOUR
        if one.fault is not None or parts is None:
            return
        one.file = one.file or JoinedFile(template)
        try:
            one.file.add(parts)
        except NotJoinable as refusal:
            one.fault, one.file = refusal.fault, None
            return
        if len(one.file) == MOST_LETTERS:
            one.parts += 1
            self._write(kind, one, f"del {one.parts}")

    def finish(self) -> None:
        """Write the files that are not full."""
        for kind, one in self._kinds.items():
            if one.fault is not None:
                self.not_made.append(NotJoined(kind, tuple(one.positions), fault=one.fault))
            elif one.file is not None:
                self._write(kind, one, f"del {one.parts + 1}" if one.parts else "")

    def _write(self, kind: LetterKind, one: _Open, mark: str) -> None:
        positions = tuple(one.positions)
        file, one.file, one.positions = one.file, None, []
        assert file is not None  # noqa: S101 - both callers have looked
        words = tuple(word for word in (JOINED, KIND_WORDS[kind], mark) if word)
        try:
            path = self._publish(words, file.data())
        except OSError as error:
            self.not_made.append(NotJoined(kind, positions, write_fault=letter_fault(error)))
        except TemplateError:
            self.not_made.append(NotJoined(kind, positions, write_fault=LetterFault.TEMPLATE))
        else:
            self.made.append(JoinedLetters(kind, path, positions))
