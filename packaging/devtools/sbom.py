"""What does the program consist of, as a list that other programs read? CycloneDX 1.6, made from the locks.

    python dev.py sbom

The locks say which version and which files; the installed libraries say their licence. Nothing is asked of
the internet. What the window shows under Om, `resources/licences.json`, is made with it.
Source: https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from devtools import environment

OUT = environment.ROOT / "dist" / "ean-planner.cdx.json"
SHOWN = environment.ROOT / "resources" / "licences.json"
SHIPPED = "runtime.txt"
"""What the program is shipped with; the other locks are tools of those who make it."""

_ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)\s*(?:;(?P<marker>[^\\#]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# Licences told by hand, where a library says it in words that are no SPDX expression.
_AS_SPDX = {
    "LGPL": "LGPL-2.1-or-later",
    "PSFL": "PSF-2.0",
    "BSD": "BSD-3-Clause",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only OR LicenseRef-Qt-Commercial": "LGPL-3.0-only",
}
_BY_CLASSIFIER = {"License :: OSI Approved :: BSD License": "BSD-3-Clause"}
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


@dataclass(frozen=True, slots=True)
class Locked:
    """One library as a lock names it.

    Attributes:
        name: as registries write it.
        version: exactly.
        marker: on which systems, in the words of the lock; "" for all.
        hashes: SHA-256 of every file it may be installed from.
    """

    name: str
    version: str
    marker: str = ""
    hashes: list[str] = field(default_factory=list)


def locked(text: str) -> list[Locked]:
    """The entries of a lock file."""
    found: list[Locked] = []
    for line in text.splitlines():
        if entry := _ENTRY.match(line):
            found.append(Locked(entry["name"], entry["version"], (entry["marker"] or "").strip()))
        if found:
            found[-1].hashes.extend(_HASH.findall(line))
    return found


def licence(name: str) -> str:
    """A library's licence as an SPDX expression; "" when it does not say one or is not installed here."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    said = str(told.json.get("license_expression") or told.json.get("license") or "").strip()
    expression = _AS_SPDX.get(said, said)
    if not expression:
        named = (_BY_CLASSIFIER.get(one) for one in told.get_all("Classifier") or [])
        expression = next(filter(None, named), "")
    return expression if _EXPRESSION.fullmatch(expression) else ""


def document(entries: list[Locked], version: str, licences: Mapping[str, str]) -> dict[str, object]:
    """The list. The same locks give the same list, its number too.

    Args:
        entries: what is shipped.
        version: the program's own.
        licences: SPDX expression by library; a missing or empty one is left out.
    """
    program = {"type": "application", "name": "ean-planner", "version": version, "bom-ref": "ean-planner"}
    components = [_component(one, licences.get(one.name, "")) for one in entries]
    told = json.dumps([program, components], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}",
        "version": 1,
        "metadata": {"component": {**program, "licenses": [{"license": {"id": "MIT"}}]}},
        "components": components,
        "dependencies": [{"ref": "ean-planner", "dependsOn": [_reference(one) for one in entries]}],
    }


def shown(entries: list[Locked], licences: Mapping[str, str]) -> str:
    """The same for people, one library per line; Python itself, which no lock names, first."""
    rows = [{"name": "Python", "version": "", "licence": "PSF-2.0"}]
    rows += [
        {"name": one.name, "version": one.version, "licence": licences.get(one.name, "")} for one in entries
    ]
    return "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"


def _component(one: Locked, spdx: str) -> dict[str, object]:
    component: dict[str, object] = {
        "type": "library",
        "name": one.name,
        "version": one.version,
        "purl": _reference(one),
        "bom-ref": _reference(one),
        # A lock names the hash of every file that may be installed, one per system; a component has one.
        "properties": [{"name": "lock:sha256", "value": value} for value in one.hashes],
    }
    if one.marker:
        component["scope"] = "optional"
        component["description"] = f"only where {one.marker}"
    if spdx:
        component["licenses"] = [{"expression": spdx}]
    return component


def _reference(one: Locked) -> str:
    name = re.sub(r"[-_.]+", "-", one.name).lower()
    return f"pkg:pypi/{name}@{one.version}"


def main() -> int:
    """Write the list, and name the libraries whose licence is not known here."""
    parser = argparse.ArgumentParser(prog="python dev.py sbom", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out: Path = parser.parse_args().out
    entries = locked((environment.LOCKS / SHIPPED).read_text(encoding="utf-8"))
    licences = {one.name: licence(one.name) for one in entries}
    version = _version()
    out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document(entries, version, licences), indent=1, ensure_ascii=False)
    out.write_text(text + "\n", encoding="utf-8", newline="\n")
    SHOWN.write_text(shown(entries, licences), encoding="utf-8", newline="\n")
    unknown = sorted(name for name, spdx in licences.items() if not spdx)
    print(f"{len(entries)} libraries of EAN Planner {version}: {out}")
    if unknown:
        print("licence not told by: " + ", ".join(unknown))
    return 0


def _version() -> str:
    import desktop

    return desktop.__version__


if __name__ == "__main__":
    sys.exit(main())
