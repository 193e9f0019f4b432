"""How do a hundred letters get into a folder when some of them cannot?

Each letter stands alone: what is wrong with one is listed, and the next is written. Nothing in the folder is
ever overwritten, no half letter is ever visible, and whoever stops the run keeps what is finished, with a
list of it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import (
    BatchResult,
    CprInDocument,
    FailedLetter,
    JoinedLetters,
    LetterFacts,
    LetterFault,
    LetterKind,
    NotJoined,
    TemplateError,
    WrittenLetter,
    missing_facts,
)
from desktop.domain.progress import Cancelled, Progress, silent
from desktop.letters.fields import letter_context
from desktop.letters.file_names import FileNames, without_cpr
from desktop.letters.joined_run import JoinedRun, letter_fault
from desktop.letters.manifest import ManifestPieces
from desktop.letters.template import LetterTemplate, RenderedDocument
from desktop.whole_file import (
    Content,
    Pause,
    remove_leftovers,
    sync_folder,
    try_folder,
    write_fault,
    write_new,
)

MANIFEST = "Brevliste"


def write_letters(
    letters: Sequence[LetterFacts],
    templates: Mapping[LetterKind, LetterTemplate],
    folder: Path,
    progress: Progress | None = None,
    *,
    joined: bool = False,
    pause: Pause = time.sleep,
) -> BatchResult:
    """Write one .docx per letter and a list of them into a folder.

    Args:
        folder: made when it is not there.
        progress: told before each letter; a `Cancelled` out of it ends the run and keeps what is finished.
        joined: also write all letters of a kind into one file, or several of at most `MOST_LETTERS`.
        pause: how to wait for a file that is in use.

    Raises:
        FileTrouble: the folder cannot be made or written in. Nothing was written.
    """
    names = names_for(folder)
    run = _Run(letters, templates, folder, names, progress or silent, pause, joined=joined)
    cancelled = False
    try:
        for position in range(len(letters)):
            run.write(position)
        run.tell()
        run.write_joined()
    except Cancelled:
        cancelled = True
    manifest, fault = run.write_manifest()
    made, not_made = run.joined
    return BatchResult(tuple(run.written), tuple(run.failed), manifest, fault, cancelled, made, not_made)


def names_for(folder: Path) -> FileNames:
    """The names that are free in the folder, once it is known to take files.

    Raises:
        FileTrouble: the folder cannot be made or written in.
    """
    name = without_cpr(folder.name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_leftovers(folder)
        try_folder(folder)
        taken = [path.name for path in folder.iterdir()]
    except (FileExistsError, NotADirectoryError):
        raise FileTrouble(name, FileFault.NOT_A_FOLDER) from None
    except OSError as error:
        full = write_fault(error) is FileFault.DISK_FULL
        raise FileTrouble(name, FileFault.DISK_FULL if full else FileFault.NO_ACCESS) from None
    names = FileNames(taken, folder_length=len(str(folder.absolute()).encode("utf-16-le")) // 2)
    if not names.has_room:
        raise FileTrouble(name, FileFault.PATH_TOO_LONG)
    return names


class _Run:
    """One run: what is asked for, and what has come of it so far."""

    def __init__(
        self,
        letters: Sequence[LetterFacts],
        templates: Mapping[LetterKind, LetterTemplate],
        folder: Path,
        names: FileNames,
        progress: Progress,
        pause: Pause,
        *,
        joined: bool,
    ) -> None:
        self.written: list[WrittenLetter] = []
        self.failed: list[FailedLetter] = []
        self._letters = letters
        self._templates = templates
        self._folder = folder
        self._names = names
        self._progress = progress
        self._pause = pause
        self._subjects: dict[str, str] = {}
        self._unknown: dict[LetterKind, TemplateError | None] = {}
        self._joining = JoinedRun(lambda words, data: self._publish(words, data, ".docx", patient=True))
        self._joins = joined

    @property
    def joined(self) -> tuple[tuple[JoinedLetters, ...], tuple[NotJoined, ...]]:
        """The joined files, and which letters are in none."""
        return tuple(self._joining.made), tuple(self._joining.not_made)

    def tell(self) -> None:
        """Report how far the run is; this is where it may be cancelled."""
        self._progress(len(self.written) + len(self.failed), len(self._letters))

    def write(self, position: int) -> None:
        """Write one letter, or list why not."""
        self.tell()
        facts = self._letters[position]
        template = self._templates.get(facts.kind)
        try:
            if template is None:
                self._fail(position, LetterFault.NO_TEMPLATE)
            elif missing := missing_facts(facts):
                self._fail(position, LetterFault.MISSING_FACT, missing=missing)
            else:
                self._make(position, template)
        except TemplateError as error:
            self._fail(position, LetterFault.TEMPLATE, template_error=error)
        except CprInDocument:
            self._fail(position, LetterFault.CPR_IN_TEXT)
        except OSError as error:
            self._fail(position, letter_fault(error))

    def write_joined(self) -> None:
        """The joined files that are not full and written already."""
        self._joining.finish()

    def write_manifest(self) -> tuple[Path | None, LetterFault | None]:
        """The list of what was written, under a name of its own."""
        pieces = ManifestPieces(
            lambda: ((self._letters[letter.position].supplier, letter) for letter in self.written)
        )
        path = None
        try:
            path = self._publish((MANIFEST,), pieces, ".csv", patient=False)
            sync_folder(self._folder)
        except OSError as error:
            return path, letter_fault(error)
        return path, None

    def _make(self, position: int, template: LetterTemplate) -> None:
        facts = self._letters[position]
        context = letter_context(facts)
        self._refuse_unknown_fields(facts.kind, template, context)
        if not self._joins:
            self._written(position, template, template.render_document(context))
            return
        document, parts = template.render_parts(context)
        self._written(position, template, document)
        self._joining.add(facts.kind, template, position, parts)

    def _refuse_unknown_fields(
        self, kind: LetterKind, template: LetterTemplate, context: Mapping[str, object]
    ) -> None:
        """No letter from a template with a field that letters do not have, be it in a branch not taken.

        All letters have the same fields, so one look per template is enough.
        """
        if kind not in self._unknown:
            self._unknown[kind] = next(iter(template.unknown_fields(context)), None)
        if (unknown := self._unknown[kind]) is not None:
            raise unknown

    def _written(self, position: int, template: LetterTemplate, document: RenderedDocument) -> None:
        facts = self._letters[position]
        words = (facts.supplier.name, facts.supplier.number)
        path = self._publish(words, document.data, ".docx", patient=True)
        self.written.append(
            WrittenLetter(
                position=position,
                supplier_number=facts.supplier.number,
                supplier_name=facts.supplier.name,
                kind=facts.kind,
                wave=facts.wave,
                folder=self._folder,
                file=path.name,
                subject=self._subjects.setdefault(document.title, document.title),
                template_sha256=template.sha256,
            )
        )

    def _publish(self, words: tuple[str, ...], data: Content, ending: str, *, patient: bool) -> Path:
        """Write under the first free name; somebody else may take one between looking and writing.

        Args:
            data: read anew for every name that is tried.
        """
        alive = self.tell if patient else lambda: None
        while True:
            path = self._folder / self._names.new(*words, ending=ending)
            try:
                write_new(path, data, alive=alive, pause=self._pause)
            except FileExistsError:
                continue
            return path

    def _fail(
        self,
        position: int,
        fault: LetterFault,
        *,
        missing: tuple[str, ...] = (),
        template_error: TemplateError | None = None,
    ) -> None:
        facts = self._letters[position]
        self.failed.append(
            FailedLetter(
                position=position,
                supplier_number=facts.supplier.number,
                supplier_name=facts.supplier.name,
                kind=facts.kind,
                fault=fault,
                missing=missing,
                template_error=template_error,
            )
        )
