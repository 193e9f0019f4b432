"""Is each letter in a joined file the letter it is alone, with its own header, pages, lists and ids?"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.section import Section
from lxml import etree

from desktop import whole_file
from desktop.domain.letter_documents import JoinFault
from desktop.domain.letters import BatchResult, LetterFault, LetterKind
from desktop.letters import joining
from desktop.letters.batch import write_letters
from desktop.letters.fields import letter_context
from desktop.letters.joining import JoinedFile, NotJoinable
from desktop.letters.template import LetterTemplate
from tests.letters.samples import SHIPPED, facts, named, paragraphs_of, part, template, with_parts, word_file
from tests.letters.test_roads import _with_picture

_NAMES = ["Bang & Olufsen", "A <B> ApS", "Ærø Høreklinik"]


def _joined(opened: LetterTemplate, contexts: Sequence[Mapping[str, object]]) -> bytes:
    file: JoinedFile | None = None
    for context in contexts:
        parts = opened.render_parts(context)[1]
        assert parts is not None
        file = file or JoinedFile(opened)
        file.add(parts)
    assert file is not None
    return file.data()


def _by_name(opened: LetterTemplate, names: list[str]) -> bytes:
    return _joined(opened, [{"navn": name} for name in names])


def _sections(data: bytes) -> list[Section]:
    return list(Document(io.BytesIO(data)).sections)


def _header(section: Section) -> str:
    return str(section.header.paragraphs[0].text)


def test_each_letter_has_its_own_header_and_footer() -> None:
    opened = template("Kære {{ navn }}", "Hilsen", header="Til {{ navn }}", footer="Sag {{ navn }}")
    data = _by_name(opened, _NAMES)
    assert [_header(section) for section in _sections(data)] == [f"Til {name}" for name in _NAMES]
    footers = [section.footer.paragraphs[0].text for section in _sections(data)]
    assert footers == [f"Sag {name}" for name in _NAMES]
    assert [text for text in paragraphs_of(data) if text] == [
        text for name in _NAMES for text in (f"Kære {name}", "Hilsen")
    ]


def test_letters_with_the_same_header_share_it() -> None:
    opened = template("{{ navn }}", header="Fra {{ navn }}")
    data = _by_name(opened, ["A", "B", "A", "A"])
    assert [_header(section) for section in _sections(data)] == ["Fra A", "Fra B", "Fra A", "Fra A"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len([name for name in package.namelist() if "/header" in name]) == 2


def test_a_header_without_fields_is_everybodys() -> None:
    data = _by_name(template("{{ navn }}", header="Kommunen"), _NAMES)
    assert [_header(section) for section in _sections(data)] == ["Kommunen"] * 3


def test_pages_count_from_one_and_of_the_letters_own() -> None:
    instruction = '<w:r><w:instrText xml:space="preserve"> NUMPAGES </w:instrText></w:r>'
    data = word_file("{{ navn }}", footer="{{ navn }}", header="x")
    for name in ("word/footer1.xml", "word/header1.xml"):
        marked = part(data, name).decode().replace("</w:p>", f"{instruction}</w:p>", 1)
        data = with_parts(data, {name: marked.encode()})
    joined = _by_name(LetterTemplate(data, "x.docx"), ["A", "B"])
    for section in _sections(joined):
        assert section._sectPr.xpath("string(w:pgNumType/@w:start)") == "1"
        for edge in (section.header, section.footer):
            assert edge._element.findtext(f".//{qn('w:instrText')}") == " SECTIONPAGES "


def test_no_empty_page_comes_between_letters() -> None:
    """The section ends in the letter's last paragraph, and not in one more."""
    data = _by_name(template("Kære {{ navn }}", "Hilsen"), _NAMES)
    assert paragraphs_of(data) == [text for name in _NAMES for text in (f"Kære {name}", "Hilsen")]


def test_a_letter_that_ends_in_a_table_gets_a_line_of_one_point() -> None:
    data = _by_name(template("{{ navn }}", tables=[[["a", "b"]]]), ["A", "B"])
    body = Document(io.BytesIO(data)).element.body
    kinds = [etree.QName(child).localname for child in body]
    assert kinds == ["p", "tbl", "p", "p", "tbl", "sectPr"]
    assert body[2].find(f".//{qn('w:spacing')}").get(qn("w:line")) == "20"


def test_every_id_is_one_of_a_kind() -> None:
    bookmark = '<w:bookmarkStart w:id="0" w:name="sted"/><w:bookmarkEnd w:id="0"/>'
    data = _with_picture(word_file("{{ navn }}"))
    body = part(data, "word/document.xml").decode().replace("</w:p>", f"{bookmark}</w:p>", 1)
    opened = LetterTemplate(with_parts(data, {"word/document.xml": body.encode()}), "x.docx")
    joined = Document(io.BytesIO(_by_name(opened, _NAMES))).element.body
    pictures = Counter(picture.get("id") for picture in joined.iter("{*}docPr"))
    assert len(pictures) == 2 * len(_NAMES)
    assert len(list(joined.iter(qn("w:bookmarkStart")))) == 1


