"""What is wrong with a letter template, and how does somebody see it in Word?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.domain.letters import TemplatePlace
from desktop.domain.template_check import TemplateCheck


def check_template(template: Path, context: Mapping[str, object] | None = None) -> TemplateCheck:
    """Look at a template from all sides; nothing in it is run.

    Args:
        context: what it is going to be filled in with, when that is not a letter to a supplier.

    Raises:
        FileTrouble: it is not there or cannot be read.
    """
    from desktop.letters.checker import Expected, check
    from desktop.letters.fields import OF_RECIPIENT, letter_context
    from desktop.letters.file_names import without_cpr
    from desktop.letters.sample_letters import FULL, LEAST
    from desktop.letters.template import read_file

    samples = (letter_context(FULL), letter_context(LEAST)) if context is None else (context,)
    of_recipient = OF_RECIPIENT if context is None else frozenset(context)
    return check(read_file(template), without_cpr(template.name), Expected(samples[0], of_recipient, samples))


def write_marked(template: Path, out: Path, remarks: Sequence[tuple[TemplatePlace, int, str]]) -> None:
    """A copy of a template with remarks as Word comments; a file that is already there is replaced.

    Args:
        remarks: the place, the paragraph there, and what to say.

    Raises:
        FileTrouble: the template is no usable Word document, or the copy cannot be written.
        TemplateError: the template holds what must not be opened.
    """
    from desktop.letters.file_names import without_cpr
    from desktop.letters.marking import Note, marked
    from desktop.letters.template import read_file
    from desktop.letters.writing import replace_file

    # Only the body can have comments; what is elsewhere is told at its beginning.
    notes = [Note(number if place is TemplatePlace.BODY else 0, text) for place, number, text in remarks]
    replace_file(out, marked(read_file(template), without_cpr(template.name), notes))
