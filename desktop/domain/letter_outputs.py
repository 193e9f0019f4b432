"""What else can be made of a run of letters, and what came of each? PDF, list, packages, mail drafts.

Facts only: `desktop.letters` and `desktop.outputs` make the files, `desktop.texts` the sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.domain.letters import BatchResult


class OutputKind(StrEnum):
    """What is made of letters that lie written in a folder."""

    PDF = "pdf"
    SPREADSHEET = "spreadsheet"
    DIGITAL_POST = "digital-post"
    OPENPOSTBUD = "openpostbud"
    MAILS = "mails"


PACKAGES = (OutputKind.DIGITAL_POST, OutputKind.OPENPOSTBUD)
"""The packages for systems that send Digital Post. The program itself sends nothing."""


class PdfTool(StrEnum):
    """The program on this machine that makes PDF of a Word file."""

    WORD = "word"
    LIBREOFFICE = "libreoffice"


class OutputFault(StrEnum):
    """Why something was not made, for one letter or for all of a kind."""

    NO_PDF_TOOL = "no_pdf_tool"
    NOT_CONVERTED = "not_converted"
    NO_ANSWER = "no_answer"
    TOOL_FAILED = "tool_failed"
    NO_CVR = "no_cvr"
    NO_EMAIL = "no_email"
    NOT_FLAT = "not_flat"
    TOO_LARGE = "too_large"
    TEMPLATE_CHANGED = "template_changed"
    CPR = "cpr"
    FILE_IN_USE = "file_in_use"
    NO_ACCESS = "no_access"
    DISK_FULL = "disk_full"
    FOLDER_GONE = "folder_gone"


class OutputNote(StrEnum):
    """What the user should know about something that was made."""

    WORD_FILES = "word_files"
    OVER_PRINT_LIMIT = "over_print_limit"


MOST_DIGITAL_BYTES = 74 << 20
"""A message in Digital Post with all its documents (OpenPostbud)."""
MOST_PRINTED_BYTES = 7 << 20
"""A letter that is to be printed and sent for those without Digital Post (OpenPostbud)."""


@dataclass(frozen=True, slots=True)
class LetterWishes:
    """What one run is to make besides a Word file for each supplier and the list of them.

    Attributes:
        joined: all letters of a kind in one file.
        packages: some of `PACKAGES`.
        mails: a mail draft with the letter attached for each supplier with an e-mail address.
    """

    joined: bool = False
    pdf: bool = False
    packages: tuple[OutputKind, ...] = ()
    mails: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A letter that lies written in the folder, but is not in an output.

    Attributes:
        position: its place in the sequence that was asked for, from 0.
    """

    position: int
    supplier_number: str
    supplier_name: str
    fault: OutputFault


@dataclass(frozen=True, slots=True)
class MadeOutput:
    """What came of one output.

    Attributes:
        files: what lies whole on the disk.
        positions: the letters in it.
        left: the letters that are not, each with the reason.
        fault: why nothing at all, or not the list that belongs to it, was made.
        notes: what the user should know.
        tool: what made the PDF.
    """

    kind: OutputKind
    files: tuple[Path, ...] = ()
    positions: tuple[int, ...] = ()
    left: tuple[LeftOut, ...] = ()
    fault: OutputFault | None = None
    notes: tuple[OutputNote, ...] = ()
    tool: PdfTool | None = None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a whole run left behind.

    Attributes:
        letters: the Word files, the joined files and the list.
        outputs: in the order in which they were made.
        cancelled: the user stopped the run; whatever is listed is complete all the same.
    """

    letters: BatchResult
    outputs: tuple[MadeOutput, ...] = ()
    cancelled: bool = False

    @property
    def complete(self) -> bool:
        """Nothing was left out and nothing failed; who merely lacks a CVR number or an address counts."""
        batch = self.letters
        good = not (batch.failed or batch.not_joined or batch.manifest_fault or self.cancelled)
        return good and not any(one.fault or one.left for one in self.outputs)

    def files(self) -> Iterator[Path]:
        """Everything the outputs wrote."""
        for output in self.outputs:
            yield from output.files
