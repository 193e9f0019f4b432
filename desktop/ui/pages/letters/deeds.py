"""What is done when somebody marks letters, decides one by hand, or asks which of them shall be written?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.domain.assessment import Subject
from desktop.domain.letter_record import LetterState
from desktop.domain.letters import BatchResult, LetterKind
from desktop.domain.progress import Progress
from desktop.domain.recipients import Recipient
from desktop.paths import user_documents_dir
from desktop.texts import dates, labels, letter_record, numbers, rollout
from desktop.texts.phrases import listed, sentences
from desktop.texts.translate import _, ngettext_
from desktop.ui.pages.letters.actions import ReasonDialog, SentDialog
from desktop.ui.pages.letters.answers import LetterRow, Turn
from desktop.ui.questions import Answer, Question
from desktop.ui.widgets.buttons import Look
from desktop.workspace.operations import Decide, MarkLetters

_CANCEL, _THESE, _SHOWN, _NOW, _ALL = "cancel", "these", "shown", "now", "all"

if TYPE_CHECKING:
    from desktop.ui.pages.letters.page import LettersPage
    from desktop.workspace.letter_turns import WaveTurn


def mark(page: LettersPage, state: LetterState) -> None:
    """Mark the newest letter of each chosen supplier."""
    letters = tuple(row.latest.id for row in page.view.chosen_rows() if row.latest is not None)
    if not letters or page.session is None:
        return
    if state is not LetterState.SENT:
        page.view.go_on_when_left()
        page.context.run(MarkLetters(letters, state))
        return
    count = ngettext_("{n} letter", "{n} letters", len(letters)).format(n=numbers.whole(len(letters)))
    dialog = SentDialog(count, page.session.today, page)
    if page.show_dialog(dialog):
        page.view.go_on_when_left()
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
    page.view.go_on_when_left()
    page.context.run(Decide(suppliers, Subject.LETTER, value, reason))


def ask_whose(page: LettersPage) -> Sequence[LetterRow]:
    """All rows, unless it is worth asking: some are chosen or shown, or others go out later."""
    if page.answers is None:
        return ()
    everybody = page.answers.rows
    chosen, shown = _writable(page.view.chosen_rows()), _writable(page.model.shown_rows())
    looked_at = chosen if page.view.chosen_count() > 1 else shown
    if not looked_at and page.model.shown:
        page.context.messages.info(
            _("These are left out by hand, or they wait until the errors in the data are settled.")
        )
        return ()
    turn = page.answers.next_turn
    offers: dict[str, Sequence[LetterRow]] = {_ALL: everybody}
    if shown and len(shown) < len(everybody):
        offers[_SHOWN] = shown
    elif turn is not None and len(chosen) < _SEVERAL:
        offers[_NOW] = turn.rows
    if chosen and len(chosen) < len(everybody):
        offers[_THESE] = chosen
    if len(offers.get(_SHOWN, ())) == len(chosen):  # the same ones: whoever is chosen is shown
        offers.pop(_SHOWN, None)
    if len(offers) == 1:
        return everybody
    answer = page.context.messages.ask(_whose(offers, turn))
    return offers.get(answer, ())


_SEVERAL = 2
"""Fewer may be chosen only to be read."""


def _writable(rows: Sequence[LetterRow]) -> list[LetterRow]:
    return [row for row in rows if not row.waits and not row.left_out]


def _whose(offers: Mapping[str, Sequence[LetterRow]], turn: Turn | None) -> Question:
    """From all to the fewest; Enter writes the fewest."""
    everybody = len(offers[_ALL])
    parts = []
    if _NOW in offers and turn is not None:
        parts.append(_turn(turn, everybody - len(turn.rows)))
    for key in (_SHOWN, _THESE):
        if key in offers:
            text = (
                _("You see {some} of {all} letters.")
                if key == _SHOWN
                else _("You have chosen {some} of {all} letters.")
            )
            parts.append(text.format(some=numbers.whole(len(offers[key])), all=numbers.whole(everybody)))
    last = list(offers)[-1]
    buttons = [
        Answer(key, _button(key, len(rows), turn), Look.PRIMARY if key == last else Look.NORMAL)
        for key, rows in offers.items()
    ]
    return Question(
        title=_("Which letters shall be written?"),
        text=" ".join(parts),
        answers=(Answer(_CANCEL, _("Cancel")), *buttons),
        escape=_CANCEL,
    )


def _button(key: str, count: int, turn: Turn | None) -> str:
    n = numbers.whole(count)
    if key == _ALL:
        return _("Write all {n}").format(n=n)
    if key == _SHOWN:
        return _("Write the shown {n}").format(n=n)
    if key == _THESE:
        return ngettext_("Write only the chosen one", "Write the chosen {n}", count).format(n=n)
    waves = turn.waves if turn is not None else ()
    if not waves:
        return _("Write those due now ({n})").format(n=n)
    return _("Write {waves} ({n})").format(waves=_names(waves), n=n)


def _turn(turn: Turn, later: int) -> str:
    """What is to be written now, and what comes later."""
    count = ngettext_("{n} letter", "{n} letters", len(turn.rows)).format(n=numbers.whole(len(turn.rows)))
    now = _("Now: {count}.").format(count=count)
    if turn.waves:
        now = _("{waves}: {count}.").format(waves=_names(turn.waves), count=count)
    if turn.dated is not None:
        now = _("{waves}: {count}, dated {day}, the day they go out.").format(
            waves=_names(turn.waves), count=count, day=dates.short(turn.dated)
        )
    rest = ngettext_(
        "The other one has been written or goes out later.",
        "The other {n} have been written or go out later.",
        later,
    )
    return sentences(now, rest.format(n=numbers.whole(later)))


def _names(waves: Sequence[WaveTurn]) -> str:
    return listed([rollout.wave(one.number, one.kind) for one in waves])


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
