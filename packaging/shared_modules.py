"""How do two programs use one set of modules? Run first in both of them, before anything of ours is imported.

PyInstaller puts the compiled modules into each program it makes, here sixteen megabytes twice. `build.spec`
lays them beside the programs instead, once, and this points PyInstaller's own importer to that file.
"""

import os
import sys

import pyimod01_archive
import pyimod02_importers

# The frozen program's folder of everything that is no program; PyInstaller sets it.
_INSIDE = sys._MEIPASS  # type: ignore[attr-defined]  # noqa: SLF001 - its documented name

pyimod02_importers.pyz_archive = pyimod01_archive.ZlibArchiveReader(
    os.path.join(_INSIDE, "modules.pyz"), check_pymagic=True
)
# What was looked up before is looked up again, in there.
sys.path_importer_cache.clear()
