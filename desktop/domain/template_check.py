"""What can be wrong with a letter template, told before anybody uses it?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.errors import FileTrouble, PlannerError
from desktop.domain.letters import LetterKind, TemplatePlace
from desktop.domain.problems import Severity


class CheckKind(StrEnum):
    """What is wrong.

    FILE: no usable Word document. UNCLOSED_TAG: a tag or an `if` without its end, or an end without its
    beginning. SYNTAX: another tag that is not written right. REFUSED, ACTIVE_CONTENT, STRUCTURE, EXPRESSION,
    CPR, TOO_MUCH: as `TemplateFault`. TEXT_WITH_R: plain text in a tag for formatted text (`{{r …}}`,
    `{{p …}}`), where Word does not show it. RICH_WITHOUT_R: formatted text in a tag for plain text.
    NO_LANGUAGE: the document does not say which language it is in. RECIPIENT_IN_HEADER: a header or footer
    names the receiver, which is lost when other programs join letters. NO_FIELDS: nothing is ever filled in.
    ATTACHED_TEMPLATE: a link to another template, which letters do without.
    """

    FILE = "file"
    UNKNOWN_FIELD = "unknown_field"
    UNCLOSED_TAG = "unclosed_tag"
    SYNTAX = "syntax"
    REFUSED = "refused"
    ACTIVE_CONTENT = "active_content"
    STRUCTURE = "structure"
    EXPRESSION = "expression"
    CPR = "cpr"
    TOO_MUCH = "too_much"
    TEXT_WITH_R = "text_with_r"
    RICH_WITHOUT_R = "rich_without_r"
    NO_LANGUAGE = "no_language"
    RECIPIENT_IN_HEADER = "recipient_in_header"
    NO_FIELDS = "no_fields"
    ATTACHED_TEMPLATE = "attached_template"


_WARNINGS = frozenset(
    (
        CheckKind.NO_LANGUAGE,
        CheckKind.RECIPIENT_IN_HEADER,
        CheckKind.NO_FIELDS,
        CheckKind.ATTACHED_TEMPLATE,
    )
)


@dataclass(frozen=True, slots=True)
class TemplateFinding:
    """One thing that is wrong, and where.

    Attributes:
        name: the field, tag or filter; never a value.
        paragraph: in that part, those in tables and text boxes included, counted from 1; 0 is not known.
        suggestion: the field that was probably meant, or "".
        trouble: for FILE, what is wrong with the file.
    """

    kind: CheckKind
    where: TemplatePlace
    name: str = ""
    paragraph: int = 0
    suggestion: str = ""
    trouble: FileTrouble | None = None

    @property
    def severity(self) -> Severity:
        """Letters can be written in spite of a WARNING."""
        return Severity.WARNING if self.kind in _WARNINGS else Severity.ERROR


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """What a check of a template found.

    Attributes:
        template: the file's name.
        fields: every field the template reads, in full (`leverandoer.navn`), in order.
        findings: errors before warnings, then in the document's order.
    """

    template: str
    fields: tuple[str, ...]
    findings: tuple[TemplateFinding, ...]

    @property
    def usable(self) -> bool:
        """Whether letters can be written from it."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


class TemplateFaulty(PlannerError):
    """A template of the user's own that letters cannot be written from.

    Attributes:
        kind: the letter.
        check: what is wrong with it.
    """

    def __init__(self, kind: LetterKind, check: TemplateCheck) -> None:
        super().__init__(f"{kind.value}: {len(check.findings)}")
        self.kind = kind
        self.check = check
