"""Which libraries is the program shipped with, and under which licences? Read from the shipped list.

The list is made from the locks by `python dev.py sbom`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from desktop import paths


@dataclass(frozen=True, slots=True)
class Library:
    """One library in the program.

    Attributes:
        name: as its makers write it.
        version: the one we ship; "" for Python, which comes with whatever runs the program.
        licence: an SPDX expression; "" when the library says none.
    """

    name: str
    version: str
    licence: str


def libraries() -> list[Library]:
    """Every library the program is shipped with, by name.

    Raises:
        OSError: the list was not shipped.
    """
    told = json.loads((paths.resources_dir() / "licences.json").read_text(encoding="utf-8"))
    return [Library(str(one["name"]), str(one["version"]), str(one["licence"])) for one in told]
