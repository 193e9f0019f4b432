"""How does a Word template become a finished document? The one strict gateway.

A template passes three doors before a value meets it: the package is safe (`package`), every tag in every
part that docxtpl renders is on the list of what templates may do (`sandbox`), and the text holds no CPR
number. Then it is filled in with escaping on and missing fields as errors: on the fast road (`fast_road`),
or, where that one does not go, by docxtpl (`docxtpl_road`); the document says which. Either way it equals
docxtpl's own output part by part, with these differences, each of them on purpose:

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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letter_documents import Detour, Road
from desktop.domain.letters import TemplateError, TemplateFault, TemplatePlace
from desktop.letters.cleaning import clean_context
from desktop.letters.file_names import without_cpr
from desktop.letters.template_faults import reported, unknown_field

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

    from desktop.letters.fast_road import FilledParts, Prepared
    from desktop.letters.template_fields import FieldUse

_LARGEST_FILE = 50 << 20

FieldsFor = Callable[["DocxTemplate"], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished document.

    Attributes:
        data: the .docx file.
        title: the title among its properties.
        detour: why docxtpl itself made it; None when it came the fast road.
    """

    data: bytes
    title: str
    detour: Detour | None = None

    @property
    def road(self) -> Road:
        """How it was made."""
        return Road.FAST if self.detour is None else Road.DOCXTPL


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
        self._road: Prepared | Detour | None = None

    @classmethod
    def load(cls, path: Path) -> LetterTemplate:
        """Open a template file. See `LetterTemplate` for what can be wrong with it."""
        name = without_cpr(path.name)
        return cls(read_file(path), name)

    @property
    def fields(self) -> frozenset[str]:
        """The names the template expects from outside, in all its parts: `leverandoer`, `nyt_ean`."""
        return frozenset(use.use.path[0] for use in self._uses)

    @property
    def paths(self) -> frozenset[str]:
        """The same in full: `leverandoer.navn`, `nyt_ean`."""
        return frozenset(".".join(use.use.path) for use in self._uses)

    @property
    def data(self) -> bytes:
        """The template as it is filled in: the file as it was read, or without its attached template."""
        return self._data

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
            context: plain data: text, numbers, None, lists and dictionaries of them; and docxtpl's RichText,
                RichTextParagraph, Listing and InlineImage. What docxtpl makes for one certain document
                (links, subdocuments) goes through `render_for`.

        Raises:
            TemplateError: a field is missing or a tag does not fit its value.
            CprInDocument: the finished text holds something shaped like a CPR number.
            TypeError: the context holds something else.
        """
        return self.render_parts(context)[0]

    def render_parts(self, context: Mapping[str, object]) -> tuple[RenderedDocument, FilledParts | None]:
        """The same, and what is different in it for a joined file; None when docxtpl itself made it.

        Raises:
            TemplateError, CprInDocument, TypeError: as `render_document` says.
        """
        from desktop.letters.detours import belongs_elsewhere, detour_of

        own: list[object] = []
        fields = clean_context(context, own)
        if belongs_elsewhere(own):
            raise TypeError("links and subdocuments are made for one document")
        detour = detour_of(own)
        road = self._the_road()
        if detour is None and not isinstance(road, Detour):
            filled = road.fill(fields)
            if filled is not None:
                return RenderedDocument(road.pack(filled), filled.title), filled
        reason = detour or (road if isinstance(road, Detour) else Detour.SECTIONS)
        return self._by_docxtpl(self._opened(), fields, reason), None

    def render_for(self, fields_for: FieldsFor) -> RenderedDocument:
        """Fill the template in with values that are made for the very document they go into.

        Args:
            fields_for: is given docxtpl's template, may call all of its methods (`new_subdoc`,
                `build_url_id`, `replace_pic` …), and gives the context.

        Raises:
            TemplateError, CprInDocument, TypeError: as `render_document` says.
        """
        from desktop.letters.detours import changes_package, detour_of

        document = self._opened()
        own: list[object] = []
        fields = clean_context(fields_for(document), own)
        detour = detour_of(own) or changes_package(document)
        return self._by_docxtpl(document, fields, detour) if detour else self.render_document(fields)

    # ----------------------------------------------------------------------------------------- roads

    @property
    def prepared(self) -> Prepared:
        """The template ready for the fast road; only after `render_parts` has given parts."""
        road = self._the_road()
        assert not isinstance(road, Detour)  # noqa: S101 - a promise of ours, not of a file
        return road

    def _the_road(self) -> Prepared | Detour:
        from desktop.letters.fast_road import prepare

        if self._road is None:
            self._road = prepare(self.name, self._opened())
        return self._road

    def _by_docxtpl(
        self, document: DocxTemplate, fields: Mapping[str, object], detour: Detour
    ) -> RenderedDocument:
        from desktop.letters import docxtpl_road
        from desktop.letters.detours import for_document

        data, title = docxtpl_road.render(self.name, document, for_document(fields, document))
        return RenderedDocument(data, title, detour)

    def _opened(self) -> DocxTemplate:
        from desktop.letters.parts import opened

        return opened(self._data, self.name)

    def _read(self) -> Iterator[_Use]:
        """Check every part docxtpl will render, exactly as it will render it, and collect the fields."""
        from desktop.letters.document_text import package_contains_cpr
        from desktop.letters.parts import sources
        from desktop.letters.sandbox import LetterEnvironment
        from desktop.letters.template_fields import fields_used

        document = self._opened()
        if package_contains_cpr(document.docx.part.package):
            raise TemplateError(self.name, TemplateFault.CPR, where=TemplatePlace.PACKAGE)
        environment = LetterEnvironment(markup=True)
        for source in sources(document):
            with reported(self.name, source.where, {}):
                tree = environment.parse(source.text)
            for use in fields_used(tree):
                yield _Use(use, source.where)


def read_file(path: Path) -> bytes:
    """A template file's bytes; no more of it than the largest template has.

    Raises:
        FileTrouble: it is not there or cannot be read.
    """
    name = without_cpr(path.name)
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise FileTrouble(name, FileFault.MISSING) from None
    except OSError:
        raise FileTrouble(name, FileFault.NO_ACCESS) from None
