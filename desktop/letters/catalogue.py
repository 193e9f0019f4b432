"""Which letter templates are there, what is each for, and is it the one it was?

Beside each `<kind>.docx` lies a `<kind>.toml` with what a person needs to choose it, in Danish.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import LetterKind, TemplateInfo
from desktop.letters.template import LetterTemplate


def templates(folder: Path, own: Path | None = None) -> tuple[TemplateInfo, ...]:
    """The templates of a folder, in the order of the kinds. A kind without description is not there.

    Args:
        own: a folder whose Word files are used instead of those of the same name.

    Raises:
        FileTrouble: a description cannot be read, or its Word file is missing.
    """
    descriptions = ((kind, folder / f"{kind.value}.toml") for kind in LetterKind)
    return tuple(_described(kind, path, own) for kind, path in descriptions if path.is_file())


def open_templates(infos: tuple[TemplateInfo, ...]) -> Mapping[LetterKind, LetterTemplate]:
    """The templates themselves, opened and checked.

    Raises:
        FileTrouble, TemplateError: as `LetterTemplate` says.
    """
    return {info.kind: LetterTemplate.load(info.path) for info in infos}


def _described(kind: LetterKind, description: Path, own: Path | None) -> TemplateInfo:
    document = description.with_suffix(".docx")
    is_own = own is not None and (own / document.name).is_file()
    if own is not None and is_own:
        document = own / document.name
    try:
        told = tomllib.loads(description.read_text(encoding="utf-8"))
        data = document.read_bytes()
    except FileNotFoundError:
        raise FileTrouble(document.name, FileFault.MISSING) from None
    except OSError:
        raise FileTrouble(document.name, FileFault.NO_ACCESS) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise FileTrouble(description.name, FileFault.DAMAGED) from None
    return TemplateInfo(
        kind=kind,
        title=str(told.get("title", "")),
        audience=str(told.get("audience", "")),
        when=str(told.get("when", "")),
        fields=tuple(map(str, told.get("fields", ()))),
        path=document,
        sha256=hashlib.sha256(data).hexdigest(),
        own=is_own,
    )
