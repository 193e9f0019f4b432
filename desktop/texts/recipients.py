"""Why does a supplier get this letter, and what stands in the way of delivering it?"""

from __future__ import annotations

from desktop.domain.recipients import MissingContact, RecipientList, RecipientReason
from desktop.texts import numbers
from desktop.texts.phrases import listed
from desktop.texts.translate import N_, _, ngettext_

_REASON = {
    RecipientReason.OUTSIDE_ON_REUSED_EAN: N_(
        "Does not belong in KP, but sends to the EAN number that KP takes over."
    ),
    RecipientReason.CANNOT_SPLIT_ON_REUSED_EAN: N_(
        "Cannot split its collective invoices, so they must stay in the ERP on another EAN number."
    ),
    RecipientReason.SENDS_COLLECTIVE: N_("Sends collective invoices. KP only takes one citizen per invoice."),
    RecipientReason.KP_ON_OTHER_EAN: N_("Belongs in KP, but sends to another EAN number today."),
    RecipientReason.KP_GETS_NEW_EAN: N_("Belongs in KP and must use the new EAN number."),
    RecipientReason.USES_SEVERAL_EANS: N_("Sends to several of your EAN numbers."),
    RecipientReason.BY_HAND: N_("Decided by hand."),
}
_MISSING = {
    MissingContact.ADDRESS: N_("Address missing"),
    MissingContact.EMAIL: N_("E-mail missing"),
    MissingContact.CVR: N_("CVR number missing"),
}


def reason(why: RecipientReason) -> str:
    """One line of "why this letter"."""
    return _(_REASON[why])


def missing(kind: MissingContact) -> str:
    """What stands in the way of delivering a letter that can still be written."""
    return _(_MISSING[kind])


def summary(found: RecipientList) -> str:
    """The three heaps in one line: who gets a letter, who must be settled first, who needs nothing."""
    letters, undecided = len(found.recipients), len(found.undecided)
    parts = [ngettext_("{n} gets a letter", "{n} get a letter", letters).format(n=numbers.whole(letters))]
    if undecided:
        parts.append(
            ngettext_("{n} must be settled first", "{n} must be settled first", undecided).format(
                n=numbers.whole(undecided)
            )
        )
    if found.untouched:
        parts.append(
            ngettext_("{n} needs nothing", "{n} need nothing", found.untouched).format(
                n=numbers.whole(found.untouched)
            )
        )
    if found.dormant:
        parts.append(
            ngettext_(
                "{n} has sent no invoice in the period",
                "{n} have sent no invoice in the period",
                found.dormant,
            ).format(n=numbers.whole(found.dormant))
        )
    return _("Of your suppliers {parts}.").format(parts=listed(parts))
