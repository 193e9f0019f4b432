"""How does a finished letter read, for a preview on the screen?

The words are exact: they are read back from the very bytes that would be written. The look is approximate:
where pages break, and how a line wraps, only Word or LibreOffice can tell.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop.domain.letter_preview import PreviewBlock, PreviewKind, PreviewRun

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MIDDLE_OF_PAGE = 5_953
"""Twips from the left edge of an A4 sheet: what is framed right of it is the date and the sender."""


def blocks(docx: bytes) -> tuple[PreviewBlock, ...]:
    """The first page's head, the letter and the first page's foot, in reading order."""
    from docx import Document

    document = Document(io.BytesIO(docx))
    section = document.sections[0]
    first = section.different_first_page_header_footer
    header = section.first_page_header if first else section.header
    footer = section.first_page_footer if first else section.footer
    return (
        *_edge(header, PreviewKind.LETTERHEAD),
        *_body(document),
        *_edge(footer, PreviewKind.FOOTER),
    )


def _edge(part: Any, kind: PreviewKind) -> Iterator[PreviewBlock]:
    """Pictures and paragraphs of a header or footer, those in its tables included."""
    from docx.text.paragraph import Paragraph

    for element in part.part.element.iter(f"{_WORD}p"):
        for picture in element.iter("{*}docPr"):
            yield PreviewBlock(PreviewKind.LOGO, (PreviewRun(picture.get("descr", "")),))
        yield from _said(PreviewBlock(kind, _runs(Paragraph(element, part))))


def _body(document: Document) -> Iterator[PreviewBlock]:
    from docx.text.paragraph import Paragraph

    numbers = _Numbers(document)
    for element in _flow(document.element.body):
        if element.tag == f"{_WORD}p":
            yield from _said(_paragraph(element, Paragraph(element, document), numbers))
        elif element.tag == f"{_WORD}tbl":
            yield _table(element, document)


def _flow(container: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those inside content controls included."""
    for element in container:
        if element.tag == f"{_WORD}sdt":
            for content in element.iter(f"{_WORD}sdtContent"):
                yield from _flow(content)
                break
        else:
            yield element


def _said(block: PreviewBlock) -> Iterator[PreviewBlock]:
    if block.text.strip():
        yield block


def _paragraph(element: Any, paragraph: Paragraph, numbers: _Numbers) -> PreviewBlock:
    runs = _runs(paragraph)
    name = paragraph.style.name or "" if paragraph.style else ""
    if name.lower().startswith("heading ") and name[-1].isdigit():
        return PreviewBlock(PreviewKind.HEADING, runs, level=int(name[-1]))
    if name == "Title":
        return PreviewBlock(PreviewKind.HEADING, runs, level=1)
    frame = element.find(f"{_WORD}pPr/{_WORD}framePr")
    if frame is not None:
        right = int(frame.get(f"{_WORD}x", "0")) > _MIDDLE_OF_PAGE
        return PreviewBlock(PreviewKind.DATE if right else PreviewKind.ADDRESS, runs)
    if item := numbers.next(element, paragraph):
        kind = PreviewKind.BULLET if item < 0 else PreviewKind.NUMBER
        return PreviewBlock(kind, runs, level=max(item, 0))
    return PreviewBlock(PreviewKind.PARAGRAPH, runs)


def _table(table: Any, document: Document) -> PreviewBlock:
    from docx.text.paragraph import Paragraph

    rows, header_rows = [], 0
    for row in table.tr_lst:
        cells = []
        for cell in row.tc_lst:
            lines = [_runs(Paragraph(element, document)) for element in cell.p_lst]
            cells.append(_joined(lines))
        rows.append(tuple(cells))
        header_rows += row.find(f"{_WORD}trPr/{_WORD}tblHeader") is not None
    return PreviewBlock(PreviewKind.TABLE, rows=tuple(rows), header_rows=header_rows)


def _joined(lines: list[tuple[PreviewRun, ...]]) -> tuple[PreviewRun, ...]:
    """The paragraphs of a cell, a line break between them."""
    joined: list[PreviewRun] = []
    for line in lines:
        joined += [PreviewRun("\n"), *line] if joined and line else line
    return tuple(joined)


def _runs(paragraph: Paragraph) -> tuple[PreviewRun, ...]:
    """The text with its bold stretches; neighbours that look alike are one."""
    by_style = bool(paragraph.style and paragraph.style.font.bold)
    runs: list[PreviewRun] = []
    for piece in paragraph.iter_inner_content():
        for run in getattr(piece, "runs", None) or [piece]:
            text = run.text
            bold = by_style if run.bold is None else bool(run.bold)
            if runs and runs[-1].bold == bold:
                runs[-1] = PreviewRun(runs[-1].text + text, bold)
            elif text:
                runs.append(PreviewRun(text, bold))
    return tuple(runs)


class _Numbers:
    """Counts the items of numbered lists the way Word does: one count per list."""

    def __init__(self, document: Document) -> None:
        self._counts: dict[str, int] = {}
        self._bullets = _bullet_lists(document)

    def next(self, element: Any, paragraph: Paragraph) -> int:
        """The paragraph's number, -1 for a bullet, 0 when it is no item of a list."""
        own = element.find(f"{_WORD}pPr/{_WORD}numPr/{_WORD}numId")
        style = paragraph.style.element if paragraph.style else None
        styled = None if style is None else style.find(f"{_WORD}pPr/{_WORD}numPr/{_WORD}numId")
        found = styled if own is None else own
        if found is None:
            return 0
        key = found.get(f"{_WORD}val", "0")
        if key == "0":
            return 0
        if key in self._bullets:
            return -1
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]


def _bullet_lists(document: Document) -> frozenset[str]:
    """The numbering ids whose first level is a bullet."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    numbering = next(
        (r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None
    )
    if numbering is None:
        return frozenset()
    root: Any = document.part.numbering_part.element
    abstract = {
        one.get(f"{_WORD}abstractNumId")
        for one in root.findall(f"{_WORD}abstractNum")
        if (form := one.find(f"{_WORD}lvl/{_WORD}numFmt")) is not None and form.get(f"{_WORD}val") == "bullet"
    }
    return frozenset(
        number.get(f"{_WORD}numId")
        for number in root.findall(f"{_WORD}num")
        if (link := number.find(f"{_WORD}abstractNumId")) is not None and link.get(f"{_WORD}val") in abstract
    )
