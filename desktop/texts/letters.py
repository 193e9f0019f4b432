"""Why was a letter not written, and what is wrong with a template? For the letters page."""

from __future__ import annotations

from desktop.domain.letters import (
    BatchResult,
    FailedLetter,
    LetterFault,
    TemplateError,
    TemplateFault,
    TemplatePlace,
)
from desktop.texts import numbers
from desktop.texts.phrases import listed, sentences
from desktop.texts.translate import N_, _, ngettext_

# -------------------------------------------------------------------------------------------- templates

_PLACE = {
    TemplatePlace.BODY: N_("the body text"),
    TemplatePlace.HEADER: N_("the page header"),
    TemplatePlace.FOOTER: N_("the page footer"),
    TemplatePlace.FOOTNOTES: N_("the footnotes"),
    TemplatePlace.PROPERTIES: N_("the document properties"),
    TemplatePlace.PACKAGE: N_("the Word file itself"),
}
_FAULT = {
    TemplateFault.UNKNOWN_FIELD: N_("The template asks for the field {name}, which does not exist."),
    TemplateFault.SYNTAX: N_("A tag in the template is not written right, or it is not closed."),
    TemplateFault.REFUSED: N_("The template uses {name}. Templates may not do that."),
    TemplateFault.ACTIVE_CONTENT: N_(
        "The template holds a macro, an embedded object or something it fetches. Letters may not have that."
    ),
    TemplateFault.STRUCTURE: N_(
        "A tag begins in one place and ends in another, so the letter would fall apart."
    ),
    TemplateFault.EXPRESSION: N_("A tag in the template does not fit what it is filled in with."),
    TemplateFault.CPR: N_("The template holds something that looks like a CPR number."),
    TemplateFault.TOO_MUCH: N_("The template repeats something without end."),
}
_REPAIR = {
    TemplateFault.UNKNOWN_FIELD: N_("Correct the name in Word."),
    TemplateFault.SYNTAX: N_("Look for a missing brace or an “endif” in Word."),
    TemplateFault.REFUSED: N_("Remove the tag in Word."),
    TemplateFault.ACTIVE_CONTENT: N_("Remove it in Word, and save the template as .docx."),
    TemplateFault.STRUCTURE: N_("Put both tags in the same paragraph, or each in one of its own."),
    TemplateFault.EXPRESSION: N_("Correct the tag in Word."),
    TemplateFault.CPR: N_("Remove it in Word."),
    TemplateFault.TOO_MUCH: N_("Look at its loops in Word."),
}


def template_place(where: TemplatePlace) -> str:
    """A part of a Word file."""
    return _(_PLACE[where])


def template_fault(fault: TemplateFault) -> str:
    """What is wrong; `{name}` stands for the field."""
    return _(_FAULT[fault])


def template_error(error: TemplateError) -> str:
    """What is wrong with a template, where, and how to mend it in Word."""
    place = _(_PLACE[error.where])
    if error.paragraph:
        where = _("{template}, {place}, paragraph {number}:").format(
            template=error.template, place=place, number=error.paragraph
        )
    else:
        where = _("{template}, {place}:").format(template=error.template, place=place)
    meant = (
        _("Perhaps {suggestion} was meant.").format(suggestion=error.suggestion) if error.suggestion else ""
    )
    name = error.name or _("something else than fields, filters, if and for")
    return sentences(where, _(_FAULT[error.fault]).format(name=name), meant, _(_REPAIR[error.fault]))


# ------------------------------------------------------------------------------------------- one letter

_MISSING = {
    "supplier.name": N_("the name of the supplier"),
    "sender.municipality": N_("the name of the municipality"),
    "new_ean": N_("the new EAN number"),
    "erp_ean": N_("the EAN number for what stays in the ERP"),
    "old_eans": N_("the EAN number that the supplier uses today"),
    "rejected": N_("documents that KP has sent back"),
}


def missing_fact(name: str) -> str:
    """What a letter lacks, by the name that `missing_facts` gives it."""
    return _(_MISSING[name])


_LETTER_FAULT = {
    LetterFault.NO_TEMPLATE: N_(
        "There is no template for this letter. Put it back in the folder of templates."
    ),
    LetterFault.TEMPLATE: N_("The template cannot be used. Open it in Word, and correct it."),
    LetterFault.MISSING_FACT: N_("The letter lacks {missing}. Add it, and write the letter again."),
    LetterFault.CPR_IN_TEXT: N_(
        "The text held something that looks like a CPR number, so the letter was not "
        "written. Look at the name, the address and the template."
    ),
    LetterFault.FILE_IN_USE: N_("The file is open in another program. Close it there, and try again."),
    LetterFault.NO_ACCESS: N_("You may not write in the folder. Choose another one."),
    LetterFault.DISK_FULL: N_("There is no more room on the disk. Make room, or choose another folder."),
    LetterFault.FOLDER_GONE: N_("The folder is no longer there. Choose it again."),
}


def letter_fault(fault: LetterFault) -> str:
    """Why a letter, or the list beside the letters, was not written; may have the field `{missing}`."""
    return _(_LETTER_FAULT[fault])


def failed(letter: FailedLetter) -> str:
    """Why one letter was not written, and what to do."""
    if letter.template_error is not None:
        return template_error(letter.template_error)
    return letter_fault(letter.fault).format(missing=listed([missing_fact(name) for name in letter.missing]))


# --------------------------------------------------------------------------------------------- the run


def run_result(result: BatchResult) -> str:
    """What a run of letters left behind, in one or two sentences."""
    done = len(result.written)
    parts = [
        ngettext_("{n} letter has been written.", "{n} letters have been written.", done).format(
            n=numbers.whole(done)
        )
    ]
    if result.failed:
        count = len(result.failed)
        parts.append(
            ngettext_(
                "{n} could not be written; see why.", "{n} could not be written; see why.", count
            ).format(n=numbers.whole(count))
        )
    if result.cancelled:
        parts.append(_("You stopped before the rest. The letters that were written are whole."))
    if result.manifest_fault is not None:
        parts.append(_("The list of letters is missing.") + " " + letter_fault(result.manifest_fault))
    return " ".join(parts)
