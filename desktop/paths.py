"""Where do the shipped data live, and where do the user's?

Two answers that differ between a checkout, the frozen program and the two systems, given in one place so that
no room builds such a path itself. Nothing is created here: whoever writes makes the folder it writes in.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

HOME_VARIABLE = "EAN_PLANNER_HOME"
"""Environment variable that moves everything the program keeps into one folder: for tests and robots."""

_WINDOWS_FOLDER = "EAN Planner"
_UNIX_FOLDER = "ean-planner"


def is_frozen() -> bool:
    """Whether this is the built program and not a checkout."""
    return bool(getattr(sys, "frozen", False))


def program_dir() -> Path:
    """The folder that holds `templates` and `resources`: PyInstaller's unpacked folder, or the checkout."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


def resources_dir() -> Path:
    """Data the rules and the window read: checklists, trades, column synonyms, icons, locale, sample."""
    return program_dir() / "resources"


def letter_templates_dir() -> Path:
    """The Word templates the program ships, one `.toml` beside each."""
    return program_dir() / "templates" / "letters"


def note_templates_dir() -> Path:
    """The Word template of the decision note."""
    return program_dir() / "templates" / "notes"


def user_data_dir() -> Path:
    """Where the program keeps what is its own: working copies, settings, logs.

    Local to the machine on purpose: working copies must not lie on a network share, where SQLite locks fail.
    """
    if override := os.environ.get(HOME_VARIABLE):
        return Path(override)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / _WINDOWS_FOLDER
    return _xdg_data_home() / _UNIX_FOLDER


def logs_dir() -> Path:
    """Where the program writes down what happened to it, without a value from anybody's files."""
    return user_data_dir() / "logs"


def user_documents_dir() -> Path:
    """The folder a save dialog opens in the first time, and where letters are proposed to go."""
    if override := os.environ.get(HOME_VARIABLE):
        return Path(override) / "Documents"
    if sys.platform == "win32":
        return _windows_documents() or Path.home() / "Documents"
    return _xdg_documents() or Path.home()


def _xdg_data_home() -> Path:
    """The base folder of the XDG rules; a relative value is invalid there and counts as unset.

    Source: https://specifications.freedesktop.org/basedir-spec/latest/
    """
    value = os.environ.get("XDG_DATA_HOME", "")
    return Path(value) if os.path.isabs(value) else Path.home() / ".local" / "share"


def _xdg_documents() -> Path | None:
    """The documents folder the desktop has set, or None: `XDG_DOCUMENTS_DIR` in `user-dirs.dirs`.

    Source: https://www.freedesktop.org/wiki/Software/xdg-user-dirs/
    """
    configured = os.environ.get("XDG_CONFIG_HOME", "")
    config = Path(configured) if os.path.isabs(configured) else Path.home() / ".config"
    try:
        lines = (config / "user-dirs.dirs").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    for line in lines:
        name, _, value = line.strip().partition("=")
        if name == "XDG_DOCUMENTS_DIR":
            folder = Path(value.strip().strip('"').replace("$HOME", str(Path.home()), 1))
            return folder if folder.is_absolute() else None
    plain = Path.home() / "Documents"
    return plain if plain.is_dir() else None


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
    from uuid import UUID

    _FOLDERID_DOCUMENTS = UUID("FDD39AD0-238F-46AF-ADB4-6C85480369C7")

    def _windows_documents() -> Path | None:
        """The folder Windows calls Documents, which OneDrive and profiles move; None if it cannot tell.

        Source: https://learn.microsoft.com/windows/win32/shell/knownfolderid
        """
        folder_id = (ctypes.c_byte * 16).from_buffer_copy(_FOLDERID_DOCUMENTS.bytes_le)
        found = wintypes.LPWSTR()
        known_folder = ctypes.windll.shell32.SHGetKnownFolderPath
        try:
            failed = known_folder(ctypes.byref(folder_id), 0, None, ctypes.byref(found))
            return None if failed or not found.value else Path(found.value)
        finally:
            ctypes.windll.ole32.CoTaskMemFree(found)
