"""What is wrong with a template, all of it at once, before anybody writes a letter from it?

`LetterTemplate` refuses a template at its first fault. Here the same doors are passed one by one and every
fault is collected with its place, also such that letters could be written with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.cpr import contains_cpr
from desktop.domain.errors import FileTrouble
from desktop.domain.letters import CprInDocument, TemplateError, TemplatePlace
from desktop.domain.problems import Severity
from desktop.domain.template_check import CheckKind, TemplateCheck, TemplateFinding
from desktop.letters.document_text import package_contains_cpr, paragraph_text
from desktop.letters.package import safe_package
from desktop.letters.parts import Source, edges, footnotes, opened, sources
from desktop.letters.tags import Paragraph, Tag, paragraphs_of, printed_outside_text, tags_of, unclosed
from desktop.letters.template import LetterTemplate
from desktop.letters.template_faults import reported
from desktop.letters.template_fields import FieldUse, fields_used, is_known, nearest

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EDGES = (TemplatePlace.HEADER, TemplatePlace.FOOTER)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a template is going to be filled in with.

    Attributes:
        fields: every field there is, nested.
        of_recipient: the names of those that differ from letter to letter.
        samples: what it is tried on.
    """

    fields: Mapping[str, object]
    of_recipient: frozenset[str]
    samples: Sequence[Mapping[str, object]]


def check(data: bytes, name: str, expected: Expected) -> TemplateCheck:
    """Look at a template file from all sides; nothing is written and nothing in it is run.

    Args:
        name: the file's name, without folder and CPR number.
    """
    try:
        safe = safe_package(data, name)
        document = opened(safe, name)
    except FileTrouble as trouble:
        finding = TemplateFinding(CheckKind.FILE, TemplatePlace.PACKAGE, trouble=trouble)
        return TemplateCheck(name, (), (finding,))
    except TemplateError as error:
        return TemplateCheck(name, (), (_of_error(error),))
    look = _Look(name, document, expected)
    findings = list(dict.fromkeys(look.findings()))
    if safe is not data:
        findings.append(TemplateFinding(CheckKind.ATTACHED_TEMPLATE, TemplatePlace.PACKAGE))
    if not _has_errors(findings):
        findings += _tried(safe, name, expected)
    findings.sort(key=lambda one: one.severity is not Severity.ERROR)
    return TemplateCheck(name, tuple(dict.fromkeys(look.fields)), tuple(findings))


