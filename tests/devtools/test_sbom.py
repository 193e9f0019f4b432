"""Does the list of what the program consists of say what the locks say?"""

from __future__ import annotations

import json

from desktop import __version__
from desktop.workspace.licences import libraries
from devtools import environment, sbom

LOCK = """\
numpy==2.4.6 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}  # via pandas
tzdata==2026.6 ; sys_platform == 'win32' \\
    --hash=sha256:{c}
""".format(a="a" * 64, b="b" * 64, c="c" * 64)


def entries() -> list[sbom.Locked]:
    return sbom.locked((environment.LOCKS / sbom.SHIPPED).read_text(encoding="utf-8"))


def test_a_lock_is_read_with_its_hashes_and_markers() -> None:
    assert sbom.locked(LOCK) == [
        sbom.Locked("numpy", "2.4.6", "", ["a" * 64, "b" * 64]),
        sbom.Locked("tzdata", "2026.6", "sys_platform == 'win32'", ["c" * 64]),
    ]


def test_every_locked_library_has_its_files_hashes() -> None:
    assert entries()
    assert [one.name for one in entries() if not one.hashes] == []


def test_the_list_names_every_library_once_and_is_the_same_each_time() -> None:
    licences = {"pandas": "BSD-3-Clause"}
    first = sbom.document(entries(), __version__, licences)
    assert json.dumps(first) == json.dumps(sbom.document(entries(), __version__, licences))
    components = {str(one["name"]): one for one in first["components"]}  # type: ignore[attr-defined]
    assert sorted(components) == sorted(one.name for one in entries())
    pandas = components["pandas"]
    assert pandas["purl"] == f"pkg:pypi/pandas@{pandas['version']}"
    assert pandas["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert first["serialNumber"] != sbom.document(entries(), "9.9.9", licences)["serialNumber"]


def test_every_library_we_ship_says_its_licence() -> None:
    assert [one.name for one in entries() if not sbom.licence(one.name) and not one.marker] == []


def test_what_the_window_shows_is_what_is_locked() -> None:
    """When this fails, `python dev.py sbom` has not been run since the locks changed."""
    shown = {one.name: one.version for one in libraries()}
    assert shown.pop("Python") == ""
    assert shown == {one.name: one.version for one in entries()}
    assert [one.name for one in libraries() if not one.licence] == []
