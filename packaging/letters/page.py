"""Where does everything stand on the page? Letterhead, window, subject, text, footer.

The receiver's address is in a frame fixed to the paper: 20 mm from the left edge and 50 mm from the top, 85 ×
36 mm, which is the window of a Danish M65 or C5 envelope. It stays there whatever a municipality does to its
letterhead above. The picture in the letterhead is replaced in Word: right-click, Change Picture.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import parse_xml
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from letters.blocks import Block, Heading, Letter, Paragraph, Steps, Table
from letters.emblem import emblem_png
from letters.styles import FONTS, NUMBERING, SETTINGS, STYLES

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACE = f'xmlns:w="{_W}"'
_TWIPS = 1440 / 25.4

MARGIN = 20
"""Left and right, in millimetres."""
WINDOW = (20, 50, 85, 36)
"""Left edge, top edge, width and height of the receiver's frame, in millimetres on the paper."""
_SENDER = (130, 50, 60, 36)
_HEADER_TOP = 12
_HEADER_HEIGHT = 34
_EMBLEM = 16


def document(letter: Letter) -> WordDocument:
    """The Word document of one letter, with its tags."""
    word = _bare()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(28), Mm(18)
    section.header_distance, section.footer_distance = Mm(_HEADER_TOP), Mm(9)
    section.different_first_page_header_footer = True
    _letterhead(section.first_page_header)
    _running_head(section.header, letter)
    _foot(section.first_page_footer)
    _foot(section.footer)
    _receiver(word)
    _sender(word)
    word.add_paragraph(letter.subject, style="heading 1")
    _text(word, letter.greeting)
    before: Block | None = None
    for block in letter.blocks:
        first = len(word.paragraphs)
        _block(word, block)
        _space(word, first, before, block)
        before = block
    _greeting(word)
    _properties(word, letter)
    return word


# ------------------------------------------------------------------------------------------ a bare file


def _bare() -> WordDocument:
    """python-docx's empty document without its styles, its thumbnail and its other leftovers."""
    word = Document()
    part = word.part
    for key, relation in list(part.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1] in ("stylesWithEffects", "webSettings", "customXml"):
            part.rels.pop(key)
    for key, relation in list(part.package.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1] in ("thumbnail", "extended-properties"):
            part.package.rels.pop(key)
    _refill(word.styles.element, STYLES)
    _refill(part.numbering_part.element, NUMBERING)
    _refill(word.settings.element, SETTINGS)
    for relation in part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = _font_table()
    body = word.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    return word


