"""How are the shipped letter templates made? By `python -m letters.build [FOLDER]`, `packaging` on the path.

The same input gives the same bytes: dates in the package are fixed and nothing is compressed, because
compression differs between zlib versions. Templates are small, and letters made from them are compressed.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from docx.document import Document as WordDocument

from letters import note
from letters.blocks import Letter
from letters.contents import LETTERS
from letters.page import document

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "letters"
_DATE = (2026, 1, 1, 0, 0, 0)


def build(folder: Path) -> list[Path]:
    """Write every template and its description."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for letter in LETTERS:
        path = folder / f"{letter.kind}.docx"
        path.write_bytes(word_file(letter))
        description = path.with_suffix(".toml")
        description.write_text(toml(letter, path), encoding="utf-8", newline="\n")
        made += [path, description]
    return made


def word_file(letter: Letter) -> bytes:
    """The .docx file of one letter."""
    return packed(document(letter))


def packed(word: WordDocument) -> bytes:
    """A Word document as a file that is the same on every system."""
    saved = io.BytesIO()
    word.save(saved)
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=lambda name: (not name.startswith("[Content"), name)):
            entry = zipfile.ZipInfo(name, _DATE)
            # The same system byte from every system.
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return out.getvalue()


def build_note(folder: Path) -> Path:
    """Write the template of the decision note."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / note.NAME
    path.write_bytes(packed(note.note()))
    return path


def toml(letter: Letter, path: Path) -> str:
    """The description beside the Word file, for the person who chooses the letter."""
    from desktop.letters.template import LetterTemplate

    fields = sorted(LetterTemplate.load(path).paths)
    listed = "".join(f'  "{name}",\n' for name in fields)
    return (
        "# Hører til Word-skabelonen med samme navn. Teksterne vises, når man vælger brev.\n"
        f'title = "{letter.subject}"\naudience = "{letter.audience}"\nwhen = "{letter.when}"\n'
        f"fields = [\n{listed}]\n"
    )


if __name__ == "__main__":
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER):
        print(path.name)
    if len(sys.argv) < 2:
        print(build_note(note.FOLDER).name)
