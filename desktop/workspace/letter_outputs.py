"""How does one run make everything that was asked for, letters, PDF, list, packages and mail drafts?

The Word files come first and are remembered in the plan; what is made of them follows, each kind in a folder
of its own. A fault in one letter or one output stops that one. Whoever stops the run keeps what is finished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letter_outputs import (
    LeftOut,
    LetterWishes,
    MadeOutput,
    OutputFault,
    OutputKind,
    RunResult,
)
from desktop.domain.letters import BatchResult, LetterFacts, LetterKind, LetterSender, WrittenLetter
from desktop.domain.mails import MailDraft
from desktop.domain.progress import Cancelled, Progress, silent
from desktop.domain.recipients import Recipient
from desktop.domain.sheets import CellKind, Sheet, SheetColumn
from desktop.workspace import letter_run
from desktop.workspace.letter_basis import Basis
from desktop.workspace.letter_templates import template_infos
from desktop.workspace.reference_data import table_in_use
from desktop.workspace.session import Session

if TYPE_CHECKING:
    from desktop.domain.letter_outputs import PdfTool
    from desktop.letters.out_folder import OutFolder
    from desktop.letters.packages import Posting
    from desktop.letters.template import LetterTemplate

FOLDERS = {
    OutputKind.PDF: "PDF",
    OutputKind.DIGITAL_POST: "Digital Post",
    OutputKind.OPENPOSTBUD: "OpenPostbud",
    OutputKind.MAILS: "Mailkladder",
}
"""Each output's folder beside the letters."""

_IDENTIFIERS = frozenset(("CVR", "Postnr", "Leverandørnr"))
_TROUBLE = {
    FileFault.DISK_FULL: OutputFault.DISK_FULL,
    FileFault.IN_USE: OutputFault.FILE_IN_USE,
    FileFault.MISSING: OutputFault.FOLDER_GONE,
    FileFault.NO_FOLDER: OutputFault.FOLDER_GONE,
}


def write_everything(
    session: Session,
    folder: Path,
    wishes: LetterWishes,
    *,
    recipients: Sequence[Recipient] | None = None,
    progress: Progress = silent,
) -> RunResult:
    """Write letters and what is to be made of them, and remember the finished letters in the plan.

    Where nobody is to have one, nothing is written: an empty list in the folder would look like a run.

    Args:
        recipients: whose; everybody's under the choice when None.
        progress: counts a letter once for each thing that is made of it; a `Cancelled` out of it ends the
            run and keeps what is finished.

    Raises:
        ChoiceTrouble: nothing has been chosen.
        FileTrouble: the folder or a template cannot be used; nothing was written.
        TemplateFaulty: a template of one's own has faults; nothing was written.
    """
    # Before the run, for it remembers letters in the plan, and the next ones would be other ones.
    basis = Basis.of(session)
    everybody = session.recipients().recipients if recipients is None else tuple(recipients)
    if not everybody:
        return RunResult(BatchResult((), (), None, None, cancelled=False), (), cancelled=False)
    facts = [basis.facts(recipient) for recipient in everybody]
    counted = _Counted(progress, len(everybody), 1 + len(tuple(_kinds(wishes))))
    batch = letter_run.write(
        session, folder, recipients=everybody, joined=wishes.joined, progress=counted.within(0)
    )
    run = _Outputs(batch, facts, folder, counted)
    cancelled = batch.cancelled
    try:
        if not cancelled:
            run.make(wishes)
    except Cancelled:
        cancelled = True
    return RunResult(batch, tuple(run.made), cancelled)


def _kinds(wishes: LetterWishes) -> Iterator[OutputKind]:
    """What is made, in this order: the list, then PDF, for what follows sends the PDF where there is one."""
    yield OutputKind.SPREADSHEET
    if wishes.pdf:
        yield OutputKind.PDF
    yield from dict.fromkeys(wishes.packages)
    if wishes.mails:
        yield OutputKind.MAILS


