"""How does the decision note get onto the disk? From a Word template that people may make their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile

from desktop.domain.decision_note import NotePicture, NotePictures
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letter_documents import RenderReport
from desktop.paths import note_templates_dir, user_data_dir

TEMPLATE = "decision-note.docx"
_WIDTH_MM = 170.0
"""Between the margins of the template."""
_PIXELS_PER_MM = 96 / 25.4


def own_template() -> Path:
    """Where the user's own copy of the template lies, whether it is there or not."""
    return user_data_dir() / "templates" / TEMPLATE


def template_in_use() -> Path:
    """The user's own where there is one."""
    own = own_template()
    return own if own.is_file() else note_templates_dir() / TEMPLATE


def make_own_template() -> Path:
    """Put a copy of the shipped template where the user can edit it; one that is there stays as it is.

    Raises:
        FileTrouble: it cannot be written.
    """
    own = own_template()
    if not own.is_file():
        try:
            own.parent.mkdir(parents=True, exist_ok=True)
            copyfile(note_templates_dir() / TEMPLATE, own)
        except OSError:
            raise FileTrouble(TEMPLATE, FileFault.NO_ACCESS) from None
    return own


def write_note(
    fields: Mapping[str, object], pictures: NotePictures, out: Path, *, template: Path | None = None
) -> RenderReport:
    """Write the note; a file that is already there is replaced as a whole, or stays as it was.

    Args:
        fields: what `texts.decision_note` makes of the facts.
        pictures: may be empty; then the template's tables stand in.
        template: another template than the one in use.

    Raises:
        FileTrouble: the template cannot be read or `out` cannot be written.
        TemplateError, CprInDocument: as the letters' gateway says.
    """
    from desktop.letters.rendering import render_document

    context = dict(fields) | {one.value: _picture(one, pictures) for one in NotePicture}
    return render_document(template or template_in_use(), context, out)


def _picture(which: NotePicture, pictures: NotePictures) -> object:
    from desktop.letters.pictures import described_picture

    painted = pictures.get(which)
    if painted is None:
        return ""
    width = min(_WIDTH_MM, painted.width / _PIXELS_PER_MM)
    return described_picture(painted.png, width_mm=width, said=painted.said)