def _has_errors(findings: list[TemplateFinding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _of_error(error: TemplateError) -> TemplateFinding:
    kind = CheckKind(error.fault.value)
    return TemplateFinding(kind, error.where, error.name, suggestion=error.suggestion)


def _tried(data: bytes, name: str, expected: Expected) -> list[TemplateFinding]:
    """What only shows when letters are made: tags that tear the document apart, or do not fit their value."""
    template = LetterTemplate(data, name)
    for sample in expected.samples:
        try:
            template.render_document(sample)
        except TemplateError as error:
            return [_of_error(error)]
        except CprInDocument:
            return [TemplateFinding(CheckKind.CPR, TemplatePlace.BODY)]
    return []


class _Look:
    """One template under the glass. `fields` is complete when `findings` has been gone through."""

    def __init__(self, name: str, document: DocxTemplate, expected: Expected) -> None:
        from desktop.letters.sandbox import LetterEnvironment

        self.fields: list[str] = []
        self._name = name
        self._document = document
        self._expected = expected
        self._environment = LetterEnvironment(markup=True)
        self._paragraphs = _paragraphs_by_part(document)

    def findings(self) -> Iterator[TemplateFinding]:
        """Everything that can be seen without filling the template in."""
        yield from self._cpr()
        tagged = False
        for source in sources(self._document):
            tagged |= source.has_tags
            paragraphs = self._paragraphs.get(source.part) or [Paragraph(0, source.text)]
            yield from self._part(source, paragraphs)
        if not _has_language(self._document):
            yield TemplateFinding(CheckKind.NO_LANGUAGE, TemplatePlace.PACKAGE)
        if not tagged:
            yield TemplateFinding(CheckKind.NO_FIELDS, TemplatePlace.BODY)

    def _cpr(self) -> Iterator[TemplateFinding]:
        if not package_contains_cpr(self._document.docx.part.package):
            return
        elements = enumerate(self._document.docx.part.element.iter(f"{_W}p"), 1)
        found = [number for number, one in elements if contains_cpr(paragraph_text(one))]
        for number in found:
            yield TemplateFinding(CheckKind.CPR, TemplatePlace.BODY, paragraph=number)
        if not found:
            yield TemplateFinding(CheckKind.CPR, TemplatePlace.PACKAGE)

    def _part(self, source: Source, paragraphs: list[Paragraph]) -> Iterator[TemplateFinding]:
        try:
            with reported(self._name, source.where, {}):
                uses = fields_used(self._environment.parse(source.text))
        except TemplateError as error:
            faults = list(self._diagnosed(source, paragraphs))
            yield from faults or [_of_error(error)]
            uses = tuple(self._uses_one_by_one(paragraphs))
        yield from self._uses(source, paragraphs, uses)
        if source.where is not TemplatePlace.PROPERTIES:
            yield from self._places(source, paragraphs)

    # ------------------------------------------------------------------------------- what is broken

    def _diagnosed(self, source: Source, paragraphs: list[Paragraph]) -> Iterator[TemplateFinding]:
        """Which of a part's tags jinja stumbled over, each looked at on its own."""
        for tag in unclosed(paragraphs):
            name = tag.statement or tag.text
            yield TemplateFinding(CheckKind.UNCLOSED_TAG, source.where, name, tag.paragraph)
        for tag in tags_of(paragraphs):
            try:
                self._parsed(tag, source.where)
            except TemplateError as error:
                name = error.name or tag.text[:30]
                yield TemplateFinding(CheckKind(error.fault.value), source.where, name, tag.paragraph)

    def _parsed(self, tag: Tag, where: TemplatePlace) -> tuple[FieldUse, ...]:
        with reported(self._name, where, {}):
            return fields_used(self._environment.parse(tag.alone))

    def _uses_one_by_one(self, paragraphs: list[Paragraph]) -> Iterator[FieldUse]:
        """The fields of a part that cannot be parsed as a whole, as far as they can be told."""
        tags = list(tags_of(paragraphs))
        looped = {name for tag in tags if tag.statement == "for" for name in _loop_names(tag.text)}
        for tag in tags:
            try:
                uses = self._parsed(tag, TemplatePlace.BODY)
            except TemplateError:
                continue  # told by `_diagnosed`
            yield from (use for use in uses if use.path[0] not in looped | {"loop"})

    # ------------------------------------------------------------------------------------- fields

    def _uses(
        self, source: Source, paragraphs: list[Paragraph], uses: Sequence[FieldUse]
    ) -> Iterator[TemplateFinding]:
        for path in dict.fromkeys(use.path for use in uses):
            self.fields.append(".".join(path))
            if source.where in _EDGES and path[0] in self._expected.of_recipient:
                yield from self._at(CheckKind.RECIPIENT_IN_HEADER, source, paragraphs, path)
            asked = all(use.optional for use in uses if use.path == path)
            if not asked and not is_known(path, self._expected.fields):
                yield from self._at(CheckKind.UNKNOWN_FIELD, source, paragraphs, path)

    def _at(
        self, kind: CheckKind, source: Source, paragraphs: list[Paragraph], path: tuple[str, ...]
    ) -> Iterator[TemplateFinding]:
        """One finding for each paragraph whose tags name the field."""
        unknown = kind is CheckKind.UNKNOWN_FIELD
        suggestion = nearest(path, self._expected.fields) if unknown else ""
        written = re.compile(r"(?<![\w.])" + r"\s*\.\s*".join(map(re.escape, path)) + r"(?![\w])")
        tags = [tag for tag in tags_of(paragraphs) if written.search(tag.text)]
        if kind in (CheckKind.TEXT_WITH_R, CheckKind.RICH_WITHOUT_R):
            wrong = kind is CheckKind.TEXT_WITH_R
            tags = [tag for tag in tags if not tag.statement and tag.is_for_formatted is wrong]
        numbers = [tag.paragraph for tag in tags]
        for number in dict.fromkeys(numbers or [0]):
            yield TemplateFinding(kind, source.where, ".".join(path), number, suggestion)

    def _places(self, source: Source, paragraphs: list[Paragraph]) -> Iterator[TemplateFinding]:
        """Formatted text belongs into `{{r …}}`, plain text does not."""
        printed = [(_field(text), outside) for text, outside in printed_outside_text(source.text)]
        formatted = {field for field, outside in printed if outside}
        for field, outside in printed:
            path = tuple(field.split("."))
            known = is_known(path, self._expected.fields)
            rich = known and _is_rich(path, self._expected.fields)
            if known and not rich and outside:
                yield from self._at(CheckKind.TEXT_WITH_R, source, paragraphs, path)
            elif not outside and (rich or (field in formatted and not known)):
                yield from self._at(CheckKind.RICH_WITHOUT_R, source, paragraphs, path)


def _field(text: str) -> str:
    """The field a printing tag begins with."""
    return text.strip("{} \n").split("|")[0].strip()


def _is_rich(path: tuple[str, ...], fields: Mapping[str, Any]) -> bool:
    """Whether the field's value is made of runs or paragraphs. A Listing or a picture may stand in text."""
    from docxtpl import RichText, RichTextParagraph

    here: Any = fields
    for name in path:
        here = here[name]
    return isinstance(here, RichText | RichTextParagraph) or _is_subdocument(here)


def _is_subdocument(value: object) -> bool:
    return type(value).__module__ == "docxtpl.subdoc"


def _loop_names(text: str) -> list[str]:
    target = re.search(r"\bfor\s+(.+?)\s+in\b", text)
    return re.findall(r"\w+", target[1]) if target else []


def _paragraphs_by_part(document: DocxTemplate) -> dict[str, list[Paragraph]]:
    """Every part's paragraphs as they stand in Word, by the part's name."""
    from docx.oxml.parser import parse_xml

    main = document.docx.part
    found = {main.partname.membername: paragraphs_of(main.element)}
    for _, uri in edges(document):
        for _, part in document.get_headers_footers(uri):
            found[part.partname.membername] = paragraphs_of(parse_xml(part.blob))
    for part in footnotes(document):
        found[part.partname.membername] = paragraphs_of(parse_xml(part.blob))
    return found


def _has_language(document: DocxTemplate) -> bool:
    """Whether styles or settings say which language the text is in; screen readers need it."""
    parts: list[Any] = [document.docx.part._styles_part, document.docx.part._settings_part]  # noqa: SLF001
    tags = (f"{_W}lang", f"{_W}themeFontLang")
    return any(lang.get(f"{_W}val") for part in parts for lang in part.element.iter(*tags))
