"""What became of a letter, what in it is no longer so, and who should be reminded?"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.letter_record import REMINDER_DAYS, Channel, Difference, DueReminder, LetterState
from desktop.domain.letters import LetterKind, RejectionReason
from desktop.domain.plan import LetterMade
from desktop.texts import dates, labels, numbers
from desktop.texts.translate import N_, _, ngettext_

_STATE = {
    LetterState.WRITTEN: N_("Written, not sent"),
    LetterState.SENT: N_("Sent"),
    LetterState.ANSWERED: N_("Answered"),
    LetterState.RETURNED: N_("Came back"),
}
_MARK = {
    LetterState.WRITTEN: N_("Mark as not sent"),
    LetterState.SENT: N_("Mark as sent…"),
    LetterState.ANSWERED: N_("Mark as answered"),
    LetterState.RETURNED: N_("Mark as come back"),
}
_CHANNEL = {
    Channel.DIGITAL_POST: N_("Digital Post"),
    Channel.EMAIL: N_("E-mail"),
    Channel.POST: N_("Letter post"),
    Channel.OTHER: N_("Another way"),
}
_DIFFERENCE = {
    Difference.NOT_NEEDED: N_("The supplier needs no letter now."),
    Difference.OTHER_KIND: N_("It should get another letter now."),
    Difference.OTHER_STRATEGY: N_("The letter was written under another choice of EAN number."),
    Difference.OTHER_EAN: N_("The letter has another EAN number."),
    Difference.OTHER_DATES: N_("The letter has other dates."),
    Difference.OTHER_TEMPLATE: N_("The template has changed since."),
}
_REJECTION = {
    RejectionReason.SEVERAL_CITIZENS: N_("Several citizens"),
    RejectionReason.NO_CITIZEN: N_("No CPR number"),
    RejectionReason.WRONG_EAN: N_("Wrong EAN number"),
    RejectionReason.INVOICE_NOT_RECEIVED: N_("Its invoice was not received"),
    RejectionReason.INVOICE_REJECTED: N_("Its invoice was rejected"),
    RejectionReason.REMINDER_WITHOUT_FEE: N_("Reminder without a fee"),
}


def state(where: LetterState) -> str:
    """Where a letter is."""
    return _(_STATE[where])


def mark(where: LetterState) -> str:
    """The verb that marks it so."""
    return _(_MARK[where])


def channel(how: Channel) -> str:
    """How a letter was sent."""
    return _(_CHANNEL[how])


def difference(what: Difference) -> str:
    """Why a letter is not the one that would be written now."""
    return _(_DIFFERENCE[what])


def rejection(why: RejectionReason) -> str:
    """Why a document was sent back."""
    return _(_REJECTION[why])


def told(made: LetterMade) -> str:
    """What became of a letter, with when and how."""
    if made.state is LetterState.WRITTEN:
        return _("Written {date}").format(date=dates.short(made.at.date()))
    day = made.sent_on if made.state is LetterState.SENT else made.marked_at and made.marked_at.date()
    return f"{state(made.state)} {dates.short(day)}" if day else state(made.state)


def outdated(made: LetterMade, found: Sequence[Difference]) -> str:
    """What in a letter no longer holds, and what to do: that depends on whether it has left the house."""
    if not found:
        return ""
    sentences = [difference(one) for one in found]
    if made.state is LetterState.WRITTEN:
        step = (
            _("Do not send it.")
            if Difference.NOT_NEEDED in found
            else _("Write the letter again before you send it.")
        )
    elif Difference.NOT_NEEDED in found:
        step = _("Tell the supplier that it may go on as before.")
    else:
        step = _("Write the right letter, and tell the supplier which one counts.")
    return " ".join((*sentences, step))


def due(reminder: DueReminder) -> str:
    """Why a reminder is proposed."""
    if reminder.kind is LetterKind.REMINDER_1:
        message = _("Sent {date}, and no invoice on the new EAN number has been seen. First reminder.")
    else:
        message = _("Reminded {date}, and no invoice on the new EAN number has been seen. Second reminder.")
    day = reminder.of.sent_on
    return message.format(date=dates.short(day) if day else "")


def reminders_due(count: int) -> str:
    """How many should be reminded."""
    return ngettext_("{n} supplier should be reminded.", "{n} suppliers should be reminded.", count).format(
        n=numbers.whole(count)
    )


def marked(where: str, count: int) -> str:
    """The history's sentence."""
    message = {
        LetterState.SENT.value: ngettext_("Marked {n} letter as sent.", "Marked {n} letters as sent.", count),
        LetterState.ANSWERED.value: ngettext_(
            "Marked {n} letter as answered.", "Marked {n} letters as answered.", count
        ),
        LetterState.RETURNED.value: ngettext_(
            "Marked {n} letter as come back.", "Marked {n} letters as come back.", count
        ),
    }.get(where) or ngettext_("Marked {n} letter as not sent.", "Marked {n} letters as not sent.", count)
    return message.format(n=numbers.whole(count))


def reminder_days_set(days: int) -> str:
    """The history's sentence; 0 is the default."""
    count = days or REMINDER_DAYS
    return ngettext_(
        "Reminders are proposed {n} day after the letter.",
        "Reminders are proposed {n} days after the letter.",
        count,
    ).format(n=numbers.whole(count))


def to_whom(kind: LetterKind) -> str:
    """The name a letter about the plan has in the address window: somebody to send it to."""
    return {
        LetterKind.INTERNAL: _("Colleagues who handle invoices"),
        LetterKind.ERP_ROUTES: _("The vendor of our finance system"),
        LetterKind.KOMBIT: "KOMBIT",
    }.get(kind, labels.letter_kind(kind))
