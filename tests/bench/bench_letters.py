"""How fast are letters written, beside plain docxtpl for each and beside writing the same parts ready-made?

Times are the process's own (CPU), because the disk belongs to everybody. The floor deflates, packs and writes
parts that are ready. The limits are the project's own: 10 x plain docxtpl, 6 x the floor, memory for 10,000
letters at most 1.2 x that for 10, a joined file of 1,000 letters at most 15 x as long as one of 100.
docxcompose joins finished letters the usual way; its row is there when it is installed.
"""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import overload

from docx import Document
from docxtpl import DocxTemplate

from desktop.domain.letters import LetterFacts, LetterKind, LetterParty, LetterSender
from desktop.letters.batch import write_letters
from desktop.letters.catalogue import open_templates, templates
from desktop.letters.fields import letter_context
from desktop.letters.joining import JoinedFile
from desktop.letters.packing import Packer
from desktop.letters.template import LetterTemplate
from desktop.paths import letter_templates_dir

KIND = LetterKind.NEW_EAN_ONE_PER_CITIZEN
ROUNDS, PLAIN, MANY = 5, 15, 200
JOINED = 100, 400, 1_000
MEMORY = 10, 100, 1_000, 10_000

_PLAIN = "plain docxtpl, each letter"
_FLOOR = "floor: ready parts deflated, packed, written"

Row = Mapping[str, object]


def letter(number: int) -> LetterFacts:
    """Markup in the name, one to five old EAN numbers, now and then a contact."""
    return LetterFacts(
        kind=KIND,
        supplier=LetterParty(
            number=f"{number:06}",
            name=f"Klinik & Søn <{number}> ApS",
            address=("Prøvevej 1", "2. sal"),
            postal_code="9990",
            city="Prøveby",
            contact="Åse Ødegård" if number % 3 else "",
        ),
        sender=LetterSender(municipality="Prøveby Kommune", department="Ydelser", contact="Mette Prøve"),
        old_eans=tuple(f"57900000000{place:02}" for place in range(1 + number % 5)),
        new_ean="5790000000043",
        erp_ean="5790000000029",
        letter_date=date(2026, 11, 20),
        first_date=date(2027, 3, 1),
        last_old_date=date(2027, 2, 28),
        collective_invoices=3,
        most_citizens=4,
    )


