"""What does a mail draft hold? Somebody looks it through and sends it; the program sends nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A mail that nobody has sent.

    Attributes:
        name: of its file, without ending.
        to: an address; "" where the person at the keyboard must fill it in.
        attach: what the person must attach: shown in the text and to the person, not in the file.
        attached: files that lie in the draft.
    """

    name: str
    subject: str
    body: str
    to: str = ""
    attach: tuple[str, ...] = ()
    attached: tuple[PurePath, ...] = ()
