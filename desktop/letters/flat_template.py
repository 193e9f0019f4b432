"""How does a letter template become one that a mail merge with flat columns fills in? (OpenPostbud)

OpenPostbud merges a CSV file into a Word file with docxtpl: a column is a field. Our templates have fields in
groups (`leverandoer.navn`) and lists. So inside the tags `leverandoer.navn` becomes `leverandoer_navn`, a
list of lines becomes a text that the tag splits again, and numbers become numbers again. What the
municipality says about itself is the same for everybody and is written into the template as text: then a
telephone number "+45 …" never stands in a CSV file, where a spreadsheet would compute with it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from desktop.letters.template import LetterTemplate

SEPARATOR = "|"
"""Between the lines of a list in one cell."""

_TEXTS = (
    *(f"leverandoer.{name}" for name in ("nummer", "navn", "postnr", "by", "cvr", "kontakt", "mail")),
    *("gammelt_ean", "nyt_ean", "oekonomi_ean", "brevdato", "foerste_dato", "sidste_dato"),
    *("tidligere_dato", "set_dato"),
)
_LISTS = ("leverandoer.adresse", "gamle_ean")
_NUMBERS = ("antal_samleregninger", "flest_borgere", "boelge", "antal_leverandoerer")
_FLAGS = ("genbrug", "begyndt")
_SAME_FOR_ALL = ("kommune.", "oekonomisystem")
_OF_ROWS = ("afviste", "boelger")

# A tag, with whatever Word has put between its signs; inside it, what Word's run borders look like.
_TAG = re.compile(r"\{(?:<[^>]*>)*[{%].*?[}%](?:<[^>]*>)*\}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"\"[^\"]*\"|'[^']*'|(?<![\w.|])[A-Za-z_]\w*(?:\.\w+)*")
_PRINTED = re.compile(r"\{\{r?\s*([\w.]+)\s*\}\}")
_CONDITION = re.compile(r"\{%-?(?:p|tr|tc|r)?\s*(?:if|elif)\s+([\w.\s()]+?)\s*-?%\}")
_PARTS = re.compile(r"(?:word/(?:document|header\d*|footer\d*|footnotes)|docProps/core)\.xml")


class NotFlat(Exception):
    """The template does something that columns cannot say, such as a table with a row for each invoice."""


@dataclass(frozen=True, slots=True)
class FlatTemplate:
    """A template for flat columns.

    Attributes:
        data: the .docx file.
        fields: the fields it reads, by the name they have in our templates.
    """

    data: bytes
    fields: tuple[str, ...]

    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(map(_flat, self.fields))

    def values(self, context: Mapping[str, object]) -> tuple[str, ...]:
        """A letter's cells, in the order of the columns."""
        return tuple(_cell(_at(context, field)) for field in self.fields)


def flat_template(template: LetterTemplate, context: Mapping[str, object]) -> FlatTemplate:
    """Make a template for flat columns.

    Args:
        context: any letter's, for what is the same in all.

    Raises:
        NotFlat: columns cannot say what the template does.
    """
    if any(path.split(".")[0] in _OF_ROWS for path in template.paths):
        raise NotFlat
    flattener = _Flattener(context)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template.data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if _PARTS.fullmatch(entry.filename):
                data = _TAG.sub(flattener.tag, data.decode("utf-8")).encode("utf-8")
            target.writestr(zipfile.ZipInfo(entry.filename), data, zipfile.ZIP_DEFLATED)
    return FlatTemplate(out.getvalue(), tuple(flattener.fields))


class _Flattener:
    def __init__(self, context: Mapping[str, object]) -> None:
        self.fields: dict[str, None] = {}
        self._context = context

    def tag(self, found: re.Match[str]) -> str:
        text = _MARKUP.sub("", found.group())
        printed = _PRINTED.fullmatch(text)
        if printed and _is_same_for_all(printed[1]):
            return _plain(_at(self._context, printed[1]))
        condition = _CONDITION.fullmatch(text)
        fixed = condition is not None and _is_condition(condition[1])
        return _TOKEN.sub(lambda token: self._token(token.group(), fixed=fixed), text)

    def _token(self, token: str, *, fixed: bool) -> str:
        """A name as it stands in a flat template; `fixed` where only its truth counts."""
        if fixed and _is_same_for_all(token):
            return "true" if _at(self._context, token) else "false"
        if token in _LISTS:
            name = self._used(token)
            return f"({name}.split('{SEPARATOR}') if {name} else [])"
        if token in _NUMBERS:
            return f"({self._used(token)}|int)"
        if token in (*_TEXTS, *_FLAGS) or _is_same_for_all(token):
            return self._used(token)
        return token

    def _used(self, field: str) -> str:
        self.fields[field] = None
        return _flat(field)


def _is_same_for_all(name: str) -> bool:
    return name.startswith(_SAME_FOR_ALL)


def _is_condition(text: str) -> bool:
    """Names joined by and, or, not."""
    return all(re.fullmatch(r"[A-Za-z_][\w.]*", word) for word in re.sub(r"[()]", " ", text).split())


def _plain(value: object) -> str:
    text = str(value)
    if "{" in text or "}" in text:
        raise NotFlat
    return escape(text)


def _flat(field: str) -> str:
    return field.replace(".", "_")


def _at(context: Mapping[str, object], field: str) -> object:
    value: object = context
    for name in field.split("."):
        value = value[name] if isinstance(value, Mapping) and name in value else ""
    return value


def _cell(value: object) -> str:
    """As the flat template takes it: False is empty, and nothing in a list is the sign between its lines."""
    if isinstance(value, tuple | list):
        return SEPARATOR.join(str(line).replace(SEPARATOR, "/") for line in value)
    if isinstance(value, bool):
        return "ja" if value else ""
    return str(value)