@dataclass(frozen=True, slots=True)
class _Counted:
    """One progress for several things that are made of the same letters."""

    progress: Progress
    letters: int
    rounds: int

    def within(self, place: int) -> Progress:
        """The progress of one of the rounds."""

        def report(done: int, total: int) -> None:
            del total
            self.progress(place * self.letters + done, self.rounds * self.letters)

        return report


@dataclass(slots=True)
class _Outputs:
    """What is made of the letters of one run."""

    batch: BatchResult
    facts: Sequence[LetterFacts]
    folder: Path
    counted: _Counted
    made: list[MadeOutput] = field(default_factory=list)
    pdf: dict[int, Path] = field(default_factory=dict)

    def make(self, wishes: LetterWishes) -> None:
        """Make everything; a fault in one kind is told with it, and the next is made."""
        for place, kind in enumerate(_kinds(wishes), start=1):
            progress = self.counted.within(place)
            progress(0, 0)
            try:
                self._make(kind, progress)
            except FileTrouble as trouble:
                fault = _TROUBLE.get(trouble.fault, OutputFault.NO_ACCESS)
                self.made.append(MadeOutput(kind, fault=fault))

    def _make(self, kind: OutputKind, progress: Progress) -> None:
        if kind is OutputKind.SPREADSHEET:
            self.made.append(_spreadsheet(self.batch, self.facts, self.folder))
        elif kind is OutputKind.PDF:
            self._make_pdf(progress)
        elif kind is OutputKind.MAILS:
            self._make_mails(progress)
        else:
            self._make_package(kind, progress)

    def _postings(self) -> list[Posting]:
        from desktop.letters.packages import Posting

        return [
            Posting(letter, self.facts[letter.position], self.pdf.get(letter.position, letter.path))
            for letter in self.batch.written
        ]

    def _make_pdf(self, progress: Progress) -> None:
        from desktop.letters.pdf_run import write_pdf

        if pdf_tool() is None:
            self.made.append(MadeOutput(OutputKind.PDF, fault=OutputFault.NO_PDF_TOOL))
            return
        letters = self.batch.written
        out = _out(self.folder / FOLDERS[OutputKind.PDF], lambda: progress(len(self.pdf), 0))
        try:
            made = write_pdf(letters, out, self.pdf, lambda done: progress(done, 0))
        except Cancelled:
            files = tuple(self.pdf.values())
            self.made.append(MadeOutput(OutputKind.PDF, files, tuple(self.pdf)))
            raise
        self.made.append(made)

    def _make_package(self, kind: OutputKind, progress: Progress) -> None:
        from desktop.letters.packages import digital_post, openpostbud

        tick = _ticking(progress)
        out = _out(self.folder / FOLDERS[kind], lambda: progress(0, 0))
        try:
            if kind is OutputKind.DIGITAL_POST:
                self.made.append(digital_post(self._postings(), out, tick))
                return
            templates = _templates({letter.kind for letter in self.batch.written})
            self.made.append(openpostbud(self._postings(), templates, out, tick))
        except Cancelled:
            self.made.append(MadeOutput(kind, tuple(out.files)))
            raise

    def _make_mails(self, progress: Progress) -> None:
        out = _out(self.folder / FOLDERS[OutputKind.MAILS], lambda: progress(0, 0))
        mails = _Mails(out)
        try:
            mails.write(self._postings(), progress)
        finally:
            # Also what lies there when the user stops.
            self.made.append(mails.result())


def _out(folder: Path, alive: Callable[[], None]) -> OutFolder:
    from desktop.letters.out_folder import OutFolder

    return OutFolder(folder, alive)


def _ticking(progress: Progress) -> Callable[[], None]:
    """Counts how often it is called."""
    done = iter(range(1_000_000_000))
    return lambda: progress(next(done), 0)


def _templates(kinds: set[LetterKind]) -> Mapping[LetterKind, LetterTemplate]:
    from desktop.letters.catalogue import open_templates

    return open_templates(tuple(info for info in template_infos() if info.kind in kinds))


def pdf_tool() -> PdfTool | None:
    """What makes PDF on this machine; None when nothing does."""
    from desktop.letters.pdf_tools import find_converter

    found = find_converter()
    return found.tool if found else None


