"""What went wrong in a template, as facts: which field, which tag, where?

jinja, the sandbox, lxml and plain Python each have their own way to say it, and their texts may quote a
value. Only names from the template itself go on from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from desktop.domain.letters import TemplateError, TemplateFault, TemplatePlace

if TYPE_CHECKING:
    from desktop.letters.template_fields import FieldUse


@contextmanager
def reported(template: str, where: TemplatePlace, fields: Mapping[str, object]) -> Iterator[None]:
    """Turn whatever compiling or rendering a part can raise into a `TemplateError`.

    The cause is cut off on purpose: the text of a jinja or Python error may hold a value.

    Args:
        template: the template's file name.
        fields: the names that exist, for the suggestion.
    """
    from jinja2.exceptions import SecurityError, TemplateSyntaxError
    from jinja2.exceptions import TemplateError as JinjaError

    from desktop.letters.sandbox import FieldMissing, NotAllowed, TooMuch

    try:
        yield
    except NotAllowed as error:
        raise _fault(template, TemplateFault.REFUSED, where, error.name, error.line) from None
    except SecurityError:
        raise _fault(template, TemplateFault.REFUSED, where) from None
    except TooMuch:
        raise _fault(template, TemplateFault.TOO_MUCH, where) from None
    except FieldMissing as error:
        raise _missing(template, where, error.name, error.among, fields) from None
    except TemplateSyntaxError as error:
        raise _fault(
            template, TemplateFault.SYNTAX, where, _quoted(error.message or ""), error.lineno
        ) from None
    except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise _fault(template, TemplateFault.EXPRESSION, where, type(error).__name__) from None


def unknown_field(
    template: str, where: TemplatePlace, use: FieldUse, known: Mapping[str, object]
) -> TemplateError:
    """The fault of a field that is not among the known ones, with the one that was probably meant."""
    from desktop.letters.template_fields import nearest

    return TemplateError(
        template,
        TemplateFault.UNKNOWN_FIELD,
        where=where,
        name=".".join(use.path),
        paragraph=_paragraph(use.line),
        suggestion=nearest(use.path, known),
    )


def strict_tree(template: str, where: TemplatePlace, xml: str | bytes) -> Any:
    """The parsed part. docxtpl repairs broken XML by dropping the rest of the letter; here it is an error.

    Raises:
        TemplateError: the tags of the template have torn the document apart.
    """
    from lxml import etree

    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise TemplateError(template, TemplateFault.STRUCTURE, where=where) from None


def _missing(
    template: str, where: TemplatePlace, name: str, among: tuple[str, ...], fields: Mapping[str, object]
) -> TemplateError:
    from desktop.letters.template_fields import nearest

    here = dict.fromkeys(among) if among else fields
    error = _fault(template, TemplateFault.UNKNOWN_FIELD, where, name)
    error.suggestion = nearest((name,), here)
    return error


def _fault(
    template: str, fault: TemplateFault, where: TemplatePlace, name: str = "", line: int = 0
) -> TemplateError:
    return TemplateError(template, fault, where=where, name=name, paragraph=_paragraph(line))


def _paragraph(line: int) -> int:
    """Each paragraph starts a line of the text jinja sees; what stands before the first is line 1."""
    return max(line - 1, 0)


def _quoted(message: str) -> str:
    """The word jinja put in quotes, which is a piece of the template; "" when there is none."""
    quoted = re.search(r"'([^']{1,40})'", message)
    return quoted[1] if quoted else ""
