"""What is done when somebody marks letters, decides one by hand, or asks which of them shall be written?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.domain.assessment import Subject
from desktop.domain.letter_record import LetterState
from desktop.domain.letters import BatchResult, LetterKind
from desktop.domain.progress import Progress
from desktop.domain.recipients import Recipient
from desktop.paths import user_documents_dir
from desktop.texts import labels, letter_record, numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.pages.letters.actions import ReasonDialog, SentDialog
from desktop.ui.pages.letters.answers import LetterRow
from desktop.ui.questions import Answer, Question
from desktop.ui.widgets.buttons import Look
from desktop.workspace.operations import Decide, MarkLetters

_CANCEL, _THESE, _ALL = "cancel", "these", "all"

if TYPE_CHECKING:
    from desktop.ui.pages.letters.page import LettersPage


def mark(page: LettersPage, state: LetterState) -> None:
    """Mark the newest letter of each chosen supplier."""
    letters = tuple(row.latest.id for row in page.view.chosen_rows() if row.latest is not None)
    if not letters or page.session is None:
        return
    if state is not LetterState.SENT:
        page.context.run(MarkLetters(letters, state))
        return
    count = ngettext_("{n} letter", "{n} letters", len(letters)).format(n=numbers.whole(len(letters)))
    dialog = SentDialog(count, page.session.today, page)
    if page.show_dialog(dialog):
        page.context.run(MarkLetters(letters, state, dialog.how, dialog.day))


def decide(page: LettersPage, value: str) -> None:
    """Give the chosen suppliers another letter or none, with a reason; "" goes back to the rule."""
    suppliers = tuple(row.recipient.supplier_id for row in page.view.chosen_rows())
    if not suppliers:
        return
    reason = ""
    if value:
        dialog = ReasonDialog(labels.letter_decision(value), page)
        if not page.show_dialog(dialog):
            return
        reason = dialog.reason
    page.context.run(Decide(suppliers, Subject.LETTER, value, reason))


def ask_whose(page: LettersPage) -> Sequence[LetterRow]:
    """All rows; when only some are chosen or shown, ask whether those are meant."""
    everybody = page.answers.rows if page.answers else ()
    chosen = page.view.chosen_rows()
    meant = chosen if len(chosen) > 1 else page.model.shown_rows()
    some = [row for row in meant if not row.waits and not row.left_out]
    if meant and not some:
        page.context.messages.info(
            _("These are left out by hand, or they wait until the errors in the data are settled.")
        )
        return ()
    if not some or len(some) == len(everybody):
        return everybody
    answer = page.context.messages.ask(_these_or_all(len(some), len(everybody)))
    return {_CANCEL: (), _THESE: some, _ALL: everybody}[answer]


def _these_or_all(some: int, all_of_them: int) -> Question:
    these, everybody = numbers.whole(some), numbers.whole(all_of_them)
    return Question(
        title=_("Which letters shall be written?"),
        text=_("You have chosen or filtered {some} of {all} letters.").format(some=these, all=everybody),
        answers=(
            Answer(_CANCEL, _("Cancel")),
            Answer(_ALL, _("Write all {n}").format(n=everybody)),
            Answer(_THESE, _("Write these {n}").format(n=these), Look.PRIMARY),
        ),
        escape=_CANCEL,
    )


def write_later(page: LettersPage, kind: LetterKind) -> None:
    """Reminders, rejected invoices or confirmations, to those the plan proposes."""
    session = page.session
    if session is None or page.is_writing:
        return

    def ask(found: tuple[Recipient, ...]) -> None:
        if not found:
            page.context.messages.info(_("Nobody is to get that letter now."))
            return
        folder = page.context.messages.folder(_("Where shall the letters lie?"), user_documents_dir())
        if folder is not None:
            page.run_letters(found, folder)

    def work(_progress: Progress) -> tuple[Recipient, ...]:
        from desktop.workspace.letter_record import recipients_of

        return recipients_of(session, kind)

    page.context.tasks.run(work, on_done=ask, on_error=page.context.messages.error, owner=page)


def write_plan_letter(page: LettersPage, kind: LetterKind) -> None:
    """One of the letters that go to no supplier."""
    session = page.session
    if session is None or page.is_writing:
        return
    folder = page.context.messages.folder(_("Where shall the letters lie?"), user_documents_dir())
    if folder is None:
        return

    def work(_progress: Progress) -> BatchResult:
        from desktop.workspace import letter_run
        from desktop.workspace.checklist import contact_of

        to = contact_of(session).responsible if kind is LetterKind.ERP_ROUTES else ""
        return letter_run.write_about_the_plan(session, kind, folder, to=to or letter_record.to_whom(kind))

    page.context.tasks.run(
        work,
        on_done=lambda result: page.result.show_result(result, folder),
        on_error=page.failed,
        owner=page,
    )
