"""What is wrong with a letter template, where, and how is it mended in Word?"""

from __future__ import annotations

from desktop.domain.template_check import CheckKind, TemplateCheck, TemplateFinding
from desktop.texts import errors, letters, numbers
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _, ngettext_

_FINDING = {
    CheckKind.FILE: N_("The file cannot be used."),
    CheckKind.UNKNOWN_FIELD: N_("The field {name} does not exist. Correct the name in Word."),
    CheckKind.UNCLOSED_TAG: N_(
        "The tag {name} is not closed, or it closes nothing. Complete the pair in Word."
    ),
    CheckKind.SYNTAX: N_("The tag {name} is not written right. Correct it in Word."),
    CheckKind.REFUSED: N_("The template uses {name}. Templates may not do that. Remove the tag in Word."),
    CheckKind.ACTIVE_CONTENT: N_(
        "The template holds {name}: something it runs, embeds or fetches. Remove it in Word, and save the "
        "template as .docx."
    ),
    CheckKind.STRUCTURE: N_(
        "A tag begins in one place and ends in another, so the letter would fall apart. Put both tags in the "
        "same paragraph, or each in one of its own."
    ),
    CheckKind.EXPRESSION: N_("A tag does not fit what it is filled in with. Correct it in Word."),
    CheckKind.CPR: N_("This looks like a CPR number. Remove it in Word."),
    CheckKind.TOO_MUCH: N_("Something is repeated without end. Look at the loops in Word."),
    CheckKind.TEXT_WITH_R: N_(
        "{name} is plain text, but stands in a tag for formatted text, and Word would not show it. Remove "
        "the r or p after the braces."
    ),
    CheckKind.RICH_WITHOUT_R: N_(
        "{name} is formatted text, but stands in a tag for plain text. Write an r after the braces, "
        "as elsewhere."
    ),
    CheckKind.NO_LANGUAGE: N_(
        "The document does not say which language it is in, so screen readers guess. Choose Danish in Word "
        "under Review, Language."
    ),
    CheckKind.RECIPIENT_IN_HEADER: N_(
        "{name} is the receiver's, and it stands in a page header or footer. The program's own joined file "
        "keeps it, but letters joined in Word would all show the first receiver's. Move it into the letter, "
        "or join the letters here."
    ),
    CheckKind.NO_FIELDS: N_(
        "The template has no fields, so all letters would be alike. A field is written with two braces on "
        "each side."
    ),
    CheckKind.ATTACHED_TEMPLATE: N_(
        "The document is linked to another template. The letters are written without that link."
    ),
}


def check_kind(kind: CheckKind) -> str:
    """What is wrong; `{name}` stands for the field or tag."""
    return _(_FINDING[kind])


def message(finding: TemplateFinding) -> str:
    """What is wrong, and how to mend it, without the place."""
    if finding.trouble is not None:
        return errors.sentence(finding.trouble)
    meant = (
        _("Perhaps {suggestion} was meant.").format(suggestion=finding.suggestion)
        if finding.suggestion
        else ""
    )
    return sentences(check_kind(finding.kind).format(name=finding.name), meant)


def where(finding: TemplateFinding) -> str:
    """The part of the document, and the paragraph when it is known."""
    place = letters.template_place(finding.where)
    if not finding.paragraph:
        return place
    return _("{place}, paragraph {number}").format(place=place, number=numbers.whole(finding.paragraph))


def remark(finding: TemplateFinding) -> str:
    """The same as a comment in Word."""
    return _("{where}: {what}").format(where=where(finding), what=message(finding))


def told(check: TemplateCheck) -> list[str]:
    """The whole check, line by line."""
    count = len(check.findings)
    if not count:
        head = _("{template} is in order.").format(template=check.template)
    elif check.usable:
        head = ngettext_(
            "{template} can be used. {n} remark:", "{template} can be used. {n} remarks:", count
        ).format(template=check.template, n=numbers.whole(count))
    else:
        head = ngettext_(
            "{template} cannot be used. {n} fault:",
            "{template} cannot be used. {n} faults and remarks:",
            count,
        ).format(template=check.template, n=numbers.whole(count))
    return [head, *(f"  {remark(finding)}" for finding in check.findings)]


def marked(out: str) -> str:
    """After a copy with comments was written."""
    return _("The faults are marked in {out}. Open it in Word.").format(out=out)