def _levels(data: bytes) -> list[str]:
    """The list of each paragraph that is in one."""
    return [number.get(qn("w:val")) for number in Document(io.BytesIO(data)).element.body.iter(qn("w:numId"))]


def test_a_numbered_list_begins_anew_in_each_letter() -> None:
    opened = LetterTemplate.load(SHIPPED / "new-ean.docx")
    data = _joined(opened, [letter_context(named(name)) for name in _NAMES])
    lists = _levels(data)
    # The first letter's list is the template's, named by the style; the others have one each.
    assert len(set(lists)) == len(_NAMES) - 1
    numbering = etree.fromstring(part(data, "word/numbering.xml"))
    for number in set(lists):
        (own,) = [one for one in numbering.findall(qn("w:num")) if one.get(qn("w:numId")) == number]
        restarts = own.findall(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
        assert [restart.get(qn("w:val")) for restart in restarts] == ["1"] * len(restarts) != []


def test_bullets_are_left_alone() -> None:
    document = Document()
    document.add_paragraph("{{ navn }}", style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    before = part(out.getvalue(), "word/numbering.xml")
    data = _by_name(LetterTemplate(out.getvalue(), "x.docx"), _NAMES)
    assert _levels(data) == []
    assert part(data, "word/numbering.xml").count(b"<w:num ") == before.count(b"<w:num ")


@pytest.mark.parametrize("kind", LetterKind)
def test_every_shipped_letter_reads_in_the_joined_file_as_alone(kind: LetterKind) -> None:
    opened = LetterTemplate.load(SHIPPED / f"{kind.value}.docx")
    contexts = [letter_context(named(name, kind=kind)) for name in _NAMES]
    alone = [paragraphs_of(opened.render(context)) for context in contexts]
    data = _joined(opened, contexts)
    assert paragraphs_of(data) == [text for letter in alone for text in letter]
    assert len(_sections(data)) == len(_NAMES)
    assert all(section.different_first_page_header_footer for section in _sections(data))


def test_the_package_holds_together() -> None:
    """Every part has a type, every relation leads to a part, every header named is there."""
    opened = LetterTemplate.load(SHIPPED / "leave-ean.docx")
    towns = [f"Kommune {number}" for number in range(3)]
    sender = facts().sender
    letters = [facts(LetterKind.LEAVE_EAN, sender=replace(sender, municipality=town)) for town in towns]
    data = _joined(opened, [letter_context(one) for one in letters])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        types = package.read("[Content_Types].xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
    targets = re.findall(r'Target="([^"]+)"', relations)
    for target in targets:
        assert (target[1:] if target.startswith("/") else f"word/{target}") in names
    for name in names:
        if re.search(r"word/(header|footer)[^/]*\.xml$", name):
            assert f'PartName="/{name}"' in types
    used = set(re.findall(r'Reference [^>]*r:id="([^"]+)"', part(data, "word/document.xml").decode()))
    assert used <= set(re.findall(r'Id="([^"]+)"', relations))
    assert "word/_rels/header1_2.xml.rels" in names  # the logo's
    for section, town in zip(_sections(data), towns, strict=True):
        texts = [text.text for text in section.first_page_header._element.iter(qn("w:t"))]
        assert town in texts


def test_a_property_that_differs_says_nothing_about_the_file() -> None:
    data = _by_name(template("{{ navn }}", title="Brev til {{ navn }}"), ["A", "B"])
    assert Document(io.BytesIO(data)).core_properties.title == ""
    same = _by_name(template("{{ navn }}", title="Brev til {{ navn }}"), ["A", "A"])
    assert Document(io.BytesIO(same)).core_properties.title == "Brev til A"


# ------------------------------------------------------------------------------------ what cannot be


def _fault(data: bytes) -> JoinFault:
    opened = LetterTemplate(data, "x.docx")
    with pytest.raises(NotJoinable) as caught:
        _by_name(opened, ["A", "B"])
    return caught.value.fault


def _body(data: bytes, old: str, new: str) -> bytes:
    body = part(data, "word/document.xml").decode()
    assert old in body
    return with_parts(data, {"word/document.xml": body.replace(old, new, 1).encode()})


def test_footnotes_comments_and_references_are_not_joined() -> None:
    plain = word_file("{{ navn }}")
    assert (
        _fault(_body(plain, "</w:p>", '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>')) is JoinFault.NOTES
    )
    assert _fault(_body(plain, "</w:p>", '<w:commentRangeStart w:id="1"/></w:p>')) is JoinFault.NOTES
    sted = '<w:bookmarkStart w:id="0" w:name="sted"/><w:bookmarkEnd w:id="0"/>'
    refers = f'{sted}<w:hyperlink w:anchor="sted"/></w:p>'
    assert _fault(_body(plain, "</w:p>", refers)) is JoinFault.BOOKMARKS


def _two_sections(*, header_in_second: bool, count: bool = False) -> bytes:
    document = Document()
    document.add_paragraph("{{ navn }}")
    document.add_section()
    if header_in_second:
        document.sections[1].header.is_linked_to_previous = False
        document.sections[1].header.paragraphs[0].text = "{{ navn }}"
    else:
        document.sections[0].header.paragraphs[0].text = "{{ navn }}"
    out = io.BytesIO()
    document.save(out)
    if not count:
        return out.getvalue()
    return _body(out.getvalue(), "</w:p>", "<w:r><w:instrText> NUMPAGES </w:instrText></w:r></w:p>")


def test_letters_of_several_sections() -> None:
    data = _by_name(LetterTemplate(_two_sections(header_in_second=False), "x.docx"), ["A", "B"])
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in _sections(data)]
    assert [start is not None for start in starts] == [True, False, True, False]
    assert [_header(section) for section in _sections(data)] == ["A", "A", "B", "B"]
    assert _fault(_two_sections(header_in_second=True)) is JoinFault.HEADERS
    assert _fault(_two_sections(header_in_second=False, count=True)) is JoinFault.PAGE_COUNT


def test_a_page_count_in_pieces_is_not_joined() -> None:
    pieces = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>NUM</w:instrText></w:r><w:r>'
        '<w:instrText>PAGES</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert _fault(_body(word_file("{{ navn }}"), "</w:p>", pieces)) is JoinFault.PAGE_COUNT
    data = word_file("x {{ navn }}", footer="{{ navn }}")
    footer = part(data, "word/footer1.xml").decode().replace("</w:p>", pieces, 1)
    assert _fault(with_parts(data, {"word/footer1.xml": footer.encode()})) is JoinFault.PAGE_COUNT


# ------------------------------------------------------------------------------------------- the run


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MOST_LETTERS", 3)


def _run(folder: Path, opened: LetterTemplate, count: int, **more: Any) -> BatchResult:
    letters = [named(f"Firma {number}") for number in range(count)]
    return write_letters(letters, {LetterKind.NEW_EAN: opened}, folder, joined=True, **more)


def test_a_run_writes_single_letters_and_joined_files_of_a_limited_size(
    tmp_path: Path, small_files: None
) -> None:
    result = _run(tmp_path, template("{{ leverandoer.navn }}"), 7)
    assert len(result.written) == 7
    assert [(one.path.name, one.positions) for one in result.joined] == [
        ("Samlede breve nyt EAN-nummer del 1.docx", (0, 1, 2)),
        ("Samlede breve nyt EAN-nummer del 2.docx", (3, 4, 5)),
        ("Samlede breve nyt EAN-nummer del 3.docx", (6,)),
    ]
    assert result.not_joined == ()
    for one in result.joined:
        names = [f"Firma {position}" for position in one.positions]
        assert paragraphs_of(one.path.read_bytes()) == names


def test_a_failed_letter_is_not_in_the_joined_file(tmp_path: Path) -> None:
    opened = template("{{ leverandoer.navn }}")
    letters = [named("A"), named("Vedr. 010160-5003"), named("B")]
    result = write_letters(letters, {LetterKind.NEW_EAN: opened}, tmp_path, joined=True)
    (joined,) = result.joined
    assert joined.positions == (0, 2)
    assert paragraphs_of(joined.path.read_bytes()) == ["A", "B"]


def test_what_cannot_be_joined_is_written_one_by_one_and_told(tmp_path: Path) -> None:
    data = _body(word_file("{{ leverandoer.navn }}"), "</w:p>", '<w:commentRangeStart w:id="1"/></w:p>')
    result = _run(tmp_path, LetterTemplate(data, "x.docx"), 3)
    assert (len(result.written), result.joined) == (3, ())
    (left,) = result.not_joined
    assert (left.fault, left.positions) == (JoinFault.NOTES, (0, 1, 2))


def test_a_joined_file_that_cannot_be_written_costs_no_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = whole_file._give_name

    def no_joined(temporary: Path, path: Path) -> None:
        if path.name.startswith("Samlede"):
            raise OSError(28, "no space")
        real(temporary, path)

    monkeypatch.setattr(whole_file, "_give_name", no_joined)
    result = _run(tmp_path, template("{{ leverandoer.navn }}"), 2)
    assert (len(result.written), result.joined) == (2, ())
    assert [(one.fault, one.write_fault) for one in result.not_joined] == [(None, LetterFault.DISK_FULL)]
    assert not list(tmp_path.glob("*.tmp~"))


def test_without_being_asked_nothing_is_joined(tmp_path: Path) -> None:
    result = write_letters([named("A")], {LetterKind.NEW_EAN: template("x")}, tmp_path)
    assert (result.joined, result.not_joined) == ((), ())
