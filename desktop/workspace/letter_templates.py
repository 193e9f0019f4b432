"""Which templates are letters made from, what is wrong with one, and how does somebody see it in Word?

A copy in the user's own folder is used instead of the shipped template. It is looked at from all sides before
a letter is made from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import LetterKind, TemplateInfo, TemplatePlace
from desktop.domain.template_check import TemplateCheck, TemplateFaulty
from desktop.paths import letter_templates_dir, user_documents_dir


def own_templates_dir() -> Path:
    """Where a user's own templates lie: among the documents, for they are opened in Word."""
    return user_documents_dir() / "EAN Planner" / "Brevskabeloner"


def template_infos() -> tuple[TemplateInfo, ...]:
    """The letter templates in use: the shipped ones, and the user's own instead of them.

    Raises:
        FileTrouble: a template or its description is missing.
    """
    from desktop.letters.catalogue import templates

    return templates(letter_templates_dir(), own_templates_dir())


def make_own(kind: LetterKind) -> Path:
    """Put a copy of the shipped template where the user can edit it; one that is there stays as it is.

    Raises:
        FileTrouble: it cannot be written.
    """
    own = own_templates_dir() / f"{kind.value}.docx"
    if not own.is_file():
        try:
            own.parent.mkdir(parents=True, exist_ok=True)
            copyfile(letter_templates_dir() / own.name, own)
        except OSError:
            raise FileTrouble(own.name, FileFault.NO_ACCESS) from None
    return own


def put_own_aside(kind: LetterKind) -> Path | None:
    """Use the shipped template again; the user's own keeps a name of its own in the folder.

    Returns:
        Where it lies now, or None when there was none.

    Raises:
        FileTrouble: it cannot be renamed.
    """
    own = own_templates_dir() / f"{kind.value}.docx"
    if not own.is_file():
        return None
    aside, number = own.with_name(f"{kind.value} (ikke i brug).docx"), 2
    while aside.exists():
        aside, number = own.with_name(f"{kind.value} (ikke i brug {number}).docx"), number + 1
    try:
        own.rename(aside)
    except OSError:
        raise FileTrouble(own.name, FileFault.NO_ACCESS) from None
    return aside


def free_marked_path(template: Path) -> Path:
    """Where the copy of a template with comments goes: beside it, under a name nobody has taken."""
    path, number = template.with_name(f"{template.stem} (fejl).docx"), 2
    while path.exists():
        path, number = template.with_name(f"{template.stem} (fejl {number}).docx"), number + 1
    return path


def check_own(infos: Iterable[TemplateInfo]) -> None:
    """Refuse templates of the user's own that have faults.

    Raises:
        TemplateFaulty: the first that has.
    """
    for info in infos:
        if info.own:
            found = check_template(info.path)
            if not found.usable:
                raise TemplateFaulty(info.kind, found)


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A field that a template can use.

    Attributes:
        name: as it is written between the braces, with dots.
        example: what it prints in a letter that tells everything; "" for a list.
        parts: of a list, the names after the dot of its items; none for a list of plain texts.
    """

    name: str
    example: str
    is_list: bool = False
    parts: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        """What is put into Word."""
        return f"{{{{ {self.name} }}}}"


def template_fields() -> tuple[TemplateField, ...]:
    """Every field letters have, with an example, in the order of the letter."""
    from desktop.letters.fields import letter_context
    from desktop.letters.sample_letters import FULL
    from desktop.letters.template_fields import dotted_names

    context = letter_context(FULL)
    return tuple(_field(name, context) for name in dotted_names(context))


def _field(name: str, context: Mapping[str, object]) -> TemplateField:
    value: object = context
    for part in name.split("."):
        value = value[part] if isinstance(value, Mapping) else value
    if not isinstance(value, tuple):
        return TemplateField(name, str(value))
    items = value[0] if value and isinstance(value[0], Mapping) else {}
    return TemplateField(name, ", ".join(map(str, value)) if not items else "", True, tuple(items))


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
    from desktop.whole_file import replace_file

    # Only the body can have comments; what is elsewhere is told at its beginning.
    notes = [Note(number if place is TemplatePlace.BODY else 0, text) for place, number, text in remarks]
    replace_file(out, marked(read_file(template), without_cpr(template.name), notes))
