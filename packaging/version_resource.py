"""What does Windows show of the built programs: name, version, icon?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

PRODUCT = "EAN Planner"
MAKER = "EAN Planner contributors"
# Language and code page of the strings below: US English, Unicode.
LANGUAGE, CODE_PAGE = 0x0409, 1200


def of(name: str, version: str) -> Any:
    """The version resource of a program.

    Args:
        name: the program's file name without ending.
        version: as in `desktop.__version__`, "1.2.3".
    """
    from PyInstaller.utils.win32 import versioninfo as info

    numbers = four_numbers(version)
    strings = {
        "CompanyName": MAKER,
        "FileDescription": PRODUCT,
        "FileVersion": version,
        "InternalName": name,
        "OriginalFilename": f"{name}.exe",
        "ProductName": PRODUCT,
        "ProductVersion": version,
    }
    table = info.StringTable(
        f"{LANGUAGE:04X}{CODE_PAGE:04X}", [info.StringStruct(key, value) for key, value in strings.items()]
    )
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            info.StringFileInfo([table]),
            info.VarFileInfo([info.VarStruct("Translation", [LANGUAGE, CODE_PAGE])]),
        ],
    )


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """Windows wants exactly four: "1.2.3" is 1, 2, 3, 0.

    Raises:
        ValueError: the version is not made of one to four whole numbers.
    """
    numbers = [int(part) for part in version.split(".")]
    if not 1 <= len(numbers) <= 4:
        raise ValueError(f"a Windows version has up to four numbers: {version}")
    first, second, third, fourth = (*numbers, 0, 0, 0)[:4]
    return first, second, third, fourth


def icon(root: Path) -> str | None:
    """The program's icon, or None for PyInstaller's own as long as we have none."""
    path = root / "resources" / "icons" / "ean-planner.ico"
    return str(path) if path.is_file() else None
