"""What has been made of the letters, where does it lie, and what is to be done about what was left out?"""

from __future__ import annotations

from collections import Counter

from desktop.domain.letter_outputs import (
    LeftOut,
    MadeOutput,
    OutputFault,
    OutputKind,
    OutputNote,
    PdfTool,
    RunResult,
)
from desktop.texts import numbers
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _, ngettext_

_KIND = {
    OutputKind.PDF: N_("PDF"),
    OutputKind.SPREADSHEET: N_("List for Excel"),
    OutputKind.DIGITAL_POST: N_("Package for Digital Post"),
    OutputKind.OPENPOSTBUD: N_("Package for OpenPostbud"),
    OutputKind.MAILS: N_("Mail drafts"),
}
_TOOL = {PdfTool.WORD: N_("made by Word"), PdfTool.LIBREOFFICE: N_("made by LibreOffice")}
_FAULT = {
    OutputFault.NO_PDF_TOOL: N_(
        "There is neither Word nor LibreOffice on this computer, so no PDF could be made. Install "
        "LibreOffice, which is free, or save the Word files as PDF on another computer."
    ),
    OutputFault.NOT_CONVERTED: N_("It could not be made into PDF. Open it in Word, and save it as PDF."),
    OutputFault.NO_ANSWER: N_(
        "The program that makes PDF stopped answering at this letter. Open it in Word, and save it as PDF."
    ),
    OutputFault.TOOL_FAILED: N_(
        "The program that makes PDF does not work on this computer. Start it once by hand, and try again."
    ),
    OutputFault.NO_CVR: N_(
        "There is no CVR number to send to. Find it on virk.dk, and correct it, or send the letter another "
        "way."
    ),
    OutputFault.NO_EMAIL: N_("There is no e-mail address that can be used. Correct it, or send by post."),
    OutputFault.NOT_FLAT: N_(
        "The letter cannot be told in columns. Send it with the package for Digital Post instead."
    ),
    OutputFault.TOO_LARGE: N_("It is larger than the 74 MB that Digital Post takes. Use smaller pictures."),
    OutputFault.TEMPLATE_CHANGED: N_("The template was changed during the run. Write the letters again."),
    OutputFault.CPR: N_(
        "It held something that looks like a CPR number, so it was left out. Look at the name and the "
        "address."
    ),
    OutputFault.FILE_IN_USE: N_("The file is open in another program. Close it there, and try again."),
    OutputFault.NO_ACCESS: N_("You may not write in the folder. Choose another one."),
    OutputFault.DISK_FULL: N_("There is no more room on the disk. Make room, or choose another folder."),
    OutputFault.FOLDER_GONE: N_("The folder is no longer there. Choose it again."),
}
_NOTE = {
    OutputNote.WORD_FILES: N_("The package holds Word files; most systems for Digital Post want PDF."),
    OutputNote.OVER_PRINT_LIMIT: N_(
        "Some letters are larger than the 7 MB that can be printed and sent by post."
    ),
}


def kind(output: OutputKind) -> str:
    """What is made of letters."""
    return _(_KIND[output])


def tool(used: PdfTool) -> str:
    """What made the PDF."""
    return _(_TOOL[used])


def fault(why: OutputFault) -> str:
    """Why something is not there, and what to do."""
    return _(_FAULT[why])


def note(about: OutputNote) -> str:
    """What to know about something that is there."""
    return _(_NOTE[about])


def left(one: LeftOut) -> str:
    """A letter that is not in an output, with what to do."""
    return f"{one.supplier_name}: {fault(one.fault)}"


def made(output: MadeOutput) -> str:
    """What came of one output, in a line: how many letters, where, and how many are not in it."""
    count = len(output.positions)
    parts = []
    if output.files:
        letters = ngettext_("{n} letter", "{n} letters", count).format(n=numbers.whole(count))
        folder = output.files[0].parent.name
        where = (
            output.files[0].name
            if len(output.files) == 1
            else _("in the folder “{name}”").format(name=folder)
        )
        by = f" ({tool(output.tool)})" if output.tool else ""
        parts.append(f"{kind(output.kind)}: {letters}, {where}{by}.")
    else:
        parts.append(_("{output}: nothing was made.").format(output=kind(output.kind)))
    if output.fault is not None:
        parts.append(fault(output.fault))
    for why, missing in Counter(one.fault for one in output.left).items():
        text = ngettext_("{n} letter is not in it.", "{n} letters are not in it.", missing)
        parts += [text.format(n=numbers.whole(missing)), fault(why)]
    parts += map(note, output.notes)
    return sentences(*parts)


def told(result: RunResult) -> list[str]:
    """What was made of the letters, a line each."""
    lines = [made(output) for output in result.outputs]
    if result.cancelled and not result.letters.cancelled:
        lines.append(_("You stopped before the rest. The files that were written are whole."))
    return lines
