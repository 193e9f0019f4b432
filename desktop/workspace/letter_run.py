"""How do the letters of a plan get written, looked at beforehand, and remembered afterwards?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from desktop.domain.assumptions import Assumptions
from desktop.domain.calendar import first_of_month_on_or_after
from desktop.domain.errors import ChoiceFault, ChoiceTrouble
from desktop.domain.letter_documents import RenderReport
from desktop.domain.letters import (
    BatchResult,
    LetterFacts,
    LetterKind,
    LetterParty,
    LetterSender,
    PreviewBlock,
    TemplateInfo,
)
from desktop.domain.plan import EanChoice, Municipality
from desktop.domain.progress import Progress, silent
from desktop.domain.recipients import Recipient
from desktop.domain.rollout_dates import WaveDates
from desktop.paths import letter_templates_dir
from desktop.workspace.answers import Answers
from desktop.workspace.operations import RecordLetters
from desktop.workspace.operations.letters import WrittenTo
from desktop.workspace.rollout import wave_dates
from desktop.workspace.session import Session


def template_infos() -> tuple[TemplateInfo, ...]:
    """The letter templates there are.

    Raises:
        FileTrouble: a template or its description is missing.
    """
    from desktop.letters.catalogue import templates

    return templates(letter_templates_dir())


def letter_facts(session: Session, recipient: Recipient) -> LetterFacts:
    """What stands in one recipient's letter.

    Raises:
        ChoiceTrouble: nothing has been chosen, so there is nothing to write about.
    """
    return _facts(recipient, _Basis.of(session, session.answers()))


def preview(session: Session, recipient: Recipient) -> tuple[PreviewBlock, ...]:
    """One recipient's letter as it will read; the look is approximate, the words are exact.

    Raises:
        PlannerError: the letter cannot be made; the error says why.
    """
    from desktop.letters.catalogue import open_templates
    from desktop.letters.fields import letter_context
    from desktop.letters.preview import blocks

    template = open_templates((_info(recipient.kind),))[recipient.kind]
    return blocks(template.render(letter_context(letter_facts(session, recipient))))


def write(
    session: Session,
    folder: Path,
    *,
    recipients: Sequence[Recipient] | None = None,
    joined: bool = False,
    progress: Progress = silent,
) -> BatchResult:
    """Write letters into a folder and remember the finished ones in the plan, as one operation.

    Args:
        recipients: whose; everybody's under the choice when None.
        joined: also put all letters of a kind into one file.

    Raises:
        ChoiceTrouble: nothing has been chosen.
        FileTrouble: the folder or a template cannot be used; nothing was written.
    """
    from desktop.letters.batch import write_letters
    from desktop.letters.catalogue import open_templates

    # One state of the plan for the whole run, whatever other threads do to it meanwhile.
    answers = session.answers()
    basis = _Basis.of(session, answers)
    everybody = answers.recipients().recipients if recipients is None else tuple(recipients)
    facts = [_facts(recipient, basis) for recipient in everybody]
    wanted = {recipient.kind for recipient in everybody}
    templates = open_templates(tuple(info for info in template_infos() if info.kind in wanted))
    result = write_letters(facts, templates, folder, progress, joined=joined)
    written = tuple(
        WrittenTo(
            everybody[letter.position].supplier_id, letter.kind, letter.template_sha256, letter.path.name
        )
        for letter in result.written
    )
    if written:
        session.run(RecordLetters(written, basis.choice.option, basis.choice.ean))
    return result


def render_any(
    template: Path, context: Mapping[str, object], out: Path, *, compared: bool = False
) -> RenderReport:
    """One document from any docxtpl template, through the same strict gateway as the letters.

    Args:
        compared: also let docxtpl make it, and compare the two part by part.

    Raises:
        PlannerError: the template is refused, or a file cannot be read or written.
    """
    from desktop.letters.rendering import render_document

    return render_document(template, context, out, compared=compared)


def _info(kind: LetterKind) -> TemplateInfo:
    return next(info for info in template_infos() if info.kind is kind)


@dataclass(frozen=True, slots=True)
class _Basis:
    """What every letter of a run is written on.

    Attributes:
        waves: the dates of each wave by number; empty while none are planned.
    """

    municipality: Municipality
    choice: EanChoice
    today: date
    waves: Mapping[int, WaveDates]

    @classmethod
    def of(cls, session: Session, answers: Answers) -> _Basis:
        if answers.choice is None:
            raise ChoiceTrouble(ChoiceFault.NOT_CHOSEN)
        return cls(answers.municipality, answers.choice, session.today, wave_dates(session))

    def days(self, recipient: Recipient) -> tuple[date, date]:
        """The first day with the new EAN number and the last with the old one; a wave has its own."""
        dates = self.waves.get(recipient.wave) if recipient.wave is not None else None
        if dates is not None:
            return dates.cut_over, dates.last_old_ean
        first = first_day(self.municipality, self.today)
        return first, first - timedelta(days=1)


def _facts(recipient: Recipient, basis: _Basis) -> LetterFacts:
    municipality, choice = basis.municipality, basis.choice
    supplier = recipient.assessment.supplier.facts
    counts = recipient.assessment.collective.counts
    first, last = basis.days(recipient)
    return LetterFacts(
        kind=recipient.kind,
        supplier=LetterParty(
            number=supplier.number,
            name=supplier.name,
            address=tuple(line for line in supplier.address.splitlines() if line.strip()),
            postal_code=supplier.postal_code,
            city=supplier.city,
            cvr=supplier.cvr,
            contact=supplier.contact,
            email=supplier.email,
        ),
        sender=_sender(municipality),
        old_eans=recipient.old_eans,
        new_ean=choice.ean,
        # What stays in the ERP cannot go where KP receives: no number is better than that one.
        erp_ean=municipality.erp_ean if municipality.erp_ean != choice.ean else "",
        letter_date=basis.today,
        first_date=first,
        last_old_date=last,
        collective_invoices=counts.collective,
        most_citizens=counts.max_citizens,
        wave=recipient.wave,
    )


def _sender(municipality: Municipality) -> LetterSender:
    return LetterSender(
        municipality=municipality.name,
        department=municipality.department,
        address=tuple(line for line in municipality.address.splitlines() if line.strip()),
        postal_code=municipality.postal_code,
        city=municipality.city,
        phone=municipality.phone,
        email=municipality.email,
        contact=municipality.contact,
    )


def first_day(municipality: Municipality, today: date) -> date:
    """The day the change begins: go-live, or the first of a month that leaves suppliers their notice."""
    if municipality.go_live is not None and municipality.go_live > today:
        return municipality.go_live
    notice = timedelta(weeks=Assumptions()["notice_weeks"])
    return first_of_month_on_or_after(today + notice)