# --------------------------------------------------------------------------------------------- the list


def _spreadsheet(batch: BatchResult, facts: Sequence[LetterFacts], folder: Path) -> MadeOutput:
    """The list of letters once more as .xlsx: there a number keeps its zeros."""
    from desktop.letters.batch import MANIFEST
    from desktop.letters.manifest import COLUMNS, row
    from desktop.outputs.spreadsheet import spreadsheet

    columns = tuple(
        SheetColumn(title, CellKind.IDENTIFIER if title in _IDENTIFIERS else CellKind.TEXT)
        for title in COLUMNS
    )
    rows = tuple(row(facts[letter.position].supplier, letter) for letter in batch.written)
    positions = tuple(letter.position for letter in batch.written)
    out = _out(folder, lambda: None)
    try:
        path = out.put(spreadsheet(Sheet(MANIFEST, columns, rows)), MANIFEST, ending=".xlsx")
    except OSError as error:
        return MadeOutput(OutputKind.SPREADSHEET, fault=_write_fault(error))
    return MadeOutput(OutputKind.SPREADSHEET, (path,), positions)


def _write_fault(error: OSError) -> OutputFault:
    from desktop.letters.packages import output_fault

    return output_fault(error)


# ------------------------------------------------------------------------------------------ mail drafts


@dataclass(slots=True)
class _Mails:
    """The mail drafts of one run."""

    out: OutFolder
    files: list[Path] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    fault: OutputFault | None = None

    def write(self, postings: Sequence[Posting], progress: Progress) -> None:
        words = _words()
        for done, one in enumerate(postings):
            progress(done, 0)
            self._write_one(one, words)
        try:
            self.out.settle()
        except OSError as error:
            self.fault = _write_fault(error)

    def _write_one(self, one: Posting, words: tuple[Template, Template]) -> None:
        from desktop.outputs.mail_drafts import draft_bytes

        party = one.facts.supplier
        if not is_address(party.email):
            self.left.append(one.left(OutputFault.NO_EMAIL))
            return
        try:
            data = draft_bytes(_draft(one.letter, one.facts, one.document, words))
            self.files.append(self.out.put(data, party.name, party.number, ending=".eml"))
        except FileTrouble as trouble:
            self.left.append(one.left(_TROUBLE.get(trouble.fault, OutputFault.NO_ACCESS)))
        except OSError as error:
            self.left.append(one.left(_write_fault(error)))
        else:
            self.positions.append(one.letter.position)

    def result(self) -> MadeOutput:
        return MadeOutput(
            OutputKind.MAILS, tuple(self.files), tuple(self.positions), tuple(self.left), self.fault
        )


def is_address(text: str) -> bool:
    """One address and nothing else: a second one would get the letter unseen."""
    name, _at, host = text.partition("@")
    clean = text.isascii() and text.isprintable() and not any(sign in text for sign in ' ,;<>"()[]:\\')
    return clean and bool(name) and "@" not in host and "." in host.strip(".")


def _words() -> tuple[Template, Template]:
    path = table_in_use("mails/letter.txt")
    try:
        subject, _, body = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        raise FileTrouble(path.name, FileFault.NO_ACCESS) from None
    return Template(subject.strip()), Template(body.lstrip("\n"))


def _draft(
    letter: WrittenLetter, facts: LetterFacts, document: Path, words: tuple[Template, Template]
) -> MailDraft:
    from desktop.domain.cpr import scrub

    values = {
        "emne": scrub(letter.subject),
        "modtager": scrub(facts.supplier.name),
        "kommune": facts.sender.municipality,
        "afsender": _signature(facts.sender),
    }
    subject, body = words
    return MailDraft(
        name=document.stem,
        subject=subject.safe_substitute(values),
        body=body.safe_substitute(values),
        to=facts.supplier.email,
        attached=(document,),
    )


def _signature(sender: LetterSender) -> str:
    lines = (sender.contact, sender.department, sender.municipality, sender.phone, sender.email)
    return "\n".join(line for line in lines if line)
