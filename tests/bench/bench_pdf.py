"""How fast do letters become PDF through LibreOffice, in batches and with one call each?

Wall-clock time: the work is done by another program. The limits are the project's own: at most one call for
100 letters, and per letter at least 10 x faster than one call each. No row without LibreOffice.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from desktop.domain.letter_outputs import PdfTool
from desktop.letters.batch import write_letters
from desktop.letters.catalogue import open_templates, templates
from desktop.letters.pdf import convert
from desktop.letters.pdf_tools import converters
from desktop.paths import letter_templates_dir
from tests.bench.bench_letters import Letters

ONE_BY_ONE, TOGETHER = 5, 100

Row = Mapping[str, object]


def main() -> list[Row]:
    """Milliseconds per letter each way, and how many calls."""
    tool = next((one for one in converters() if one.tool is PdfTool.LIBREOFFICE), None)
    if tool is None:
        return []
    with tempfile.TemporaryDirectory() as name:
        run = write_letters(Letters(TOGETHER), open_templates(templates(letter_templates_dir())), Path(name))
        files = {letter.position: letter.path for letter in run.written}
        made: dict[int, bytes] = {}
        began = time.perf_counter()
        for number in range(ONE_BY_ONE):
            convert(tool, {number: files[number]}, made.__setitem__, lambda _done: None)
        alone = (time.perf_counter() - began) / ONE_BY_ONE
        made.clear()
        began = time.perf_counter()
        outcome = convert(tool, files, made.__setitem__, lambda _done: None)
        together = (time.perf_counter() - began) / TOGETHER
    if len(made) != TOGETHER or outcome.faults:
        raise RuntimeError(f"{TOGETHER - len(made)} letters are not PDF")
    return [
        {
            "way": "one call each",
            "letters": ONE_BY_ONE,
            "calls": ONE_BY_ONE,
            "ms a letter": round(alone * 1e3),
        },
        {
            "way": "batches of 100",
            "letters": TOGETHER,
            "calls": outcome.calls,
            "ms a letter": round(together * 1e3),
            "x faster": round(alone / together, 1),
        },
    ]
