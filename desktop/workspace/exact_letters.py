"""How does a letter look exactly? Its pages as PDF, made once and kept while the program runs."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.progress import Progress, silent
from desktop.domain.recipients import Recipient
from desktop.workspace.letter_run import letter_facts
from desktop.workspace.letter_templates import template_infos
from desktop.workspace.session import Session


def exact_pages(session: Session, recipient: Recipient, progress: Progress = silent) -> Path | None:
    """One recipient's letter as PDF; None when nothing on this machine can make it.

    Args:
        progress: called ten times a second; a `Cancelled` out of it ends the work at once.

    Raises:
        PlannerError: the letter cannot be made; the error says why.
    """
    from desktop.letters.catalogue import open_templates
    from desktop.letters.fields import letter_context
    from desktop.letters.pdf_tools import converters

    info = next(info for info in template_infos() if info.kind is recipient.kind)
    template = open_templates((info,))[recipient.kind]
    document = template.render(letter_context(letter_facts(session, recipient)))
    path = _folder() / f"{hashlib.sha256(document).hexdigest()}.pdf"
    if path.exists():
        return path
    if not any(True for _ in converters()):
        return None
    _make(document, path, progress)
    return path


def _make(document: bytes, path: Path, progress: Progress) -> None:
    """Let the best program do it, and the next one where that does not work."""
    from desktop.letters.pdf import convert
    from desktop.letters.pdf_tools import converters
    from desktop.whole_file import replace_file

    source = path.with_suffix(".docx")
    source.write_bytes(document)
    try:
        for tool in converters():
            convert(
                tool, {0: source}, lambda _n, data: replace_file(path, data), lambda done: progress(done, 1)
            )
            if path.exists():
                return
    finally:
        source.unlink(missing_ok=True)
    raise FileTrouble(path.name, FileFault.NO_ANSWER)


@cache
def _folder() -> Path:
    """A folder that only this user may look into, gone when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix="ean-planner-pages-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