def _refill(element: Any, xml: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<w:body {_NAMESPACE}>{xml}</w:body>")):
        element.append(child)


def _font_table() -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {_NAMESPACE}>{FONTS}</w:fonts>".encode()


# ------------------------------------------------------------------------------------- head and foot


def _letterhead(header: Any) -> None:
    """Emblem and name in a row of fixed height: the text below starts under the window's top edge."""
    table = header.add_table(rows=1, cols=2, width=Mm(170))
    _set_grid(table, (22, 148))
    _set_row(table.rows[0], height=_HEADER_HEIGHT, exact=True)
    _flush(table)
    left, right = table.rows[0].cells
    picture = left.paragraphs[0].add_run().add_picture(io.BytesIO(emblem_png()), width=Mm(_EMBLEM))
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")
    described = picture._inline.docPr
    described.set("name", "Logo")
    described.set("descr", "Kommunens logo")
    left.paragraphs[0].style = "header"
    name = right.paragraphs[0]
    name.style = "Kommunenavn"
    name.paragraph_format.space_before = Pt(4)
    _add(name, "{{ kommune.navn }}")
    _text(right, "{%p if kommune.afdeling %}", "header")
    _text(right, "{{ kommune.afdeling }}", "header")
    _text(right, "{%p endif %}", "header")
    _shrink(header.paragraphs[0])
    header.paragraphs[0]._p.addprevious(table._tbl)


def _flush(table: Any) -> None:
    """A table whose text begins exactly at the margin."""
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    properties = table._tbl.tblPr
    # The order of a table's properties is fixed, and Word minds it.
    for xml, following in (
        (f'<w:tblInd {_NAMESPACE} w:w="0" w:type="dxa"/>', "tblLayout"),
        (f"<w:tblCellMar {_NAMESPACE}>{sides}</w:tblCellMar>", "tblLook"),
    ):
        properties.find(f"{{{_W}}}{following}").addprevious(parse_xml(xml))


def _shrink(paragraph: WordParagraph) -> None:
    """Word wants a paragraph after a table; this one takes no room."""
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.space_after = Pt(0)


def _running_head(header: Any, letter: Letter) -> None:
    paragraph = header.paragraphs[0]
    paragraph.style = "header"
    _add(paragraph, "{{ kommune.navn }}\t" + letter.subject)


def _foot(footer: Any) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.style = "footer"
    _add(
        paragraph,
        "{{ kommune.navn }}"
        "{% if kommune.telefon %} · Telefon {{ kommune.telefon }}{% endif %}"
        "{% if kommune.mail %} · {{ kommune.mail }}{% endif %}\tSide ",
    )
    _field(paragraph, "PAGE")
    _add(paragraph, " af ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: WordParagraph, instruction: str) -> None:
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {_NAMESPACE}>{piece}</w:r>"))


# ------------------------------------------------------------------------------------------- the window


def _receiver(word: WordDocument) -> None:
    lines = (
        "**{{ leverandoer.navn }}**",
        "{%p if leverandoer.kontakt %}",
        "Att. {{ leverandoer.kontakt }}",
        "{%p endif %}",
        "{%p for linje in leverandoer.adresse %}",
        "{{ linje }}",
        "{%p endfor %}",
        "{%p if leverandoer.postnr or leverandoer.by %}",
        "{{ leverandoer.postnr }} {{ leverandoer.by }}",
        "{%p endif %}",
    )
    for line in lines:
        _frame(_text(word, line, "Modtager"), WINDOW)


def _sender(word: WordDocument) -> None:
    """Date and sender to the right of the window, each line only when there is something to say."""
    for text in ("{%p if brevdato %}", "{{ brevdato }}", "{%p endif %}"):
        _frame(_text(word, text, "Brevdato"), _SENDER)
    for condition, line in (
        ("kommune.afdeling", "{{ kommune.afdeling }}"),
        ("kommune.adresse", "{{ kommune.adresse }}"),
        ("kommune.postnr or kommune.by", "{{ kommune.postnr }} {{ kommune.by }}"),
        ("kommune.telefon", "Telefon {{ kommune.telefon }}"),
        ("kommune.mail", "{{ kommune.mail }}"),
        ("leverandoer.nummer", "Leverandørnummer {{ leverandoer.nummer }}"),
        ("leverandoer.cvr", "Jeres CVR-nummer {{ leverandoer.cvr }}"),
    ):
        for text in (f"{{%p if {condition} %}}", line, "{%p endif %}"):
            _frame(_text(word, text, "Afsender"), _SENDER)


def _frame(paragraph: WordParagraph, place: tuple[int, int, int, int]) -> None:
    left, top, width, height = (round(side * _TWIPS) for side in place)
    frame = parse_xml(
        f'<w:framePr {_NAMESPACE} w:w="{width}" w:h="{height}" w:hRule="atLeast" w:hSpace="0"'
        ' w:wrap="notBeside"'
        f' w:vAnchor="page" w:hAnchor="page" w:x="{left}" w:y="{top}"/>'
    )
    paragraph._p.get_or_add_pPr().insert(1, frame)


# --------------------------------------------------------------------------------------------- the text


def _space(word: WordDocument, first: int, before: Block | None, block: Block) -> None:
    """Room around tables and after lists, on the neighbouring paragraphs: an empty one would be read"
    " aloud."""
    if isinstance(before, Table):
        word.paragraphs[first].paragraph_format.space_before = Pt(10 if isinstance(block, Heading) else 8)
    if isinstance(before, Steps) and isinstance(block, Paragraph):
        word.paragraphs[first].paragraph_format.space_before = Pt(5)
    if isinstance(block, Table) and isinstance(before, Paragraph):
        word.paragraphs[first - 1].paragraph_format.space_after = Pt(7)


def _block(word: WordDocument, block: Block) -> None:
    match block:
        case Heading(text):
            word.add_paragraph(text, style="heading 2")
        case Paragraph(text, when):
            _conditional(word, text, when, "Normal")
        case Steps(items):
            for item in items:
                _conditional(word, item.text, item.when, "List Number")
        case Table():
            _table(word, block)


def _conditional(word: WordDocument, text: str, when: str, style: str) -> None:
    if when:
        _text(word, f"{{%p if {when} %}}")
    _text(word, text, style)
    if when:
        _text(word, "{%p endif %}")


def _text(container: Any, text: str, style: str = "Normal") -> WordParagraph:
    paragraph: WordParagraph = container.add_paragraph(style=style)
    _add(paragraph, text)
    return paragraph


def _add(paragraph: WordParagraph, text: str) -> None:
    """Append text; `**…**` is bold. A tag is never split over runs: Word would, and that is harder to"
    " read."""
    for number, piece in enumerate(text.split("**")):
        if piece:
            run = paragraph.add_run(piece)
            if number % 2:
                run.bold = True


def _greeting(word: WordDocument) -> None:
    """The end of the letter, which never stands alone on a page."""
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    first = _text(word, "Venlig hilsen", "Hilsen")
    first.paragraph_format.space_before = Pt(8)
    first.paragraph_format.space_after = Pt(6)
    for text in (
        "{%p if kommune.kontakt %}",
        "**{{ kommune.kontakt }}**",
        "{%p endif %}",
    ):
        _text(word, text, "Hilsen")
    last = _text(
        word, "{% if kommune.afdeling %}{{ kommune.afdeling }}, {% endif %}{{ kommune.navn }}", "Hilsen"
    )
    last.paragraph_format.keep_with_next = False


# ------------------------------------------------------------------------------------------------ tables


def _table(word: WordDocument, block: Table) -> None:
    table = word.add_table(rows=0, cols=len(block.columns))
    table.style = "Brevtabel"
    _set_grid(table, block.widths)
    _describe(table, block.name)
    _row(table, block.columns, "Tabelhoved", block.widths)
    _mark_header(table.rows[0])
    style = "Tabeltal" if block.numbers else "Tabeltekst"
    if not block.loop:
        for cells in block.rows:
            _row(table, cells, style, block.widths)
        return
    repeated, instead = block.rows
    _tag_row(table, f"for {block.loop}")
    _row(table, repeated, style, block.widths)
    _tag_row(table, "else")
    _row(table, instead, style, block.widths)
    _tag_row(table, "endfor")


def _row(table: Any, cells: tuple[str, ...], style: str, widths: tuple[int, ...]) -> None:
    row = table.add_row()
    _set_row(row)
    for number, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        # Only numbers are set large; the last column is a date, the first of a text table a format.
        plain = style == "Tabeltal" and number == len(cells) - 1
        paragraph.style = "Tabeltekst" if plain else style
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER if style == "Tabeltal" else WD_ALIGN_VERTICAL.TOP
        _add(paragraph, text)


def _tag_row(table: Any, tag: str) -> None:
    """A row that only holds docxtpl's tag; it goes away when the letter is made."""
    row = table.add_row()
    row.cells[0].paragraphs[0].style = "Tabeltekst"
    _add(row.cells[0].paragraphs[0], f"{{%tr {tag} %}}")


def _set_grid(table: Any, widths: tuple[int, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _set_row(row: Any, *, height: int = 0, exact: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {_NAMESPACE}/>"))
    if height:
        rule = "exact" if exact else "atLeast"
        twips = round(height * _TWIPS)
        properties.append(parse_xml(f'<w:trHeight {_NAMESPACE} w:val="{twips}" w:hRule="{rule}"/>'))


def _mark_header(row: Any) -> None:
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {_NAMESPACE}/>"))


def _describe(table: Any, name: str) -> None:
    properties = table._tbl.tblPr
    for look in properties.findall(f"{{{_W}}}tblLook"):
        properties.remove(look)
    look = 'w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    for xml in (
        f'<w:tblLook {_NAMESPACE} {look} w:noHBand="1" w:noVBand="1"/>',
        f'<w:tblCaption {_NAMESPACE} w:val="{name}"/>',
        f'<w:tblDescription {_NAMESPACE} w:val="{name}"/>',
    ):
        properties.append(parse_xml(xml))


def _properties(word: WordDocument, letter: Letter) -> None:
    properties = word.core_properties
    day = datetime(2026, 1, 1, tzinfo=UTC)
    properties.created = properties.modified = day
    properties.author = "{{ kommune.navn }}"
    properties.title = letter.subject
    properties.subject = "Brev til {{ leverandoer.navn }}"
    properties.language = "da-DK"
    properties.category = "Brev"
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.revision = 1
