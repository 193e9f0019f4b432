"""What is said of invoices besides how many citizens they name: none, many on a line, the wrong place?"""

from __future__ import annotations

from desktop.domain.collective import ToldApart
from desktop.texts import numbers
from desktop.texts.translate import N_, _, ngettext_

_LABEL = {
    ToldApart.NO_CITIZEN: N_("No CPR number"),
    ToldApart.SEVERAL_ON_A_LINE: N_("Several on one line"),
    ToldApart.IN_PERSON_REFERENCE: N_("In the person reference"),
}
_HELP = {
    ToldApart.NO_CITIZEN: N_("The invoice names no citizen. KP cannot place it."),
    ToldApart.SEVERAL_ON_A_LINE: N_(
        "One line names several citizens. The supplier must split the line, not only the invoice."
    ),
    ToldApart.IN_PERSON_REFERENCE: N_(
        "The CPR number stands in the person reference. OIOUBL 3 forbids it there, so it must move."
    ),
}


def told_apart(kind: ToldApart) -> str:
    """What else is told of an invoice, in a few words."""
    return _(_LABEL[kind])


def told_apart_help(kind: ToldApart) -> str:
    """What that means for the work."""
    return _(_HELP[kind])


def told_apart_count(kind: ToldApart, count: int) -> str:
    """The same of several invoices: "3 invoices name no citizen. KP cannot place them."."""
    if kind is ToldApart.NO_CITIZEN:
        text = ngettext_(
            "{n} invoice names no citizen. KP cannot place it.",
            "{n} invoices name no citizen. KP cannot place them.",
            count,
        )
    elif kind is ToldApart.SEVERAL_ON_A_LINE:
        text = ngettext_(
            "{n} invoice names several citizens on one line. The line itself must be split.",
            "{n} invoices name several citizens on one line. The lines themselves must be split.",
            count,
        )
    else:
        text = ngettext_(
            "{n} invoice has the CPR number in the person reference, which OIOUBL 3 forbids.",
            "{n} invoices have the CPR number in the person reference, which OIOUBL 3 forbids.",
            count,
        )
    return text.format(n=numbers.whole(count))
