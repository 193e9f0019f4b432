"""What is a letter's text made of, before it is a Word document?

`**bold**` and Word fields' tags (`{{ … }}`, `{% if … %}`) stand in the text as they will in Word.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the letter (level 2; the subject line is level 1)."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; with `when` it is there only if the condition holds."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered list of what to do. An item is a text, or a text and its condition."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row that names the columns.

    Attributes:
        name: what a screen reader says the table is.
        widths: of the columns, in millimetres.
        loop: "ean in gamle_ean": the first row is repeated so; the second, if there is one, stands in when
            there is nothing to repeat.
        numbers: whether the cells are EAN numbers, which are set larger.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    loop: str = ""
    numbers: bool = False


Block = Heading | Paragraph | Steps | Table


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter template.

    Attributes:
        subject: heading 1, and the document's title.
        audience, when: for the person who chooses the letter.
        greeting: the first line.
    """

    kind: str
    subject: str
    audience: str
    when: str
    blocks: tuple[Block, ...]
    greeting: str = (
        "Kære {% if leverandoer.kontakt %}{{ leverandoer.kontakt }}{% else %}leverandør{% endif %}"
    )
