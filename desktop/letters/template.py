"""How does a Word template become a finished document? The one strict gateway.

A template passes three doors before a value meets it: the package is safe (`package`), every tag in every
part that docxtpl renders is on the list of what templates may do (`sandbox`), and the text holds no CPR
number. Then docxtpl renders it with escaping on and missing fields as errors. What comes out equals docxtpl's
own output part by part, with these differences, each of them on purpose:

- document properties are not escaped a second time ("&" stays "&" in the title), lose line breaks and are cut
  at the 255 characters they may hold;
- None prints as nothing instead of "None";
- braces in a value stay braces, also `{_{`, which docxtpl would turn into a tag;
- output that is not well-formed XML is an error instead of being repaired by leaving text out;
- the link to an attached template is gone.

docxtpl, python-docx, lxml and jinja2 are imported when the first template is opened, not before.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import CprInDocument, TemplateError, TemplateFault, TemplatePlace
from desktop.letters.cleaning import clean_context
from desktop.letters.document_text import package_contains_cpr
from desktop.letters.file_names import without_cpr
from desktop.letters.template_faults import refuse_broken_xml, reported, unknown_field
from desktop.letters.writing import replace_file

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

    from desktop.letters.sandbox import LetterEnvironment
    from desktop.letters.template_fields import FieldUse

_LARGEST_FILE = 50 << 20
_LONGEST_PROPERTY = 255
# The document properties docxtpl renders, by python-docx's names.
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished document.

    Attributes:
        data: the .docx file.
        title: the title among its properties.
    """

    data: bytes
    title: str


@dataclass(frozen=True, slots=True)
class _Use:
    """A field the template reads, and where."""

    use: FieldUse
    where: TemplatePlace


class LetterTemplate:
    """A Word template that has been opened and found safe. It holds no value and may be shared by threads.

    Attributes:
        name: the file's name, without a CPR number should it hold one.
        sha256: of the file as it was read, lower-case hexadecimal.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open a template.

        Raises:
            FileTrouble: the file is empty, no Word document, damaged, password-protected or too large.
            TemplateError: the file holds something a template must not hold.
        """
        from desktop.letters.package import safe_package

        self.name = name
        self.sha256 = hashlib.sha256(data).hexdigest()
        self._data = safe_package(data, name)
        self._uses = tuple(self._read())

    @classmethod
    def load(cls, path: Path) -> LetterTemplate:
        """Open a template file. See `LetterTemplate` for what can be wrong with it."""
        name = without_cpr(path.name)
        try:
            with path.open("rb") as file:
                data = file.read(_LARGEST_FILE + 1)
        except FileNotFoundError:
            raise FileTrouble(name, FileFault.MISSING) from None
        except OSError:
            raise FileTrouble(name, FileFault.NO_ACCESS) from None
        return cls(data, name)

    @property
    def fields(self) -> frozenset[str]:
        """The names the template expects from outside, in all its parts: `leverandoer`, `nyt_ean`."""
        return frozenset(use.use.path[0] for use in self._uses)

    @property
    def paths(self) -> frozenset[str]:
        """The same in full: `leverandoer.navn`, `nyt_ean`."""
        return frozenset(".".join(use.use.path) for use in self._uses)

    def unknown_fields(self, known: Mapping[str, object]) -> tuple[TemplateError, ...]:
        """Every field the template reads and `known` does not have, also in branches no letter takes."""
        from desktop.letters.template_fields import is_known

        return tuple(
            unknown_field(self.name, use.where, use.use, known)
            for use in self._uses
            if not use.use.optional and not is_known(use.use.path, known)
        )

    def render(self, context: Mapping[str, object]) -> bytes:
        """One document, as the bytes of a .docx file. See `render_document`."""
        return self.render_document(context).data

    def render_document(self, context: Mapping[str, object]) -> RenderedDocument:
        """Fill the template in.

        Args:
            context: plain data: text, numbers, None, lists and dictionaries of them.

        Raises:
            TemplateError: a field is missing or a tag does not fit its value.
            CprInDocument: the finished text holds something shaped like a CPR number.
            TypeError: the context holds something that is not plain data.
        """
        fields = clean_context(context)
        document = self._opened()
        _render_body(self, document, fields)
        _render_headers_and_footers(self, document, fields)
        _render_properties(self, document, fields)
        _render_footnotes(self, document, fields)
        package = document.docx.part.package
        if package_contains_cpr(package):
            raise CprInDocument(self.name)
        out = io.BytesIO()
        document.docx.save(out)
        return RenderedDocument(out.getvalue(), str(document.docx.core_properties.title))

    # ------------------------------------------------------------------------------------- opening

    def _opened(self) -> DocxTemplate:
        from docx.opc.exceptions import PackageNotFoundError
        from docxtpl import DocxTemplate
        from lxml.etree import XMLSyntaxError

        document = DocxTemplate(io.BytesIO(self._data))
        try:
            document.render_init()
        except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError) as error:
            raise FileTrouble(self.name, FileFault.DAMAGED) from error
        return document

    def _read(self) -> Iterator[_Use]:
        """Check every part docxtpl will render, exactly as it will render it, and collect the fields."""
        from desktop.letters.sandbox import LetterEnvironment
        from desktop.letters.template_fields import fields_used

        document = self._opened()
        if package_contains_cpr(document.docx.part.package):
            raise TemplateError(self.name, TemplateFault.CPR, where=TemplatePlace.PACKAGE)
        environment = LetterEnvironment(markup=True)
        for where, source in template_sources(document):
            with reported(self.name, where, {}):
                tree = environment.parse(source)
            for use in fields_used(tree):
                yield _Use(use, where)