class Letters(Sequence[LetterFacts]):
    """Letters that are made when they are asked for, so that only what the run keeps counts as memory."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> LetterFacts: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[LetterFacts]: ...
    def __getitem__(self, place: int | slice) -> LetterFacts | Sequence[LetterFacts]:
        if isinstance(place, slice):
            return [letter(number) for number in range(*place.indices(self._count))]
        if not 0 <= place < self._count:
            raise IndexError(place)
        return letter(place)


def main() -> list[Row]:
    """Milliseconds of CPU per letter, and what they are beside docxtpl and the floor in the same run."""
    return [*_single(), *_joined(), *_memory()]


# --------------------------------------------------------------------------------------- one by one


def _single() -> Iterator[Row]:
    opened = open_templates(templates(letter_templates_dir()))
    contexts = [letter_context(letter(number)) for number in range(MANY)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fast(opened[KIND], contexts[:1], folder)
        work: dict[str, tuple[int, Callable[[], object]]] = {
            _PLAIN: (PLAIN, lambda: _plain(contexts[:PLAIN], folder)),
            "our engine, written the same way": (MANY, lambda: _fast(opened[KIND], contexts, folder)),
            "our run: each file safe on the disk, with a list": (
                MANY,
                lambda: write_letters(Letters(MANY), opened, folder / "run"),
            ),
            _FLOOR: (MANY, _floor(opened[KIND], contexts[0], folder)),
        }
        # By turns, so that a busy moment of the machine is nobody's alone.
        rounds = [{what: _timed(*one) for what, one in work.items()} for _ in range(ROUNDS)]
    costs = {what: median(one[what] for one in rounds) for what in work}
    plain, floor = costs[_PLAIN], costs[_FLOOR]
    for what, cost in costs.items():
        yield {
            "what": what,
            "ms": round(cost * 1000, 3),
            "x faster than docxtpl": round(plain / cost, 1),
            "x floor": round(cost / floor, 1),
        }


def _timed(count: int, work: Callable[[], object]) -> float:
    """Seconds of CPU for each."""
    start = time.process_time()
    work()
    return (time.process_time() - start) / count


def _plain(contexts: Sequence[dict[str, object]], folder: Path) -> None:
    path = letter_templates_dir() / f"{KIND.value}.docx"
    for number, context in enumerate(contexts):
        document = DocxTemplate(str(path))
        document.render(context, autoescape=True)
        document.save(str(folder / f"{number}.docx"))


def _fast(opened: LetterTemplate, contexts: Sequence[dict[str, object]], folder: Path) -> None:
    for number, context in enumerate(contexts):
        (folder / f"{number}.docx").write_bytes(opened.render(context))


def _floor(opened: LetterTemplate, context: dict[str, object], folder: Path) -> Callable[[], None]:
    """The work that is left when all parts of all letters lie ready in memory."""
    filled = opened.render_parts(context)[1]
    assert filled is not None
    packer = Packer(opened.prepared.unchanged)
    parts = ((opened.prepared.document_part, filled.document), *filled.others)
    # The packer knows a part again that the file before had; these are all new to it.
    copies = [[(name, bytes(bytearray(content))) for name, content in parts] for _ in range(2)]

    def write() -> None:
        for number in range(MANY):
            (folder / f"{number}.docx").write_bytes(packer.pack(copies[number % 2]))

    return write


# ------------------------------------------------------------------------------------------- joined


def _joined() -> Iterator[Row]:
    opened = LetterTemplate.load(letter_templates_dir() / f"{KIND.value}.docx")
    opened.render(letter_context(letter(0)))
    first = 0.0
    compose = importlib.util.find_spec("docxcompose") is not None
    for count in JOINED:
        start = time.process_time()
        size = _join(opened, count)
        cost = time.process_time() - start
        first = first or cost
        row: dict[str, object] = {
            "what": f"joined file of {count:,} letters, rendering included ({size / 1e6:.2f} MB)",
            "ms": round(cost / count * 1000, 3),
            "x the first": round(cost / first, 1),
        }
        if compose and count <= 400:
            row["x faster than docxcompose"] = round(_composed(opened, count) / cost, 1)
        yield row


def _join(opened: LetterTemplate, count: int) -> int:
    file: JoinedFile | None = None
    for number in range(count):
        parts = opened.render_parts(letter_context(letter(number)))[1]
        assert parts is not None
        file = file or JoinedFile(opened)
        file.add(parts)
    assert file is not None
    return len(file.data())


def _composed(opened: LetterTemplate, count: int) -> float:
    """Seconds of CPU docxcompose takes to append letters that are rendered already."""
    from docxcompose.composer import Composer  # type: ignore[import-not-found]

    made = [opened.render(letter_context(letter(number))) for number in range(count)]
    start = time.process_time()
    composer = Composer(Document(io.BytesIO(made[0])))
    for data in made[1:]:
        composer.append(Document(io.BytesIO(data)))
    composer.save(io.BytesIO())
    return time.process_time() - start


# ------------------------------------------------------------------------------------------- memory


def _memory() -> Iterator[Row]:
    first = 0.0
    for count in MEMORY:
        command = [sys.executable, __file__, str(count)]
        told = subprocess.run(command, check=True, capture_output=True, text=True)
        peak = float(json.loads(told.stdout)["peak"])
        first = first or peak
        yield {
            "what": f"a run of {count:,} letters, a process of its own",
            "peak MB": round(peak),
            "x the first": round(peak / first, 2),
        }


def peak_mb() -> float:
    """The most memory this process has held; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024


def write_in_this_process(count: int) -> None:
    """Write letters and say what it took."""
    opened = open_templates(templates(letter_templates_dir()))
    with tempfile.TemporaryDirectory() as folder:
        result = write_letters(Letters(count), opened, Path(folder))
        # Before the folder is emptied: listing its ten thousand files is not the run's.
        peak = peak_mb()
    assert len(result.written) == count
    sys.stdout.write(json.dumps({"peak": peak}) + "\n")


if __name__ == "__main__":
    write_in_this_process(int(sys.argv[1]))
