"""What must the machine itself have, beyond Python, and how does it get it?

Only Debian and its relatives are served by name. Elsewhere the missing libraries are named and the person
installs them; on Windows nothing is missing, everything Qt needs is in its wheel.
"""

from __future__ import annotations

import ctypes
import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig

# Library to the Debian package that brings it; tried on a bare Debian 12, no package implies another.
OFFSCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
# What a window on a real display needs in addition.
DISPLAY = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class Trouble(Exception):
    """Something a person must do first; the text says what."""


def has_display() -> bool:
    """Whether a window can be shown here: always on Windows and macOS, on Linux when a display is named."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    """Whether the dynamic linker finds the library and everything that library needs."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_for_qt(*, display: bool) -> list[str]:
    """Debian packages Qt still needs here.

    Args:
        display: for a window on a display, not only offscreen.
    """
    if not sys.platform.startswith("linux"):
        return []
    wanted = OFFSCREEN | (DISPLAY if display else {})
    return [package for library, package in wanted.items() if not loads(library)]


def missing_for_venv() -> list[str]:
    """Debian keeps `venv` apart from its Python; the package it is in, when it is not there."""
    if importlib.util.find_spec("ensurepip") is not None:
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def missing_for_build() -> list[str]:
    """Debian packages PyInstaller needs here: `objdump`, and Python as a shared library."""
    if not sys.platform.startswith("linux"):
        return []
    packages = [] if shutil.which("objdump") else ["binutils"]
    shared = str(sysconfig.get_config_var("INSTSONAME") or "")
    own = os.path.join(str(sysconfig.get_config_var("LIBDIR") or ""), shared)
    # Only the system's own Python gets its library from a package; any other brings it along.
    if sys.base_prefix == "/usr" and not (os.path.exists(own) or loads(shared)):
        packages.append(f"libpython{sys.version_info.major}.{sys.version_info.minor}")
    return packages


def install(packages: list[str], *, why: str) -> None:
    """Install Debian packages as root, or say the exact command.

    Args:
        packages: names; nothing happens when there are none.
        why: what needs them, for the sentence.

    Raises:
        Trouble: not root, no apt-get, or apt-get failed.
    """
    if not packages:
        return
    names = " ".join(packages)
    apt = shutil.which("apt-get")
    if apt is None:
        raise Trouble(f"{why} needs system packages that are missing. On Debian they are called: {names}")
    if not _is_root():
        raise Trouble(
            f"{why} needs system packages. Install them and start again:\n  sudo apt-get install {names}"
        )
    print(f"- installing for {why}: {names}", flush=True)
    _apt_update(apt)
    _run_apt(apt, "install", "-y", "--no-install-recommends", *packages)


@functools.cache
def _apt_update(apt: str) -> None:
    """Fetch the lists of packages, once for all that is installed in one run."""
    _run_apt(apt, "update")


def _run_apt(apt: str, command: str, *arguments: str) -> None:
    result = subprocess.run(
        [apt, command, "-qq", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise Trouble(f"apt-get {command} failed:\n{result.stdout[-2000:]}")


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