def render_document(template: Path, context: Mapping[str, object], out: Path) -> None:
    """One document from any docxtpl template, through the same gateway as the letters.

    A file that is already there is replaced as a whole, or stays as it was.

    Raises:
        FileTrouble: the template cannot be read or `out` cannot be written.
        TemplateError, CprInDocument, TypeError: as `LetterTemplate` and its `render_document` say.
    """
    replace_file(out, LetterTemplate.load(template).render(context))


def template_sources(document: DocxTemplate) -> Iterator[tuple[TemplatePlace, str]]:
    """The texts docxtpl gives to jinja, after its own patching, in the order it renders them.

    Held against docxtpl by a test, so that an upgrade cannot open a part nobody checks.
    """
    yield TemplatePlace.BODY, _in_lines(document.patch_xml(document.get_xml()))
    for where, uri in _edges(document):
        for _, part in document.get_headers_footers(uri):
            yield where, _in_lines(document.patch_xml(document.get_part_xml(part)))
    for name in PROPERTIES:
        yield TemplatePlace.PROPERTIES, getattr(document.docx.core_properties, name)
    for part in _footnotes(document):
        yield TemplatePlace.FOOTNOTES, _in_lines(document.patch_xml(part.blob.decode("utf-8")))


def _in_lines(xml: str) -> str:
    """Each paragraph on a line of its own, as docxtpl compiles it: line numbers are paragraph numbers."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)


def _edges(document: DocxTemplate) -> tuple[tuple[TemplatePlace, str], ...]:
    return (TemplatePlace.HEADER, document.HEADER_URI), (TemplatePlace.FOOTER, document.FOOTER_URI)


def _footnotes(document: DocxTemplate) -> Iterator[Any]:
    return (part for part in document.docx.part.package.parts if part.content_type == _FOOTNOTES)


# --------------------------------------------------------------------------------------------- rendering
# docxtpl's own `render`, step by step, so that each step's trouble has its place and properties their own
# rule.


def _environment(*, markup: bool) -> LetterEnvironment:
    from desktop.letters.sandbox import LetterEnvironment

    return LetterEnvironment(markup=markup)


def _render_body(template: LetterTemplate, document: DocxTemplate, fields: dict[str, object]) -> None:
    with reported(template.name, TemplatePlace.BODY, fields):
        xml = document.build_xml(fields, _environment(markup=True))
    refuse_broken_xml(template.name, TemplatePlace.BODY, xml)
    try:
        tree = document.fix_tables(xml)
    except (AttributeError, TypeError, ValueError, LookupError):
        # A table without its grid: docxtpl takes it for granted.
        raise TemplateError(template.name, TemplateFault.STRUCTURE, where=TemplatePlace.BODY) from None
    document.fix_docpr_ids(tree)
    document.map_tree(tree)


def _render_headers_and_footers(
    template: LetterTemplate, document: DocxTemplate, fields: dict[str, object]
) -> None:
    environment = _environment(markup=True)
    for where, uri in _edges(document):
        with reported(template.name, where, fields):
            rendered = list(document.build_headers_footers_xml(fields, uri, environment))
        for relation, xml in rendered:
            refuse_broken_xml(template.name, where, xml)
            document.map_headers_footers_xml(relation, xml)


def _render_properties(template: LetterTemplate, document: DocxTemplate, fields: dict[str, object]) -> None:
    environment = _environment(markup=False)
    properties = document.docx.core_properties
    for name in PROPERTIES:
        with reported(template.name, TemplatePlace.PROPERTIES, fields):
            text = environment.from_string(getattr(properties, name)).render(fields)
        setattr(properties, name, text[:_LONGEST_PROPERTY])


def _render_footnotes(template: LetterTemplate, document: DocxTemplate, fields: dict[str, object]) -> None:
    with reported(template.name, TemplatePlace.FOOTNOTES, fields):
        document.render_footnotes(fields, _environment(markup=True))
    for part in _footnotes(document):
        refuse_broken_xml(template.name, TemplatePlace.FOOTNOTES, part.blob)
