"""How are written letters packed for a system that sends Digital Post? The program itself sends nothing.

Two packages. The plain one is a ZIP file with the letters, the CVR number in front of each name, and a list
of receivers: any system, or a robot, can take that in. The other is what OpenPostbud reads: a CSV (comma,
UTF-8 with a byte order mark) with `Memo Modtager` and `Memo Label` in front of the merge fields, and the Word
template that goes with it; see its route send_post. A receiver without a CVR number is in neither, and stands
in a list of its own. No CPR number is ever a receiver.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.cpr import contains_cpr, scrub
from desktop.domain.formulas import runs
from desktop.domain.identifiers import IdentifierError
from desktop.domain.identifiers import cvr as cvr_numbers
from desktop.domain.letter_outputs import (
    MOST_DIGITAL_BYTES,
    MOST_PRINTED_BYTES,
    LeftOut,
    MadeOutput,
    OutputFault,
    OutputKind,
    OutputNote,
)
from desktop.domain.letters import LetterFacts, LetterKind, WrittenLetter
from desktop.domain.suppliers import names_a_firm
from desktop.letters.fields import letter_context
from desktop.letters.file_names import KIND_WORDS, FileNames, without_cpr
from desktop.letters.flat_template import FlatTemplate, NotFlat, flat_template
from desktop.letters.joined_run import letter_fault
from desktop.letters.manifest import COLUMNS, manifest_csv, row, table_csv
from desktop.letters.out_folder import OutFolder
from desktop.letters.template import LetterTemplate

DIGITAL_POST, OPENPOSTBUD, WITHOUT_CVR, RECEIVERS = (
    "Digital Post",
    "OpenPostbud",
    "Uden CVR-nummer",
    "Modtagere",
)
MEMO_TO, MEMO_LABEL = "Memo Modtager", "Memo Label"
_TODO = "Hvad gør I?"
_FIND_CVR = "Find CVR-nummeret på virk.dk, og ret det i planen. Eller send brevet på en anden måde."
_MOST_ZIP_BYTES = 64 << 20

Alive = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Posting:
    """A written letter that is to go out.

    Attributes:
        document: the file to send: the PDF, or the Word file where there is none.
    """

    letter: WrittenLetter
    facts: LetterFacts
    document: Path

    def left(self, fault: OutputFault) -> LeftOut:
        """The letter with why it is not in an output."""
        letter = self.letter
        return LeftOut(letter.position, letter.supplier_number, letter.supplier_name, fault)


def output_fault(error: OSError) -> OutputFault:
    """What an error of writing means for an output."""
    return OutputFault(letter_fault(error).value)


def usable_cvr(text: str) -> str:
    """The eight digits of a CVR number that Digital Post can be sent to, or ""."""
    try:
        number = cvr_numbers.parse(text)
    except IdentifierError:
        return ""
    return number if names_a_firm(number) else ""


def digital_post(postings: Sequence[Posting], folder: OutFolder, alive: Alive) -> MadeOutput:
    """Write the ZIP files, each with its list of receivers.

    Args:
        alive: called for each letter; what it raises ends the work and leaves what is written.
    """
    sendable, left = _with_cvr(postings)
    files: list[Path] = []
    positions: list[int] = []
    notes = set()
    fault = None
    names = FileNames()
    try:
        for number, part in enumerate(_parts(sendable, left, alive), start=1):
            mark = f"del {number}" if number > 1 else ""
            files.append(folder.put(_zip(part, names), DIGITAL_POST, mark, ending=".zip"))
            positions += [one.letter.position for one, _ in part]
            notes |= {note for one, data in part for note in _notes(one, data)}
        files += _without_cvr(postings, left, folder)
        folder.settle()
    except OSError as error:
        fault = output_fault(error)
    return MadeOutput(
        OutputKind.DIGITAL_POST, tuple(files), tuple(positions), tuple(left), fault, tuple(sorted(notes))
    )


def openpostbud(
    postings: Sequence[Posting],
    templates: Mapping[LetterKind, LetterTemplate],
    folder: OutFolder,
    alive: Alive,
) -> MadeOutput:
    """Write a CSV file and its template for each kind of letter."""
    sendable, left = _with_cvr(postings)
    files: list[Path] = []
    positions: list[int] = []
    fault = None
    try:
        for kind in dict.fromkeys(one.letter.kind for one in sendable):
            theirs = [one for one in sendable if one.letter.kind is kind]
            template = templates[kind]
            rows, flat = _rows(theirs, template, left, alive)
            if flat is None or not rows:
                continue
            words = (OPENPOSTBUD, KIND_WORDS[kind])
            files.append(folder.put(flat.data, *words, ending=".docx"))
            header = (MEMO_TO, MEMO_LABEL, *flat.columns())
            files.append(folder.put(_comma_csv(header, rows.values()), *words, ending=".csv"))
            positions += rows
        files += _without_cvr(postings, left, folder)
        folder.settle()
    except OSError as error:
        fault = output_fault(error)
    return MadeOutput(OutputKind.OPENPOSTBUD, tuple(files), tuple(positions), tuple(left), fault)


# --------------------------------------------------------------------------------------------- receivers


def _with_cvr(postings: Sequence[Posting]) -> tuple[list[Posting], list[LeftOut]]:
    sendable, left = [], []
    for one in postings:
        if usable_cvr(one.facts.supplier.cvr):
            sendable.append(one)
        else:
            left.append(one.left(OutputFault.NO_CVR))
    return sendable, left


def _without_cvr(postings: Sequence[Posting], left: Iterable[LeftOut], folder: OutFolder) -> Iterator[Path]:
    """The list of those that no CVR number leads to, with what to do; no file when there are none."""
    missing = {one.position for one in left if one.fault is OutputFault.NO_CVR}
    rows = [
        (*row(one.facts.supplier, one.letter), _FIND_CVR)
        for one in postings
        if one.letter.position in missing
    ]
    if rows:
        yield folder.put(table_csv((*COLUMNS, _TODO), rows), WITHOUT_CVR, ending=".csv")


# ----------------------------------------------------------------------------------------------- the ZIP


def _parts(
    postings: Iterable[Posting], left: list[LeftOut], alive: Alive
) -> Iterator[list[tuple[Posting, bytes]]]:
    """The letters of one ZIP file after the other; never more in memory than one file holds."""
    part: list[tuple[Posting, bytes]] = []
    size = 0
    for one in postings:
        alive()
        try:
            data = one.document.read_bytes()
        except OSError as error:
            left.append(one.left(output_fault(error)))
            continue
        if len(data) > MOST_DIGITAL_BYTES:
            left.append(one.left(OutputFault.TOO_LARGE))
            continue
        if part and size + len(data) > _MOST_ZIP_BYTES:
            yield part
            part, size = [], 0
        part.append((one, data))
        size += len(data)
    if part:
        yield part


def _zip(part: Sequence[tuple[Posting, bytes]], names: FileNames) -> bytes:
    out = io.BytesIO()
    listed = []
    # Word files and PDF are packed already.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for one, data in part:
            party = one.facts.supplier
            number = usable_cvr(party.cvr)
            name = names.new(f"{number} {without_cpr(party.name)}", ending=one.document.suffix)
            archive.writestr(zipfile.ZipInfo(name), data)
            listed.append((replace(party, cvr=number), replace(one.letter, file=name)))
        archive.writestr(zipfile.ZipInfo(f"{RECEIVERS}.csv"), manifest_csv(listed), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _notes(one: Posting, data: bytes) -> Iterator[OutputNote]:
    if one.document.suffix != ".pdf":
        yield OutputNote.WORD_FILES
    if len(data) > MOST_PRINTED_BYTES:
        yield OutputNote.OVER_PRINT_LIMIT


# ------------------------------------------------------------------------------------------- OpenPostbud


def _rows(
    postings: Sequence[Posting], template: LetterTemplate, left: list[LeftOut], alive: Alive
) -> tuple[dict[int, tuple[str, ...]], FlatTemplate | None]:
    """The rows of a kind by the letters' positions; letters that no row can say go to those left out."""
    try:
        flat = flat_template(template, letter_context(postings[0].facts))
    except NotFlat:
        left += [one.left(OutputFault.NOT_FLAT) for one in postings]
        return {}, None
    rows = {}
    for one in postings:
        alive()
        cells = (
            usable_cvr(one.facts.supplier.cvr),
            scrub(one.letter.subject),
            *flat.values(letter_context(one.facts)),
        )
        if one.letter.template_sha256 != template.sha256:
            left.append(one.left(OutputFault.TEMPLATE_CHANGED))
        elif any(map(contains_cpr, cells)):
            left.append(one.left(OutputFault.CPR))
        elif any(map(runs, cells)):
            # An apostrophe against formulas would stand in the letter.
            left.append(one.left(OutputFault.NOT_FLAT))
        else:
            rows[one.letter.position] = cells
    return rows, flat


def _comma_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(header)
    table.writerows(rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")
