"""How do the letters of a plan get written, looked at beforehand, and remembered afterwards?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.domain.letter_documents import RenderReport
from desktop.domain.letter_preview import PreviewBlock
from desktop.domain.letters import BatchResult, LetterFacts, LetterKind
from desktop.domain.progress import Progress, silent
from desktop.domain.recipients import Recipient
from desktop.workspace.letter_basis import Basis
from desktop.workspace.letter_templates import check_own, template_infos
from desktop.workspace.operations import RecordLetters
from desktop.workspace.operations.letters import WrittenTo
from desktop.workspace.session import Session


def letter_facts(session: Session, recipient: Recipient) -> LetterFacts:
    """What stands in one recipient's letter.

    Raises:
        ChoiceTrouble: nothing has been chosen, so there is nothing to write about.
    """
    return Basis.of(session).facts(recipient)


def preview(session: Session, recipient: Recipient) -> tuple[PreviewBlock, ...]:
    """One recipient's letter as it will read; the look is approximate, the words are exact.

    Raises:
        PlannerError: the letter cannot be made; the error says why.
    """
    from desktop.letters.catalogue import open_templates
    from desktop.letters.fields import letter_context
    from desktop.letters.preview import blocks

    info = next(info for info in template_infos() if info.kind is recipient.kind)
    template = open_templates((info,))[recipient.kind]
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
        TemplateFaulty: a template of one's own has faults; nothing was written.
    """
    from desktop.letters.batch import write_letters
    from desktop.letters.catalogue import open_templates

    # One state of the plan for the whole run, whatever other threads do to it meanwhile.
    answers = session.answers()
    basis = Basis.of(session, answers)
    everybody = answers.recipients().recipients if recipients is None else tuple(recipients)
    facts = [basis.facts(recipient) for recipient in everybody]
    wanted = {recipient.kind for recipient in everybody}
    infos = tuple(info for info in template_infos() if info.kind in wanted)
    check_own(infos)
    result = write_letters(facts, open_templates(infos), folder, progress, joined=joined)
    written = tuple(
        WrittenTo(
            supplier_id=everybody[letter.position].supplier_id,
            kind=letter.kind,
            template_hash=letter.template_sha256,
            file=letter.path.name,
            first_date=facts[letter.position].first_date,
            last_old_date=facts[letter.position].last_old_date,
            erp_ean=basis.erp_ean_of(letter.kind),
            wave=letter.wave or 0,
        )
        for letter in result.written
    )
    if written:
        session.run(RecordLetters(written, basis.choice.option, basis.choice.ean))
    return result


def write_about_the_plan(
    session: Session, kind: LetterKind, folder: Path, *, to: str, contact: str = ""
) -> BatchResult:
    """Write one of the letters that go to no supplier. It is not remembered: it has no supplier.

    Args:
        kind: one of `ABOUT_THE_PLAN`.
        to: the name in the address window.

    Raises:
        As `write`.
    """
    from desktop.letters.batch import write_letters
    from desktop.letters.catalogue import open_templates

    infos = tuple(info for info in template_infos() if info.kind is kind)
    check_own(infos)
    facts = Basis.of(session).about_the_plan(kind, to, contact)
    return write_letters((facts,), open_templates(infos), folder)


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
