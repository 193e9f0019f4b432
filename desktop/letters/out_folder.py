"""Where do the further files of a run of letters go? Each kind into its folder, never over another."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from desktop.letters.batch import names_for
from desktop.whole_file import Pause, sync_folder, write_new


class OutFolder:
    """A folder that takes files under names that are free in it.

    Args:
        folder: made when it is not there.
        alive: called while waiting for a file in use; what it raises ends the waiting.

    Attributes:
        files: what has been written, all of it whole.

    Raises:
        FileTrouble: the folder cannot be made or written in.
    """

    def __init__(
        self, folder: Path, alive: Callable[[], None] = lambda: None, *, pause: Pause = time.sleep
    ) -> None:
        self.path = folder
        self.files: list[Path] = []
        self._names = names_for(folder)
        self._alive = alive
        self._pause = pause

    def put(self, data: bytes, *words: str, ending: str) -> Path:
        """Write a file under the first free name; it is whole, or not there.

        Raises:
            OSError: it could not be written.
        """
        while True:
            path = self.path / self._names.new(*words, ending=ending)
            try:
                write_new(path, data, alive=self._alive, pause=self._pause)
            except FileExistsError:
                continue
            self.files.append(path)
            return path

    def settle(self) -> None:
        """Make the names survive a power cut.

        Raises:
            OSError: the disk would not confirm it.
        """
        sync_folder(self.path)
