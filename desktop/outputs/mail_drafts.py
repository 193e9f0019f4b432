"""How does a mail draft become a file that a mail program opens as a new mail? (.eml with `X-Unsent: 1`)

The standard library's `EmailMessage` folds, encodes and refuses line breaks in headers, so nothing that
stands in a supplier's name can become a header of its own.
"""

from __future__ import annotations

import mimetypes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.mails import MailDraft
from desktop.whole_file import replace_file


def write_draft(draft: MailDraft, path: Path) -> None:
    """Write a draft as .eml, in place of whatever has that name.

    Raises:
        FileTrouble: it could not be written, or a file that belongs in it could not be read.
    """
    replace_file(path, draft_bytes(draft))


def draft_bytes(draft: MailDraft) -> bytes:
    """The draft as the bytes of its file.

    Raises:
        FileTrouble: a file that belongs in it could not be read.
    """
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"  # Outlook opens it as a mail that is being written
    if draft.to:
        mail["To"] = _one_line(draft.to)
    mail["Subject"] = _one_line(draft.subject)
    mail.set_content(draft.body)
    for file in draft.attached:
        kind, _, subtype = (mimetypes.guess_type(file.name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(_read(Path(file)), maintype=kind, subtype=subtype, filename=file.name)
    return mail.as_bytes()


def _one_line(text: str) -> str:
    """A header has one line; a break in a name is a blank."""
    return " ".join(text.split())


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise FileTrouble(file.name, FileFault.MISSING) from None
    except OSError:
        raise FileTrouble(file.name, FileFault.NO_ACCESS) from None
